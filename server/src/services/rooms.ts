import { FoyerError, limits, type Change, type FeedAddress } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { LiveConversations } from './live-conversations.ts';
import { authorise, isRuledOut } from './permissions.ts';
import type { FeedTarget, ListTarget, Rooms, Session } from './ports.ts';
import type { Presence } from './presence.ts';

/** Which feeds a session may watch, and what they begin with. */
export class FeedRooms implements Rooms {
  readonly #store: Pick<Store, 'conversations' | 'log'>;
  readonly #live: LiveConversations;
  readonly #presence: Presence;

  constructor(parts: { store: Pick<Store, 'conversations' | 'log'>; live: LiveConversations; presence: Presence }) {
    this.#store = parts.store;
    this.#live = parts.live;
    this.#presence = parts.presence;
  }

  async open(session: Session, address: FeedAddress): Promise<FeedTarget> {
    if (address.kind === 'inbox') return { kind: 'inbox', userId: session.userId };
    if (address.kind === 'desk') {
      if (session.kind !== 'staff') throw new FoyerError('not-found');
      return { kind: 'desk', siteId: session.siteId };
    }
    const live = await this.#live.get(address.conversation);
    authorise(session, live, 'read');
    return { kind: 'conversation', id: live.id, uid: live.uid };
  }

  /** From memory. Of a conversation that has left it nobody is told until it is back: one of two people may have blocked the other. Nor of whoever may not write. */
  listsOf(conversationId: number, typistId: number): ListTarget[] | undefined {
    const live = this.#live.peekById(conversationId);
    if (!live) this.#live.getById(conversationId).catch(() => undefined);
    if (!live || live.blockers.length > 0 || isRuledOut(live, 'send', typistId)) return undefined;
    if (live.members.size > limits.typingListedMembers) return [];
    const lists: ListTarget[] = [];
    for (const { userId, role } of live.members.values()) {
      if (role === 'team') lists.push({ kind: 'desk', siteId: live.siteId });
      else if (userId !== typistId) lists.push({ kind: 'inbox', userId });
    }
    return lists;
  }

  async recentChanges(conversationId: number, limit: number): Promise<Change[]> {
    const conversation = await this.#store.conversations.get(conversationId);
    if (!conversation) return [];
    return (await this.#store.log.changesAfter(conversationId, Math.max(0, conversation.version - limit), limit)) ?? [];
  }

  connected(session: Session): void { this.#presence.connected(session); }
  disconnected(session: Session): void { this.#presence.disconnected(session); }
}
