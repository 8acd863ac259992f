import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { DeskVisits } from './desk-visits.ts';
import type { AccessEntrance } from './entrance.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversations } from './live-conversations.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Clock, Publisher, Session, Sockets } from './ports.ts';
import type { Reports } from './reports.ts';
import type { UserCache } from './user-cache.ts';

interface ErasureParts {
  store: Pick<Store, 'users' | 'devices'>;
  live: LiveConversations; inboxes: Inboxes; users: UserCache; visits: DeskVisits; personBlocks: PersonBlocks; reports: Reports; entrance: AccessEntrance; sockets: Sockets; publisher: Publisher; clock: Clock;
}

/** Erases users at their own wish, and what memory, feeds and lists still hold of them. */
export class Erasure {
  readonly #parts: ErasureParts;

  constructor(parts: ErasureParts) { this.#parts = parts; }

  /** The session's user with all they said and all their devices. An account of the staff is the operator's to remove. */
  async eraseMe({ user, userId, siteId, kind }: Session): Promise<void> {
    if (kind === 'staff') throw new FoyerError('forbidden');
    const { store, entrance, sockets, users, visits, personBlocks, reports, clock } = this.#parts;
    const devices = await store.devices.ofUser(userId);
    const [told, blockers] = [await reports.involving(userId), await personBlocks.blockersOf(userId)];
    const touched = await store.users.erase(user, clock.now());
    for (const { id } of devices) {
      entrance.block(id);
      sockets.closeDevice(id);
    }
    users.forget(userId);
    visits.forget(siteId, user);
    for (const id of touched) await this.#beginAnew(id);
    await personBlocks.retell(blockers);
    await reports.closed(siteId, told.map(({ uid }) => uid));
  }

  /** Memory knows the conversation with the user: it is read again, and shown to those who are left. */
  async #beginAnew(id: number): Promise<void> {
    const { live: conversations, publisher, inboxes } = this.#parts;
    const former = await conversations.getById(id);
    if (!former) return;
    conversations.drop(former);
    publisher.restart(former);
    const live = await conversations.getById(id);
    if (live) inboxes.touch(live);
  }
}
