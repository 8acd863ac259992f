import { excerptOf, limits, type SearchHit, type SearchPage } from '@foyer-chat/widget/protocol';
import type { DeskCursor } from '../store/desk-store.ts';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './desk-cursor.ts';
import type { DeskLists } from './desk-lists.ts';
import type { Session } from './ports.ts';

/** A page that has found little ends after so long; its `next` goes on. */
const budgetMs = 1_000;

/** Search in the support conversations of a site, in short steps: nobody waits for the database because somebody searches. */
export class DeskSearch {
  readonly #store: Pick<Store, 'search'>;
  readonly #lists: DeskLists;

  constructor(parts: { store: Pick<Store, 'search'>; lists: DeskLists }) {
    this.#store = parts.store;
    this.#lists = parts.lists;
  }

  /** One hit a conversation, latest activity first: its newest message that fits, else its visitor's name or address. */
  async search({ siteId }: Session, words: string, from: string | undefined): Promise<SearchPage> {
    const until = performance.now() + budgetMs;
    const hits: SearchHit[] = [];
    let before: DeskCursor | undefined = from === undefined ? undefined : readCursor(from);
    do {
      const { found, next } = await this.#store.search.step(siteId, words, before);
      const shown = found.slice(0, limits.searchPage - hits.length);
      const conversations = await this.#lists.summaries(shown.map(({ conversation }) => conversation));
      conversations.forEach((conversation, index) => {
        const { match, activeAt } = shown[index]!;
        const place = 'seq' in match ? { seq: match.seq, at: match.at } : { at: conversation.lastMessage?.at ?? activeAt };
        hits.push({ conversation, ...place, excerpt: excerptOf(match.text, words) });
      });
      const last = shown.at(-1);
      if (shown.length < found.length && last) return { hits, next: writeCursor({ activeAt: last.activeAt, id: last.conversation.id }) };
      if (!next) return { hits };
      before = next;
    } while (hits.length < limits.searchPage && performance.now() < until);
    return { hits, next: writeCursor(before) };
  }
}
