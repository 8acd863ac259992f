import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { Identified, Users } from '../store.ts';
import { DevicesRepository } from './devices.ts';
import { type Mover, moveVisitor } from './move-visitor.ts';
import { recordChange } from './record-change.ts';
import { userRow } from './user-rows.ts';

type Identification = Parameters<Users['identify']>[0];
const apart: Identified = { status: 'apart' };

/**
 * The device of a visitor becomes one of the site's customer. Its refresh token is exchanged in the same transaction, so that the question can
 * be asked again as often as its answer is lost.
 *
 *   token of a visitor ── sub unknown ─▶ the visitor is the customer from now on
 *                       └ sub known ───▶ what the visitor has goes to the customer, and the visitor is no more
 *   token of this very customer (asked again) ─▶ as a refresh        anything else ─▶ apart: nothing was done
 */
export async function identifyDevice(db: Db, heads: Heads, given: Identification): Promise<Identified> {
  const { siteId, externalId, said, at } = given;
  if (!(await isTheirs(db, given))) return apart;
  const rotation = await new DevicesRepository(db).rotate(given);
  if (rotation.status === 'unknown') return apart;
  const { device } = rotation;
  if (rotation.status === 'reused') return { status: 'reused', device };

  // Read after the rotation has locked the device: another node may have been faster.
  const user = userRow(await db.selectFrom('users').selectAll().where('id', '=', device.userId).executeTakeFirstOrThrow());
  const found = await db.selectFrom('users').selectAll().where('site_id', '=', siteId).where('external_id', '=', externalId).executeTakeFirst();
  const known = found && userRow(found);
  if (known && Object.keys(said).length > 0) await db.updateTable('users').set(said).where('id', '=', known.id).execute();
  const customer = known && { ...known, ...said };
  if (customer?.id === user.id) return { status: 'identified', user: customer, device, devices: [], conversations: [] };
  if (user.kind !== 'visitor') return apart;

  const devices = (await db.selectFrom('devices').select('id').where('user_id', '=', user.id).execute()).map(({ id }) => id);
  if (customer) {
    const mover: Mover = { db, heads, from: user, to: customer };
    const conversations = await moveVisitor(mover);
    return { status: 'identified', user: userRow(await db.selectFrom('users').selectAll().where('id', '=', customer.id).executeTakeFirstOrThrow()), device: { ...device, userId: customer.id }, visitor: user, devices, conversations };
  }
  await db.updateTable('users').set({ ...said, kind: 'customer', external_id: externalId }).where('id', '=', user.id).execute();
  const conversations = await tellOthers(db, heads, user.id, at);
  return { status: 'identified', user: { ...user, ...said, kind: 'customer', externalId }, device, visitor: user, devices, conversations };
}

/** Whether the token is of a device that has not ended, of a visitor of the site or of this very customer. Nothing is written for anybody else. */
async function isTheirs(db: Db, { oldHash, siteId, externalId }: Identification): Promise<boolean> {
  const holder = await db.selectFrom('refresh_tokens as t')
    .innerJoin('devices as d', 'd.id', 't.device_id')
    .innerJoin('users as u', 'u.id', 'd.user_id')
    .select(['u.kind', 'u.external_id'])
    .where('t.hash', '=', oldHash)
    .where('d.revoked_at', 'is', null).where('d.site_id', '=', siteId).where('u.site_id', '=', siteId)
    .executeTakeFirst();
  return holder !== undefined && (holder.kind === 'visitor' || (holder.kind === 'customer' && holder.external_id === externalId));
}

/** Who they are now, as a change of each conversation they are in. */
async function tellOthers(db: Db, heads: Heads, userId: number, at: number): Promise<{ id: number; v: number }[]> {
  const memberships = await db.selectFrom('members').select(['conversation_id', 'role'])
    .where('user_id', '=', userId).where('left_at', 'is', null).orderBy('conversation_id').execute();
  const told: { id: number; v: number }[] = [];
  for (const { conversation_id: id, role } of memberships) {
    const head = await heads.lock(db, id);
    if (head) told.push({ id, ...await recordChange(db, head, { conversationId: id, kind: 'member', at, userId, data: { role } }) });
  }
  return told;
}
