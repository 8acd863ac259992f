import { FoyerError } from '@foyer-chat/widget/protocol';
import type { PersonBlocksStore } from '../protection-store.ts';
import type { Db } from '../schema.ts';
import type { UserRow } from '../store.ts';
import { userRow } from './user-rows.ts';

export class PersonBlocksRepository implements PersonBlocksStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async set({ userId, blockedId, on, at, max }: Parameters<PersonBlocksStore['set']>[0]): Promise<{ isNew: boolean; conversations: number[] }> {
    const changed = on
      ? await this.#db.insertInto('person_blocks').values({ user_id: userId, blocked_id: blockedId, at })
        .onConflict((conflict) => conflict.columns(['user_id', 'blocked_id']).doNothing()).returning('at').executeTakeFirst()
      : await this.#db.deleteFrom('person_blocks').where('user_id', '=', userId).where('blocked_id', '=', blockedId).returning('at').executeTakeFirst();
    if (on && changed) await this.#refuseMore(userId, max);
    const rows = await this.#shared(userId, blockedId).innerJoin('conversations as c', 'c.id', 'own.conversation_id')
      .where('c.kind', '=', 'direct').orderBy('own.conversation_id').execute();
    return { isNew: changed !== undefined, conversations: rows.map(({ conversation_id: id }) => id) };
  }

  /** Takes the row back with the transaction. */
  async #refuseMore(userId: number, max: number): Promise<void> {
    const { count } = await this.#db.selectFrom('person_blocks').select((eb) => eb.fn.countAll<number>().as('count')).where('user_id', '=', userId).executeTakeFirstOrThrow();
    if (count > max) throw new FoyerError('too-large', { message: `At most ${max} people can be blocked.` });
  }

  async of(userId: number): Promise<UserRow[]> {
    const rows = await this.#db.selectFrom('person_blocks as b').innerJoin('users', 'users.id', 'b.blocked_id').selectAll('users')
      .where('b.user_id', '=', userId).orderBy('b.at', 'desc').orderBy('b.blocked_id', 'desc').execute();
    return rows.map(userRow);
  }

  async blockersAmong(userId: number, ids: readonly number[]): Promise<number[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db.selectFrom('person_blocks').select('user_id').where('blocked_id', '=', userId).where('user_id', 'in', ids).orderBy('user_id').execute();
    return rows.map((row) => row.user_id);
  }

  async blockersOf(userId: number): Promise<number[]> {
    return (await this.#db.selectFrom('person_blocks').select('user_id').where('blocked_id', '=', userId).orderBy('user_id').execute()).map((row) => row.user_id);
  }

  async between(userId: number, otherId: number): Promise<boolean> {
    const both = [userId, otherId];
    const row = await this.#db.selectFrom('person_blocks').select('at').where('user_id', 'in', both).where('blocked_id', 'in', both).limit(1).executeTakeFirst();
    return row !== undefined;
  }

  async haveMet(userId: number, otherId: number): Promise<boolean> {
    return (await this.#shared(userId, otherId).limit(1).executeTakeFirst()) !== undefined;
  }

  /** Membership rows outlast a leaving. */
  #shared(userId: number, otherId: number) {
    return this.#db.selectFrom('members as own').innerJoin('members as other', 'other.conversation_id', 'own.conversation_id')
      .select('own.conversation_id').where('own.user_id', '=', userId).where('other.user_id', '=', otherId);
  }
}

/** Who has blocked the other one of a direct conversation, by conversation. Nobody is looked for where there are no such conversations. */
export async function blockersIn(db: Db, pairs: ReadonlyMap<number, readonly number[]>): Promise<Map<number, number[]>> {
  if (pairs.size === 0) return new Map();
  const people = [...new Set([...pairs.values()].flat())];
  const rows = await db.selectFrom('person_blocks').select(['user_id', 'blocked_id']).where('user_id', 'in', people).where('blocked_id', 'in', people).execute();
  const found = new Map<number, number[]>();
  for (const [id, pair] of pairs) {
    const blockers = rows.filter((row) => pair.includes(row.user_id) && pair.includes(row.blocked_id)).map((row) => row.user_id);
    if (blockers.length > 0) found.set(id, blockers);
  }
  return found;
}

/** What two users have had with others is one's from now on. Nobody blocks themselves. */
export async function movePersonBlocks(db: Db, from: number, to: number): Promise<void> {
  const rows = await db.selectFrom('person_blocks').selectAll().where((eb) => eb.or([eb('user_id', '=', from), eb('blocked_id', '=', from)])).execute();
  await deletePersonBlocks(db, from);
  const moved = rows.map((row) => ({ ...row, user_id: row.user_id === from ? to : row.user_id, blocked_id: row.blocked_id === from ? to : row.blocked_id }));
  for (const row of moved) {
    if (row.user_id === row.blocked_id) continue;
    await db.insertInto('person_blocks').values(row).onConflict((conflict) => conflict.columns(['user_id', 'blocked_id']).doNothing()).execute();
  }
}

export async function deletePersonBlocks(db: Db, userId: number): Promise<void> {
  await db.deleteFrom('person_blocks').where((eb) => eb.or([eb('user_id', '=', userId), eb('blocked_id', '=', userId)])).execute();
}
