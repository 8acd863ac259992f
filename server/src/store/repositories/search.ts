import { fits, wordsOf, type StoredContent } from '@foyer-chat/widget/protocol';
import { sql } from 'kysely';
import type { ActivityCursor, Found, SearchScope, SearchStore } from '../desk-store.ts';
import type { Db } from '../schema.ts';
import { ownFrom, supportFrom } from './by-activity.ts';
import { loadConversations } from './conversation-rows.ts';

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

  async step({ siteId, userId }: SearchScope, words: string, before: ActivityCursor | undefined): Promise<{ found: Found[]; next?: ActivityCursor }> {
    const conversations = userId === undefined
      ? supportFrom(this.#db, siteId, before, conversationsPerStep)
      : ownFrom(this.#db, { siteId, userId }, before, conversationsPerStep);
    const looked = await conversations.execute();
    const ids = looked.map(({ id }) => id);
    const last = looked.at(-1);
    if (!last) return { found: [] };
    const names = userId === undefined ? await this.#visitors(ids, words) : await this.#others(ids, userId, words);
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

  /** The name or address that fits, by conversation. */
  async #visitors(ids: readonly number[], words: string): Promise<Map<number, string>> {
    const rows = await this.#members(ids).select('users.email').where('members.role', '=', 'visitor').execute();
    return firstFits(rows.map(({ id, name, email }) => ({ id, texts: [name, email ?? ''] })), words);
  }

  /** The title or the name of another that fits. */
  async #others(ids: readonly number[], userId: number, words: string): Promise<Map<number, string>> {
    const titles = await this.#db.selectFrom('conversations').select(['id', 'title']).where('id', 'in', ids).execute();
    const members = await this.#members(ids).where('members.user_id', '!=', userId).where('members.role', '!=', 'team').execute();
    return firstFits([...titles.map(({ id, title }) => ({ id, texts: [title] })), ...members.map(({ id, name }) => ({ id, texts: [name] }))], words);
  }

  #members(ids: readonly number[]) {
    return this.#db.selectFrom('members').innerJoin('users', 'users.id', 'members.user_id')
      .select(['members.conversation_id as id', 'users.name'])
      .where('members.conversation_id', 'in', ids).where('members.left_at', 'is', null)
      .orderBy('members.joined_at').orderBy('members.user_id');
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
        const text = wordsOf(JSON.parse(content ?? '{}') as StoredContent);
        if (fits(text, words)) return { seq, at, text };
      }
      if (rows.length < candidatesPerPage) return undefined;
      looked += rows.length;
      below = rows.at(-1)?.seq ?? 0;
    }
    return undefined;
  }
}

/** The first of their texts that fits, by conversation. */
function firstFits(named: readonly { id: number; texts: readonly string[] }[], words: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const { id, texts } of named) {
    const text = texts.find((candidate) => fits(candidate, words));
    if (text !== undefined && !found.has(id)) found.set(id, text);
  }
  return found;
}

/** Lets pass at least what fits: letters that engines fold differently, and signs that JSON writes otherwise, count as anything. */
const mayFit = (words: string) => sql<boolean>`lower(m.content) like ${`%${likePattern(words)}%`} escape '\\'`;

const likePattern = (words: string): string => Array.from(words.toLowerCase().normalize('NFC'), (sign) => {
  if (sign === '%' || sign === '_') return `\\${sign}`;
  return /^[ !#-[\]-~]$/.test(sign) ? sign : '%';
}).join('');
