import { FoyerError, type DataPage } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { RateGate, Session } from './ports.ts';

interface OwnDataParts { store: Pick<Store, 'users'>; rates: RateGate }

/** What the server has of visitors and customers, for themselves. */
export class OwnData {
  readonly #parts: OwnDataParts;

  constructor(parts: OwnDataParts) { this.#parts = parts; }

  /** `before`: the `next` of the page that came before this. `forbidden` for staff: what they wrote is the site's. */
  async page({ kind, user, userId }: Session, before: string | undefined): Promise<DataPage> {
    if (kind === 'staff') throw new FoyerError('forbidden');
    // The pages after it are no more than one's own history.
    if (before === undefined) this.#parts.rates.take('data', userId);
    const from = before === undefined ? undefined : readCursor(before);
    const page = await this.#parts.store.users.exportPage(user, from && { conversationId: from.activeAt, seq: from.id });
    if (!page) throw new FoyerError('session-ended');
    const { about, conversations, next } = page;
    return { ...about, conversations, ...(next ? { next: writeCursor({ activeAt: next.conversationId, id: next.seq }) } : {}) };
  }
}
