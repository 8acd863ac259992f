import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { StarRow, StarsStore } from '../stars-store.ts';
import { messageColumns, wireMessage } from './message-rows.ts';

export class StarsRepository implements StarsStore {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async set({ userId, conversationId, seq, on, at, max }: Parameters<StarsStore['set']>[0]): Promise<'changed' | 'same' | 'gone'> {
    // Whoever empties the message, leaves or is erased holds this lock, too: no star is left behind.
    await this.#heads.lock(this.#db, conversationId);
    if (!on) return await this.#takeAway(userId, conversationId, seq) ? 'changed' : 'same';
    if (!(await this.#canBeStarred(userId, conversationId, seq))) return 'gone';
    if ((await this.seqsIn(conversationId, userId)).includes(seq)) return 'same';
    const { count } = await this.#db.selectFrom('stars').select((eb) => eb.fn.countAll<number>().as('count')).where('user_id', '=', userId).executeTakeFirstOrThrow();
    if (Number(count) >= max) throw new FoyerError('too-large');
    await this.#db.insertInto('stars').values({ user_id: userId, conversation_id: conversationId, seq, at })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'seq', 'user_id']).doNothing()).execute();
    await countUp(this.#db, [userId]);
    return 'changed';
  }

  async #takeAway(userId: number, conversationId: number, seq: number): Promise<boolean> {
    const gone = await this.#db.deleteFrom('stars').where('conversation_id', '=', conversationId).where('seq', '=', seq).where('user_id', '=', userId).returning('id').executeTakeFirst();
    if (gone) await countUp(this.#db, [userId]);
    return gone !== undefined;
  }

  async #canBeStarred(userId: number, conversationId: number, seq: number): Promise<boolean> {
    const found = await this.#db.selectFrom('messages as m')
      .innerJoin('members', (join) => join.onRef('members.conversation_id', '=', 'm.conversation_id').on('members.user_id', '=', userId).on('members.left_at', 'is', null))
      .select('m.seq').where('m.conversation_id', '=', conversationId).where('m.seq', '=', seq).where('m.content', 'is not', null)
      .executeTakeFirst();
    return found !== undefined;
  }

  async page(userId: number, { siteId, conversationId }: Parameters<StarsStore['page']>[1], before: number | undefined, limit: number): Promise<{ stars: StarRow[]; next?: number }> {
    let query = this.#db.selectFrom('stars as s')
      .innerJoin('messages as m', (join) => join.onRef('m.conversation_id', '=', 's.conversation_id').onRef('m.seq', '=', 's.seq'))
      .innerJoin('conversations as c', 'c.id', 's.conversation_id')
      .leftJoin('users as author', 'author.id', 'm.user_id')
      .select([...messageColumns, 'author.uid as from', 'm.user_id', 's.id', 's.conversation_id', 's.at as starred_at'])
      .where('s.user_id', '=', userId).where('c.site_id', '=', siteId).where('m.content', 'is not', null)
      .orderBy('s.id', 'desc').limit(limit + 1);
    if (conversationId !== undefined) query = query.where('s.conversation_id', '=', conversationId);
    if (before !== undefined) query = query.where('s.id', '<', before);
    const rows = await query.execute();
    const stars = rows.slice(0, limit).map((row) => ({ id: row.id, conversationId: row.conversation_id, authorId: row.user_id, message: wireMessage(row), at: row.starred_at }));
    const oldest = stars.at(-1);
    return { stars, ...(rows.length > limit && oldest ? { next: oldest.id } : {}) };
  }

  async seqsIn(conversationId: number, userId: number): Promise<number[]> {
    const rows = await this.#db.selectFrom('stars').select('seq').where('conversation_id', '=', conversationId).where('user_id', '=', userId).orderBy('seq').execute();
    return rows.map(({ seq }) => seq);
  }
}

/** Of a conversation in which messages were emptied: their stars go. Returns whose they were. */
export async function dropEmptyStars(db: Db, conversationId: number): Promise<number[]> {
  const gone = await db.deleteFrom('stars').where('conversation_id', '=', conversationId)
    .where((eb) => eb.exists(eb.selectFrom('messages as m').select('m.seq')
      .whereRef('m.conversation_id', '=', 'stars.conversation_id').whereRef('m.seq', '=', 'stars.seq').where('m.content', 'is', null)))
    .returning('user_id').execute();
  const users = [...new Set(gone.map((row) => row.user_id))];
  await countUp(db, users);
  return users;
}

/** A visitor's stars are the customer's, each once. */
export async function moveStars(db: Db, from: number, to: number): Promise<void> {
  const both = await db.selectFrom('stars as a').innerJoin('stars as b', (join) => join.onRef('b.conversation_id', '=', 'a.conversation_id').onRef('b.seq', '=', 'a.seq'))
    .select('a.id').where('a.user_id', '=', from).where('b.user_id', '=', to).execute();
  if (both.length > 0) await db.deleteFrom('stars').where('id', 'in', both.map(({ id }) => id)).execute();
  const moved = await db.updateTable('stars').set({ user_id: to }).where('user_id', '=', from).returning('id').executeTakeFirst();
  if (moved) await countUp(db, [to]);
}

/** So that devices which were away see that they have to look. */
async function countUp(db: Db, userIds: readonly number[]): Promise<void> {
  if (userIds.length > 0) await db.updateTable('users').set((eb) => ({ stars_revision: eb('stars_revision', '+', 1) })).where('id', 'in', userIds).execute();
}
