import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import type { Clock, Session } from './ports.ts';
import type { Presence } from './presence.ts';
import type { UserCache } from './user-cache.ts';

/** Newest conversations of a user, among which the one with the team is looked for. */
const conversationsLookedAt = 200;

/** Who is blocked, all of them in memory: they are few, and every message asks. */
export class BlockedUsers {
  readonly #store: Pick<Store, 'users'>;
  #ids = new Set<number>();
  #loaded: Promise<void> | undefined;
  /** Counts what was set meanwhile, so that a look which has missed it is not believed. */
  #turn = 0;

  constructor(parts: { store: Pick<Store, 'users'> }) { this.#store = parts.store; }

  /** Resolves when `has` can be asked. */
  ready(): Promise<void> {
    if (this.#loaded) return this.#loaded;
    const loaded = this.reload();
    loaded.catch(() => { if (this.#loaded === loaded) this.#loaded = undefined; });
    return (this.#loaded = loaded);
  }

  has(userId: number): boolean { return this.#ids.has(userId); }

  /** Somebody else may have changed the database. */
  async reload(): Promise<void> {
    for (let turn = -1; turn !== this.#turn;) {
      turn = this.#turn;
      const ids = new Set(await this.#store.users.blockedIds());
      if (turn === this.#turn) this.#ids = ids;
    }
  }

  set(userId: number, isBlocked: boolean): void {
    this.#turn += 1;
    if (isBlocked) this.#ids.add(userId);
    else this.#ids.delete(userId);
  }
}

interface BlocksParts {
  store: Pick<Store, 'users' | 'conversations'>;
  blocked: BlockedUsers; users: UserCache; own: OwnUsers; live: LiveConversations; inboxes: Inboxes; presence: Presence; clock: Clock;
}

/** Staff block visitors and customers of their site: they read on, and write no more. */
export class Blocks {
  readonly #parts: BlocksParts;

  constructor(parts: BlocksParts) { this.#parts = parts; }

  /** Told to the user, to the desk, and in the rows of its lists. Staff, and users of other sites, are `not-found`. */
  async set({ siteId }: Session, uid: string, isBlocked: boolean): Promise<void> {
    const { store, blocked, users, own, live, inboxes, presence, clock } = this.#parts;
    const known = await users.getByUid(uid);
    if (known.siteId !== siteId) throw new FoyerError('not-found');
    if ((known.blockedAt !== null) === isBlocked) return;
    await store.users.setBlocked(known.id, isBlocked ? clock.now() : null);
    blocked.set(known.id, isBlocked);
    users.forget(known.id);
    const user = await users.get(known.id);
    if (!user) return;
    await own.tell(user);
    presence.renamed(user, siteId);
    const conversations = await store.conversations.ofUser(user.id, conversationsLookedAt);
    for (const row of conversations) if (row.kind === 'support') inboxes.touch(live.adopt(row));
  }
}
