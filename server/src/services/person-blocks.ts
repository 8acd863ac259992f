import { FoyerError, limits, type User } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import type { LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import type { Clock, Session } from './ports.ts';
import type { Presence } from './presence.ts';
import { toUser, type UserCache } from './user-cache.ts';

interface PersonBlocksParts {
  store: Pick<Store, 'personBlocks'>;
  users: UserCache; own: OwnUsers; live: LiveConversations; presence: Presence; clock: Clock;
}

/**
 * Visitors and customers let one another write to them no more. It is between two people, and nobody but the one who does it is told; what staff do
 * for the whole site is in `blocks.ts`.
 */
export class PersonBlocks {
  readonly #parts: PersonBlocksParts;

  constructor(parts: PersonBlocksParts) { this.#parts = parts; }

  /** Whom the session's user has blocked, the latest first. */
  async list({ userId }: Session): Promise<User[]> { return (await this.#parts.store.personBlocks.of(userId)).map((row) => toUser(row)); }

  /** Staff, people of other sites and people whom one has never met are `not-found`; staff themselves are `forbidden`. */
  async set(session: Session, uid: string, on: boolean): Promise<void> {
    const { store, users, own, live: conversations, presence, clock } = this.#parts;
    const other = await this.stranger(session, uid);
    if (on && !(await store.personBlocks.haveMet(session.userId, other.id))) throw new FoyerError('not-found');
    const { isNew, conversations: shared } = await store.personBlocks.set({ userId: session.userId, blockedId: other.id, on, at: clock.now(), max: limits.blockedPeopleMax });
    if (!isNew) return;
    for (const id of shared) {
      // After the commit: whatever was being read meanwhile is what comes of this, and is put right.
      const live = await conversations.getById(id);
      if (live) live.blockers = [...live.blockers.filter((blocker) => blocker !== session.userId), ...(on ? [session.userId] : [])];
    }
    const me = await users.get(session.userId);
    if (!me) return;
    await own.tell(me);
    // Only who has spoken alone with somebody hears when they are here.
    if (shared.length === 0) return;
    if (on) presence.parted(me, other, session.siteId);
    else if (!(await store.personBlocks.between(me.id, other.id))) presence.reunited(me, other, session.siteId);
  }

  /** Another visitor or customer of the session's site, whom it may say something about. `FoyerError` for anybody else. */
  async stranger(session: Session, uid: string): Promise<UserRow> {
    if (session.kind === 'staff') throw new FoyerError('forbidden');
    const other = await this.#parts.users.getByUid(uid);
    if (other.siteId !== session.siteId || other.kind === 'staff') throw new FoyerError('not-found');
    if (other.id === session.userId) throw new FoyerError('bad-request', { message: 'That is oneself.' });
    return other;
  }

  /** For whoever brings people into a conversation with others: `forbidden` where one of these has blocked the session's user. */
  async refuseFor({ userId }: Pick<Session, 'userId'>, ids: Iterable<number>): Promise<void> {
    if (await this.isRefused(userId, ids)) throw new FoyerError('forbidden');
  }

  /** Whether one of these has blocked the user. */
  async isRefused(userId: number, ids: Iterable<number>): Promise<boolean> { return (await this.#parts.store.personBlocks.blockersAmong(userId, [...ids])).length > 0; }

  /** Everybody who has blocked a user. */
  blockersOf(userId: number): Promise<number[]> { return this.#parts.store.personBlocks.blockersOf(userId); }

  /** Whom these have blocked is known by another id from now on, or is no more. */
  async retell(userIds: readonly number[]): Promise<void> {
    const { users, own } = this.#parts;
    for (const row of await users.getMany(userIds)) await own.tell(row);
  }
}
