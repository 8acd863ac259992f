import { excerptOf, limits, type SearchHit, type SearchPage } from '@foyer-chat/widget/protocol';
import type { ActivityCursor, SearchScope } from '../store/desk-store.ts';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { Session } from './ports.ts';
import type { Reader, Summaries } from './summaries.ts';

/** A page that has found little ends after so long; its `next` goes on. */
const budgetMs = 1_000;

interface SearchParts { store: Pick<Store, 'search'>; summaries: Summaries }

/**
 * Search in conversations, in short steps: nobody waits for the database because somebody searches. One hit a conversation, latest activity
 * first: its newest message that fits, else a name.
 */
export class Search {
  readonly #parts: SearchParts;

  constructor(parts: SearchParts) { this.#parts = parts; }

  /** In the support conversations of the site, also by visitors' addresses. */
  onDesk({ siteId }: Session, words: string, from: string | undefined): Promise<SearchPage> { return this.#page({ siteId }, 'team', words, from); }

  /** In the conversations that the session's user is a member of, also by titles. */
  inInbox({ siteId, userId }: Session, words: string, from: string | undefined): Promise<SearchPage> { return this.#page({ siteId, userId }, userId, words, from); }

  async #page(scope: SearchScope, reader: Reader, words: string, from: string | undefined): Promise<SearchPage> {
    const until = performance.now() + budgetMs;
    const hits: SearchHit[] = [];
    let before: ActivityCursor | undefined = from === undefined ? undefined : readCursor(from);
    do {
      const { found, next } = await this.#parts.store.search.step(scope, words, before);
      const shown = found.slice(0, limits.searchPage - hits.length);
      const conversations = await this.#parts.summaries.of(shown.map(({ conversation }) => conversation), reader);
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
