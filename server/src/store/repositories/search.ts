import { type StoredContent } from '@foyer-chat/widget/protocol';
import { sql } from 'kysely';
import type { DeskCursor, Found, SearchStore } from '../desk-store.ts';
import type { Db } from '../schema.ts';
import { loadConversations } from './conversation-rows.ts';
import { supportFrom } from './handling.ts';

/** Conversations of one step, and how many of the newest messages of each are looked at: together what a writer may have to wait for. */
const conversationsPerStep = 20;
const messagesPerConversation = 1_000;
const candidatesPerPage = 200;

/**
 * Finds words without an index of them: SQL leaves out most of what does not fit, and the rest is compared here, so that capital letters of
 * every script count as small ones on every engine.
 */
export class SearchRepository implements SearchStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async step(siteId: number, words: string, before: DeskCursor | undefined): Promise<{ found: Found[]; next?: DeskCursor }> {
    const looked = await supportFrom(this.#db, siteId, before, conversationsPerStep).execute();
    const ids = looked.map(({ id }) => id);
    const last = looked.at(-1);
    if (!last) return { found: [] };
    const names = await this.#names(ids, words);
    const messages = new Map<number, { seq: number; at: number; text: string }>();
    for (const id of await this.#candidates(ids, words)) {
      const newest = await this.#newest(id, words);
      if (newest) messages.set(id, newest);
    }
    const rows = new Map((await loadConversations(this.#db, ids.filter((id) => messages.has(id) || names.has(id)))).map((row) => [row.id, row]));
    const found = looked.flatMap(({ id, active_at }): Found[] => {
      const conversation = rows.get(id);
      const name = names.get(id);
      const match = messages.get(id) ?? (name === undefined ? undefined : { text: name });
      return conversation && match ? [{ conversation, activeAt: active_at, match }] : [];
    });
    return { found, ...(looked.length < conversationsPerStep ? {} : { next: { activeAt: last.active_at, id: last.id } }) };
  }

  async #names(ids: readonly number[], words: string): Promise<Map<number, string>> {
    const rows = await this.#db.selectFrom('members').innerJoin('users', 'users.id', 'members.user_id')
      .select(['members.conversation_id', 'users.name', 'users.email'])
      .where('members.conversation_id', 'in', ids).where('members.role', '=', 'visitor').where('members.left_at', 'is', null)
      .execute();
    const names = new Map<number, string>();
    for (const { conversation_id: id, name, email } of rows) {
      const text = [name, email ?? ''].find((candidate) => fits(candidate, words));
      if (text !== undefined) names.set(id, text);
    }
    return names;
  }

  /** Conversations with a message that may fit. */
  async #candidates(ids: readonly number[], words: string): Promise<number[]> {
    const rows = await this.#db.selectFrom('conversations as c')
      .innerJoin('messages as m', (join) => join
        .onRef('m.conversation_id', '=', 'c.id')
        .on('m.seq', '>', (eb) => eb.selectFrom('messages as l').select((max) => sql<number>`${max.fn.max('l.seq')} - ${sql.lit(messagesPerConversation)}`.as('seq'))
          .whereRef('l.conversation_id', '=', 'c.id')))
      .select('c.id').distinct()
      .where('c.id', 'in', ids).where('m.content', 'is not', null).where(mayFit(words))
      .execute();
    return rows.map(({ id }) => id);
  }

  async #newest(id: number, words: string): Promise<{ seq: number; at: number; text: string } | undefined> {
    for (let below = Number.MAX_SAFE_INTEGER, looked = 0; looked < messagesPerConversation;) {
      const rows = await this.#db.selectFrom('messages as m').select(['m.seq', 'm.at', 'm.content'])
        .where('m.conversation_id', '=', id).where('m.seq', '<', below).where('m.content', 'is not', null).where(mayFit(words))
        .orderBy('m.seq', 'desc').limit(candidatesPerPage)
        .execute();
      for (const { seq, at, content } of rows) {
        const text = textOf(JSON.parse(content ?? '{}') as StoredContent);
        if (fits(text, words)) return { seq, at, text };
      }
      if (rows.length < candidatesPerPage) return undefined;
      looked += rows.length;
      below = rows.at(-1)?.seq ?? 0;
    }
    return undefined;
  }
}

/** Composed last: some letters have a composed form only when they are small. */
const small = (text: string): string => text.toLowerCase().normalize('NFC');
const fits = (text: string, words: string): boolean => small(text).includes(small(words));

/** What people have written: the strings of a content that are words. */
const textOf = (content: StoredContent): string => ('text' in content ? content.text : '');

/** Lets pass at least what fits: letters that engines fold differently, and signs that JSON writes otherwise, count as anything. */
const mayFit = (words: string) => sql<boolean>`lower(m.content) like ${`%${likePattern(words)}%`} escape '\\'`;

const likePattern = (words: string): string => Array.from(words.toLowerCase(), (sign) => {
  if (sign === '%' || sign === '_') return `\\${sign}`;
  return /^[ !#-[\]-~]$/.test(sign) ? sign : '%';
}).join('');
