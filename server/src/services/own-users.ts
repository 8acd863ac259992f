import type { User } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import type { Publisher } from './ports.ts';
import { toUser, type UserCache } from './user-cache.ts';

interface OwnUsersParts { store: Pick<Store, 'personBlocks'>; users: UserCache; publisher: Publisher }

/** Users as they see themselves, and as nobody else does. */
export class OwnUsers {
  readonly #parts: OwnUsersParts;

  constructor(parts: OwnUsersParts) { this.#parts = parts; }

  async of(row: UserRow): Promise<User> {
    const user = { ...toUser(row, { email: true }), ...revisions(row) };
    // Staff block for the whole site, not for themselves, and are there for it.
    if (row.kind === 'staff') return user;
    const blocked = await this.#parts.store.personBlocks.of(row.id);
    return {
      ...user, privacy: { lastSeen: !row.hidesLastSeen, receipts: !row.hidesReading, writers: row.writers, adders: row.adders },
      ...(blocked.length > 0 ? { blockedPeople: blocked.map(({ uid }) => uid) } : {}),
    };
  }

  /** Tells users, on all their devices, how they are known now. */
  async tell(row: UserRow): Promise<void> {
    const { publisher } = this.#parts;
    if (publisher.hasInbox(row.id)) publisher.inbox(row.id, { kind: 'me', user: await this.of(row) });
  }

  /** The same, after something of theirs was stored. A store that fails here costs a hint: whoever connects is told again. */
  async changed(userId: number): Promise<void> {
    const { users, publisher } = this.#parts;
    users.forget(userId);
    if (!publisher.hasInbox(userId)) return;
    try {
      const row = await users.get(userId);
      if (row && row.kind !== 'team') await this.tell(row);
    } catch { /* a courtesy */ }
  }
}

const revisions = ({ starsRevision: stars, devicesRevision: devices }: UserRow): Pick<User, 'stars' | 'devices'> => ({ ...(stars > 0 && { stars }), ...(devices > 0 && { devices }) });
