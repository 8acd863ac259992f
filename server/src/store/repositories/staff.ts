import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { StaffAccounts, StaffRow } from '../store.ts';
import { DevicesRepository } from './devices.ts';
import { HandlingRepository } from './handling.ts';

export class StaffRepository implements StaffAccounts {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async count(): Promise<number> {
    const { staff } = await this.#db.selectFrom('staff').select((eb) => eb.fn.countAll<number>().as('staff'))
      .where('password_hash', 'is not', null).executeTakeFirstOrThrow();
    return staff;
  }

  byEmail(email: string): Promise<StaffRow | undefined> { return this.#find('email', email); }
  byUser(userId: number): Promise<StaffRow | undefined> { return this.#find('user_id', userId); }

  async #find(column: 'email' | 'user_id', value: string | number): Promise<StaffRow | undefined> {
    const row = await this.#db.selectFrom('staff').selectAll().where(column, '=', value).executeTakeFirst();
    if (!row) return undefined;
    const sites = await this.#db.selectFrom('staff_sites').select('site_id').where('user_id', '=', row.user_id).orderBy('site_id').execute();
    return {
      userId: row.user_id, email: row.email, passwordHash: row.password_hash, role: row.role,
      siteIds: row.all_sites === 1 ? 'all' : sites.map((site) => site.site_id),
    };
  }

  async add(staff: Parameters<StaffAccounts['add']>[0]): Promise<StaffRow> {
    const user = await this.#db.insertInto('users')
      .values({
        uid: staff.uid, site_id: null, kind: 'staff', external_id: null, name: staff.name, email: staff.email, avatar: null,
        created_at: staff.at, last_seen_at: staff.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const added = await this.#db.insertInto('staff')
      .values({
        user_id: user.id, email: staff.email, password_hash: staff.passwordHash, role: staff.role, all_sites: staff.siteIds === 'all' ? 1 : 0,
      })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('user_id')
      .executeTakeFirst();
    if (!added) throw new FoyerError('bad-request', { message: `There is a staff member ${staff.email} already.` });
    if (staff.siteIds !== 'all' && staff.siteIds.length > 0) {
      await this.#db.insertInto('staff_sites').values(staff.siteIds.map((site_id) => ({ user_id: user.id, site_id }))).execute();
    }
    return { userId: user.id, email: staff.email, passwordHash: staff.passwordHash, role: staff.role, siteIds: staff.siteIds };
  }

  async setPassword(userId: number, passwordHash: string): Promise<void> {
    await this.#db.updateTable('staff').set({ password_hash: passwordHash }).where('user_id', '=', userId).execute();
  }

  async remove(email: string, at: number): Promise<{ uid: string; devices: number; released: number } | undefined> {
    const account = await this.#db.selectFrom('staff').innerJoin('users', 'users.id', 'staff.user_id').select(['users.id', 'users.uid'])
      .where('staff.email', '=', email).executeTakeFirst();
    if (!account) return undefined;
    const devices = new DevicesRepository(this.#db);
    const signedIn = (await devices.ofUser(account.id)).filter(({ revokedAt }) => revokedAt === null);
    for (const { id } of signedIn) await devices.revoke(id, at);
    const assigned = await this.#db.selectFrom('conversations').select('id').where('assignee_id', '=', account.id).orderBy('id').execute();
    const handling = new HandlingRepository(this.#db, this.#heads);
    for (const { id } of assigned) await handling.assign(id, null, at);
    for (const table of ['staff_sites', 'setups', 'staff'] as const) await this.#db.deleteFrom(table).where('user_id', '=', account.id).execute();
    await this.#db.updateTable('users').set({ email: null }).where('id', '=', account.id).execute();
    return { uid: account.uid, devices: signedIn.length, released: assigned.length };
  }

  async addSetup(setup: Parameters<StaffAccounts['addSetup']>[0]): Promise<void> {
    if (setup.userId !== null) await this.#db.deleteFrom('setups').where('user_id', '=', setup.userId).execute();
    await this.#db.insertInto('setups').values({ hash: setup.hash, user_id: setup.userId, expires_at: setup.expiresAt }).execute();
  }

  async takeSetup(hash: Uint8Array, at: number): Promise<{ userId: number | null } | undefined> {
    const taken = await this.#db.deleteFrom('setups').where('hash', '=', hash).returning(['user_id', 'expires_at']).executeTakeFirst();
    return taken && taken.expires_at > at ? { userId: taken.user_id } : undefined;
  }
}
