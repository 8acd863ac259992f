import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { Identified, UserRow, Users } from '../store.ts';
import { identifyDevice } from './identify.ts';
import { eraseUser } from './person-data.ts';
import { exportPage, exportUser } from './person-export.ts';
import { setPrivacy } from './privacy.ts';
import { userRow } from './user-rows.ts';

export class UsersRepository implements Users {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  /** With an external id that the site has already: the user who has it. */
  async create(user: Parameters<Users['create']>[0]): Promise<UserRow> {
    const row = await this.#db.insertInto('users')
      .values({
        uid: user.uid, site_id: user.siteId, kind: user.kind, external_id: user.externalId ?? null, name: user.name,
        email: user.email ?? null, avatar: user.avatar ?? null, created_at: user.at, last_seen_at: user.at,
      })
      .onConflict((conflict) => conflict.columns(['site_id', 'external_id']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return userRow(row);
    return userRow(await this.#byExternalId(user.siteId, user.externalId ?? '').executeTakeFirstOrThrow());
  }

  async get(id: number): Promise<UserRow | undefined> {
    const row = await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row && userRow(row);
  }

  async getMany(ids: readonly number[]): Promise<UserRow[]> {
    if (ids.length === 0) return [];
    return (await this.#db.selectFrom('users').selectAll().where('id', 'in', ids).execute()).map(userRow);
  }

  async getByUid(uid: string): Promise<UserRow | undefined> {
    const row = await this.#db.selectFrom('users').selectAll().where('uid', '=', uid).executeTakeFirst();
    return row && userRow(row);
  }

  async getByExternalId(siteId: number, externalId: string): Promise<UserRow | undefined> {
    const row = await this.#byExternalId(siteId, externalId).executeTakeFirst();
    return row && userRow(row);
  }

  #byExternalId(siteId: number, externalId: string) {
    return this.#db.selectFrom('users').selectAll().where('site_id', '=', siteId).where('external_id', '=', externalId);
  }

  async update(id: number, change: Parameters<Users['update']>[1]): Promise<void> {
    if (Object.keys(change).length > 0) await this.#db.updateTable('users').set(change).where('id', '=', id).execute();
  }

  setPrivacy(id: number, change: Parameters<Users['setPrivacy']>[1]): ReturnType<Users['setPrivacy']> { return setPrivacy(this.#db, this.#heads, id, change); }

  async setBlocked(id: number, at: number | null): Promise<void> {
    await this.#db.updateTable('users').set({ blocked_at: at }).where('id', '=', id).execute();
  }

  async blockedIds(): Promise<number[]> {
    return (await this.#db.selectFrom('users').select('id').where('blocked_at', 'is not', null).execute()).map(({ id }) => id);
  }

  async setLastSeen(seen: readonly { id: number; at: number }[]): Promise<void> {
    for (const { id, at } of seen) {
      await this.#db.updateTable('users').set({ last_seen_at: at }).where('id', '=', id).where('last_seen_at', '<', at).execute();
    }
  }

  async staffOf(siteId: number): Promise<UserRow[]> {
    const rows = await this.#db.selectFrom('users')
      .innerJoin('staff', 'staff.user_id', 'users.id')
      .leftJoin('staff_sites', (join) => join.onRef('staff_sites.user_id', '=', 'users.id').on('staff_sites.site_id', '=', siteId))
      .selectAll('users')
      .where((eb) => eb.or([eb('staff.all_sites', '=', 1), eb('staff_sites.site_id', 'is not', null)]))
      .orderBy('users.name').orderBy('users.id')
      .execute();
    return rows.map(userRow);
  }

  async formerStaff(): Promise<UserRow[]> {
    const rows = await this.#db.selectFrom('users').selectAll().where('kind', '=', 'staff')
      .where((eb) => eb.not(eb.exists(eb.selectFrom('staff').select('staff.user_id').whereRef('staff.user_id', '=', 'users.id')))).orderBy('id').execute();
    return rows.map(userRow);
  }

  async contactsOf(id: number, limit: number): Promise<number[]> {
    const rows = await this.#db.selectFrom('members as own')
      .innerJoin('conversations', 'conversations.id', 'own.conversation_id')
      .innerJoin('members as other', 'other.conversation_id', 'own.conversation_id')
      .select('other.user_id').distinct()
      .where('own.user_id', '=', id).where('own.left_at', 'is', null)
      .where('other.user_id', '!=', id).where('other.left_at', 'is', null)
      .where('conversations.kind', 'in', ['direct', 'support'])
      .where((eb) => eb.or([eb('conversations.kind', '=', 'direct'), eb('other.role', 'not in', ['team', 'staff'])]))
      .where('other.user_id', 'not in', this.#db.selectFrom('person_blocks').select('blocked_id').where('user_id', '=', id))
      .where('other.user_id', 'not in', this.#db.selectFrom('person_blocks').select('user_id').where('blocked_id', '=', id))
      .orderBy('other.user_id')
      .limit(limit)
      .execute();
    return rows.map((row) => row.user_id);
  }

  identify(identification: Parameters<Users['identify']>[0]): Promise<Identified> { return identifyDevice(this.#db, this.#heads, identification); }
  exportOf(uid: string): Promise<unknown> { return exportUser(this.#db, uid); }
  exportPage(...asked: Parameters<Users['exportPage']>): ReturnType<Users['exportPage']> { return exportPage(this.#db, ...asked); }
  erase(uid: string, at: number): Promise<number[]> { return eraseUser(this.#db, this.#heads, uid, at); }
}
