import type { CommandArgs } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversations } from './live-conversations.ts';
import { authorise } from './permissions.ts';
import type { Session } from './ports.ts';

interface ArrangementsParts { store: Pick<Store, 'conversations'>; live: LiveConversations; inboxes: Inboxes }

/** What members do to conversations in their own lists: it takes no version, and only their own devices hear of it. */
export class Arrangements {
  readonly #parts: ArrangementsParts;

  constructor(parts: ArrangementsParts) { this.#parts = parts; }

  async arrange(session: Session, { conversation, pinned, mutedUntil, archivedSeq }: CommandArgs<'conversation.arrange'>): Promise<void> {
    const { store, live: conversations, inboxes } = this.#parts;
    const known = await conversations.get(conversation);
    authorise(session, known, 'arrange');
    const change = {
      ...(pinned === undefined ? {} : { pinned }),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
      // What is yet to come cannot be put away.
      ...(archivedSeq === undefined ? {} : { archivedSeq: Math.min(archivedSeq, known.lastSeq) }),
    };
    await store.conversations.arrange(known.id, session.userId, change);
    const live = conversations.current(known);
    const member = live.members.get(session.userId);
    if (member) Object.assign(member, change);
    inboxes.touch(live, [session.userId]);
  }
}
