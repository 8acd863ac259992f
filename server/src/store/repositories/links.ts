import { timingSafeEqual } from 'node:crypto';
import type { Heads } from '../heads.ts';
import type { Accepted, LinkRow, LinksStore } from '../links-store.ts';
import type { Db } from '../schema.ts';
import { DevicesRepository } from './devices.ts';
import { moveVisitor } from './move-visitor.ts';
import { userRow } from './user-rows.ts';

const linkColumns = ['device_links.key', 'device_links.user_id as userId', 'device_links.expires_at as expiresAt'] as const;

export class LinksRepository implements LinksStore {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async make({ key, userId, expiresAt, codeStart, codeHash, at }: Parameters<LinksStore['make']>[0]): Promise<boolean> {
    await this.#db.deleteFrom('device_links').where((eb) => eb.or([eb('user_id', '=', userId), eb('expires_at', '<=', at)])).execute();
    const made = await this.#db.insertInto('device_links')
      .values({ user_id: userId, key, code_start: codeStart, code_hash: codeHash, expires_at: expiresAt })
      .onConflict((conflict) => conflict.doNothing()).returning('user_id').executeTakeFirst();
    return made !== undefined;
  }

  async end(userId: number): Promise<void> { await this.#db.deleteFrom('device_links').where('user_id', '=', userId).execute(); }

  byKey(key: string, siteId: number, at: number): Promise<LinkRow | undefined> {
    return this.#holding(siteId, at).where('device_links.key', '=', key).where('device_links.taken_by', 'is', null).executeTakeFirst();
  }

  async byCode({ codeStart, codeHash, siteId, at, maxWrong }: Parameters<LinksStore['byCode']>[0]): Promise<LinkRow | undefined> {
    // Counted before it is looked at: the update locks the row, so that no more guesses get through by coming at once.
    const guessed = await this.#db.updateTable('device_links').set((eb) => ({ wrong_guesses: eb('wrong_guesses', '+', 1) }))
      .where('code_start', '=', codeStart).where('wrong_guesses', '<', maxWrong).returning(['code_hash', 'user_id']).executeTakeFirst();
    if (!guessed || !timingSafeEqual(guessed.code_hash, codeHash)) return undefined;
    await this.#db.updateTable('device_links').set((eb) => ({ wrong_guesses: eb('wrong_guesses', '-', 1) })).where('user_id', '=', guessed.user_id).execute();
    return this.#holding(siteId, at).where('device_links.user_id', '=', guessed.user_id).where('device_links.taken_by', 'is', null).executeTakeFirst();
  }

  async accept(given: Parameters<LinksStore['accept']>[0]): Promise<Accepted> {
    const { siteId, oldHash } = given;
    const devices = new DevicesRepository(this.#db);
    const holder = await devices.byToken(oldHash);
    if (!holder || holder.revokedAt !== null || holder.siteId !== siteId || !(await this.#isVisitor(holder.userId))) return { status: 'apart' };
    const taken = await this.#take(given, holder.id);
    if (!taken) return { status: 'gone' };
    const rotation = await devices.rotate(given);
    if (rotation.status === 'unknown') return { status: 'apart' };
    const { device } = rotation;
    if (rotation.status === 'reused') return { status: 'reused', device };

    // Read after the rotation has locked the device: another node may have been faster.
    const [user, former] = [await this.#user(taken.userId), await this.#user(device.userId)];
    if (user.id === former.id) return { status: 'identified', user, device, devices: [], conversations: [] };
    const moving = (await this.#db.selectFrom('devices').select('id').where('user_id', '=', former.id).execute()).map(({ id }) => id);
    const conversations = await moveVisitor({ db: this.#db, heads: this.#heads, from: former, to: user });
    return { status: 'identified', user: await this.#user(user.id), device: { ...device, userId: user.id }, visitor: former, devices: moving, conversations };
  }

  /** For the first device that asks, and for that one again: its answer may have been lost. */
  async #take({ key, siteId, at }: Parameters<LinksStore['accept']>[0], deviceId: number): Promise<LinkRow | undefined> {
    const link = await this.#holding(siteId, at).where('device_links.key', '=', key).executeTakeFirst();
    const taken = link && await this.#db.updateTable('device_links').set({ taken_by: deviceId }).where('key', '=', key)
      .where((eb) => eb.or([eb('taken_by', 'is', null), eb('taken_by', '=', deviceId)])).returning('user_id').executeTakeFirst();
    return taken && link;
  }

  /** Links of who has become a customer meanwhile are worth nothing: the site says who they are. */
  #holding(siteId: number, at: number) {
    return this.#db.selectFrom('device_links').innerJoin('users', 'users.id', 'device_links.user_id').select(linkColumns)
      .where('device_links.expires_at', '>', at).where('users.site_id', '=', siteId).where('users.kind', '=', 'visitor');
  }

  async #isVisitor(userId: number): Promise<boolean> { return (await this.#user(userId)).kind === 'visitor'; }

  async #user(id: number) { return userRow(await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()); }
}
