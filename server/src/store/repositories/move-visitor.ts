import { groupRoles, limits, reaches, type Reach } from '@foyer-chat/widget/protocol';
import type { Head, Heads } from '../heads.ts';
import type { Db, Tables } from '../schema.ts';
import type { UserRow } from '../store.ts';
import { raiseWatermarks } from './conversation-rows.ts';
import { moveEvents } from './events.ts';
import { restReading } from './privacy.ts';
import { moveStars } from './stars.ts';
import { movePersonBlocks } from './person-blocks.ts';
import { moveReports } from './reports.ts';
import { keepNewestPages } from './visitors.ts';

export interface Mover { db: Db; heads: Heads; from: UserRow; to: UserRow }

/**
 * Everything a visitor has becomes another user's, a customer's or that of who has linked a device: devices, conversations, what they wrote. The visitor is no more afterwards. Devices keep
 * their ids, so that what they send again is still known. Returns the conversations, each at a version that is new.
 */
export async function moveVisitor(mover: Mover): Promise<{ id: number; v: number }[]> {
  const { db, heads, from, to } = mover;
  const one = asOne(from, to);
  for (const user of [from, to]) if (one.hidesReading && !user.hidesReading) await restReading(db, heads, user.id);
  const memberships = await db.selectFrom('members').select('conversation_id').where('user_id', '=', from.id).orderBy('conversation_id').execute();
  const moved: { id: number; v: number }[] = [];
  for (const { conversation_id: id } of memberships) {
    const head = await heads.lock(db, id);
    if (head) moved.push({ id, v: await moveConversation(mover, id, head) });
  }
  await moveEvents(db, from.id, to.id);
  await moveStars(db, from.id, to.id);
  await moveVisits(mover);
  await movePersonBlocks(db, from.id, to.id);
  await moveReports(db, from.id, to.id);
  await db.updateTable('devices').set({ user_id: to.id }).where('user_id', '=', from.id).execute();
  await db.deleteFrom('device_links').where('user_id', '=', from.id).execute();
  await db.updateTable('users').set((eb) => ({
    devices_revision: eb('devices_revision', '+', 1), hides_last_seen: one.hidesLastSeen ? 1 : 0, hides_reading: one.hidesReading ? 1 : 0, writers: one.writers, adders: one.adders,
    last_seen_at: Math.max(from.lastSeenAt, to.lastSeenAt), blocked_at: one.blockedAt,
  })).where('id', '=', to.id).execute();
  await db.deleteFrom('users').where('id', '=', from.id).execute();
  return moved;
}

/** The other one as both. Who is blocked does not write on by signing in, what either hides stays hidden, and whom either does not let is not let. */
export const asOne = (from: UserRow, to: UserRow): UserRow => ({
  ...to, blockedAt: to.blockedAt ?? from.blockedAt, hidesLastSeen: to.hidesLastSeen || from.hidesLastSeen, hidesReading: to.hidesReading || from.hidesReading,
  writers: narrower(from.writers, to.writers), adders: narrower(from.adders, to.adders), devicesRevision: to.devicesRevision + 1,
});

const narrower = (one: Reach, other: Reach): Reach => (reaches.indexOf(one) > reaches.indexOf(other) ? one : other);

/** Whoever is behind must not go on with changes: what they have names the visitor. So the log begins anew, at a version of its own. */
async function moveConversation(mover: Mover, id: number, head: Head): Promise<number> {
  const { db, from, to } = mover;
  await moveMember(mover, id);
  await moveKey(mover, id);
  await db.updateTable('messages').set({ user_id: to.id }).where('conversation_id', '=', id).where('user_id', '=', from.id).execute();
  await db.updateTable('changes').set({ user_id: to.id }).where('conversation_id', '=', id).where('user_id', '=', from.id).execute();
  await moveReactions(mover, id);
  head.version += 1;
  await db.updateTable('conversations')
    .set({ version_floor: head.version, seq_floor: head.lastSeq, log_floor: head.version })
    .where('id', '=', id).execute();
  return head.version;
}

/** Where the customer is a member already, the visitor's membership ends in theirs: what either has read, both have. */
async function moveMember({ db, from, to }: Mover, id: number): Promise<void> {
  const rows = await db.selectFrom('members').selectAll().where('conversation_id', '=', id).where('user_id', 'in', [from.id, to.id]).execute();
  const visitor = rows.find((row) => row.user_id === from.id);
  const customer = rows.find((row) => row.user_id === to.id);
  const leaving = (userId: number) => db.deleteFrom('members').where('conversation_id', '=', id).where('user_id', '=', userId);
  if (!visitor) return;
  const wrote = Math.max(visitor.wrote, customer?.wrote ?? 0);
  if (!customer || (customer.left_at !== null && visitor.left_at === null)) {
    if (customer) await leaving(to.id).execute();
    await db.updateTable('members').set({ user_id: to.id, wrote }).where('conversation_id', '=', id).where('user_id', '=', from.id).execute();
    return;
  }
  await leaving(from.id).execute();
  await db.updateTable('members').set({ wrote }).where('conversation_id', '=', id).where('user_id', '=', to.id).execute();
  if (visitor.left_at !== null) return;
  await raiseWatermarks(db, { conversationId: id, userId: to.id, deliveredSeq: visitor.delivered_seq, readSeq: visitor.read_seq });
  await db.updateTable('members')
    .set({
      told_seq: Math.max(visitor.told_seq, customer.told_seq), joined_seq: Math.min(visitor.joined_seq, customer.joined_seq), role: higherOf(visitor.role, customer.role),
    })
    .where('conversation_id', '=', id).where('user_id', '=', to.id)
    .execute();
}

type Role = Tables['members']['role'];

/** Of two roles in a group the one that may do more; elsewhere both are the same. */
function higherOf(one: Role, other: Role): Role {
  return groupRoles.find((role) => role === one || role === other) ?? other;
}

/** The one conversation of its kind, where the customer has none yet; otherwise an older one beside it. */
async function moveKey({ db, from, to }: Mover, id: number): Promise<void> {
  const { unique_key: key } = await db.selectFrom('conversations').select('unique_key').where('id', '=', id).executeTakeFirstOrThrow();
  if (key === null) return;
  const wanted = keyOf(key, from.id, to.id);
  const taken = wanted === null ? undefined : await db.selectFrom('conversations').select('id').where('unique_key', '=', wanted).executeTakeFirst();
  await db.updateTable('conversations').set({ unique_key: taken ? null : wanted }).where('id', '=', id).execute();
}

/** `support:<user>` and `direct:<lower user>:<higher user>` with another user; `null` for somebody alone with themselves. */
function keyOf(key: string, from: number, to: number): string | null {
  const [kind = '', ...ids] = key.split(':');
  const users = ids.slice(0, 2).map(Number).map((id) => (id === from ? to : id)).sort((a, b) => a - b);
  return new Set(users).size === users.length ? [kind, ...users, ...ids.slice(2)].join(':') : null;
}

async function moveReactions({ db, from, to }: Mover, id: number): Promise<void> {
  const reacted = await db.selectFrom('messages').select(['seq', 'reactions'])
    .where('conversation_id', '=', id).where('reactions', 'like', `%"${from.uid}"%`).execute();
  for (const { seq, reactions } of reacted) {
    const moved = Object.entries(JSON.parse(reactions ?? '{}') as Record<string, string[]>)
      .map(([emoji, users]) => [emoji, [...new Set(users.map((uid) => (uid === from.uid ? to.uid : uid)))]] as const);
    await db.updateTable('messages').set({ reactions: JSON.stringify(Object.fromEntries(moved)) })
      .where('conversation_id', '=', id).where('seq', '=', seq)
      .execute();
  }
}

/** Where they were, as one visit. What the site says of the customer counts more than what it said of the visitor. */
async function moveVisits({ db, from, to }: Mover): Promise<void> {
  const known = await db.selectFrom('visitor_contexts').select('user_id').where('user_id', '=', to.id).executeTakeFirst();
  if (known) await db.deleteFrom('visitor_contexts').where('user_id', '=', from.id).execute();
  else await db.updateTable('visitor_contexts').set({ user_id: to.id }).where('user_id', '=', from.id).execute();
  await db.updateTable('visitor_pages').set({ user_id: to.id }).where('user_id', '=', from.id).execute();
  await keepNewestPages(db, to.id, limits.pagesPerVisitor);
}
