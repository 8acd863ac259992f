import type { OwnUsers } from './own-users.ts';
import type { Publisher } from './ports.ts';
import type { UserCache } from './user-cache.ts';

interface OwnProfileParts { users: UserCache; own: OwnUsers; publisher: Publisher }

/** Tells users, on all their devices, how they are known now. */
export class OwnProfile {
  readonly #parts: OwnProfileParts;

  constructor(parts: OwnProfileParts) { this.#parts = parts; }

  /** After something of theirs was stored. */
  async tell(userId: number): Promise<void> {
    const { users, own, publisher } = this.#parts;
    users.forget(userId);
    if (!publisher.hasInbox(userId)) return;
    // A store that fails here costs a hint: whoever connects is told again.
    const user = await users.get(userId).catch(() => undefined);
    if (user && user.kind !== 'team') publisher.inbox(userId, { kind: 'me', user: await own.of(user) });
  }
}
