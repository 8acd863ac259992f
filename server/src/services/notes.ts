import { FoyerError, limits, type DeskRequests, type DeskResponses, type Note } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import { authorise } from './permissions.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import { newId } from './random-ids.ts';

interface NotesParts { store: Pick<Store, 'notes'>; live: LiveConversations; publisher: Publisher; clock: Clock }

/** What staff say to each other about a conversation. It is told on the desk alone, never in the conversation. */
export class Notes {
  readonly #parts: NotesParts;

  constructor(parts: NotesParts) { this.#parts = parts; }

  /** `before`: the `next` of the page that came before this. */
  async page(session: Session, conversation: string, before: string | undefined): Promise<DeskResponses['notes']> {
    const live = await this.#allowed(session, conversation);
    const { notes, next } = await this.#parts.store.notes.page(live.id, before === undefined ? undefined : readCursor(before).id, limits.notesPage);
    return { notes, ...(next === undefined ? {} : { next: writeCursor({ activeAt: 0, id: next }) }) };
  }

  /** The same `clientId` again is the same note. */
  async add(session: Session, conversation: string, { clientId, text }: DeskRequests['note']): Promise<{ note: Note; isNew: boolean }> {
    const live = await this.#allowed(session, conversation);
    const added = await this.#parts.store.notes.add({ uid: newId(), conversationId: live.id, userId: session.userId, clientId, text, at: this.#parts.clock.now() });
    if (added.isNew) this.#parts.publisher.desk(live.siteId, { kind: 'note', conversation: live.uid, note: added.note });
    return added;
  }

  /** One's own. One that is gone already is no fault. */
  async delete(session: Session, conversation: string, note: string): Promise<void> {
    const { store, publisher } = this.#parts;
    const live = await this.#allowed(session, conversation);
    const stored = await store.notes.get(live.id, note);
    if (!stored) return;
    if (stored.userId !== session.userId) throw new FoyerError('forbidden');
    await store.notes.delete(stored.id);
    // The text may be in the desk's log still: nobody who joins later finds it there.
    publisher.clearDesk(live.siteId);
    publisher.desk(live.siteId, { kind: 'note-deleted', conversation: live.uid, note });
  }

  async #allowed(session: Session, conversation: string): Promise<LiveConversation> {
    const live = await this.#parts.live.get(conversation);
    authorise(session, live, 'note');
    return live;
  }
}
