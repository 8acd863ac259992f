import type { User } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import { toMe } from './user-cache.ts';

/** Users as they see themselves, and as nobody else does. */
export class OwnUsers {
  readonly #store: Pick<Store, 'personBlocks'>;

  constructor(parts: { store: Pick<Store, 'personBlocks'> }) { this.#store = parts.store; }

  async of(row: UserRow): Promise<User> {
    // Staff block for the whole site, not for themselves.
    const blocked = row.kind === 'staff' ? [] : await this.#store.personBlocks.of(row.id);
    return { ...toMe(row), ...(blocked.length > 0 ? { blockedPeople: blocked.map(({ uid }) => uid) } : {}) };
  }
}
