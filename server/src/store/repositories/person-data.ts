import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import { eraseEventsOf, recordEvents } from './events.ts';
import { heirOf } from './heir.ts';
import { makeHusks } from './husk.ts';
import { deletePersonBlocks } from './person-blocks.ts';
import { deleteReports } from './reports.ts';

/**
 * Erases a user and all they said. Their conversations' logs begin anew, so that everybody who comes back takes a snapshot
 * without them, in which what they said is deleted: devices then give up their copies. Nobody's `seq` moves.
 */
export async function eraseUser(db: Db, heads: Heads, uid: string, at: number): Promise<number[]> {
  const user = await db.selectFrom('users').select(['id', 'uid', 'kind']).where('uid', '=', uid).where('kind', '!=', 'team').executeTakeFirst();
  if (!user) return [];
  const conversations = await conversationsWith(db, user);
  for (const id of conversations) await eraseFrom(db, heads, id, user, at);
  await eraseHandling(db, user.id);
  await eraseEventsOf(db, user.id);
  await deletePersonBlocks(db, user.id);
  await deleteReports(db, user.id);
  await db.deleteFrom('stars').where('user_id', '=', user.id).execute();
  await db.deleteFrom('device_links').where('user_id', '=', user.id).execute();
  await db.deleteFrom('members').where('user_id', '=', user.id).execute();
  // Nobody comes back into a group that has ended.
  await db.deleteFrom('invites').where((eb) => eb.not(eb.exists(eb.selectFrom('members as m').select('m.user_id')
    .whereRef('m.conversation_id', '=', 'invites.conversation_id').where('m.left_at', 'is', null)))).execute();
  const devices = db.selectFrom('devices').select('id').where('user_id', '=', user.id);
  await db.deleteFrom('refresh_tokens').where('device_id', 'in', devices).execute();
  await db.deleteFrom('device_cursors').where('device_id', 'in', devices).execute();
  await db.deleteFrom('devices').where('user_id', '=', user.id).execute();
  await db.deleteFrom('staff_sites').where('user_id', '=', user.id).execute();
  await db.deleteFrom('setups').where('user_id', '=', user.id).execute();
  await db.deleteFrom('staff').where('user_id', '=', user.id).execute();
  await db.deleteFrom('users').where('id', '=', user.id).execute();
  return conversations;
}

/** Notes about a visitor and notes by staff, what staff were to handle, and what is known of where a visitor was. */
async function eraseHandling(db: Db, userId: number): Promise<void> {
  const about = db.selectFrom('members').select('conversation_id').where('user_id', '=', userId).where('role', '=', 'visitor');
  await db.deleteFrom('notes').where((eb) => eb.or([eb('user_id', '=', userId), eb('conversation_id', 'in', about)])).execute();
  await db.updateTable('conversations').set({ assignee_id: null }).where('assignee_id', '=', userId).execute();
  await db.deleteFrom('visitor_pages').where('user_id', '=', userId).execute();
  await db.deleteFrom('visitor_contexts').where('user_id', '=', userId).execute();
}

async function eraseFrom(db: Db, heads: Heads, id: number, user: { id: number; uid: string }, at: number): Promise<void> {
  const head = await heads.lock(db, id);
  if (!head) return;
  const written = await db.selectFrom('messages').select(['seq', 'content', 'digest'])
    .where('conversation_id', '=', id).where('user_id', '=', user.id).execute();
  await db.updateTable('messages').set({ deleted_at: at }).where('conversation_id', '=', id).where('user_id', '=', user.id).where('deleted_at', 'is', null).execute();
  await makeHusks(db, id, head, written);
  await withoutReactionsOf(db, id, user.uid);
  const heir = await heirOf(db, id, user.id);
  if (heir !== undefined) {
    await db.updateTable('members').set({ role: 'owner' }).where('conversation_id', '=', id).where('user_id', '=', heir).execute();
    await recordEvents(db, { id, seq: head.lastSeq, at }, [{ kind: 'owner', userId: heir }]);
  }
  head.version += 1;
  await db.deleteFrom('changes').where('conversation_id', '=', id).execute();
  await db.updateTable('conversations')
    .set({ version_floor: head.version, seq_floor: head.lastSeq, log_floor: head.version })
    .where('id', '=', id).execute();
}

async function withoutReactionsOf(db: Db, id: number, uid: string): Promise<void> {
  const reacted = await db.selectFrom('messages').select(['seq', 'reactions'])
    .where('conversation_id', '=', id).where('reactions', 'like', `%"${uid}"%`).execute();
  for (const { seq, reactions } of reacted) {
    const rest = Object.entries(JSON.parse(reactions ?? '{}') as Record<string, string[]>)
      .map(([emoji, users]) => [emoji, users.filter((one) => one !== uid)] as const)
      .filter(([, users]) => users.length > 0);
    await db.updateTable('messages').set({ reactions: rest.length > 0 ? JSON.stringify(Object.fromEntries(rest)) : null })
      .where('conversation_id', '=', id).where('seq', '=', seq).execute();
  }
}

/** Where a user is or was a member; for staff also the support conversations, where they speak as the team. */
export async function conversationsWith(db: Db, user: { id: number; kind: string }): Promise<number[]> {
  const member = await db.selectFrom('members').select('conversation_id as id').where('user_id', '=', user.id).execute();
  const support = user.kind === 'staff'
    ? await db.selectFrom('conversations as c').select('c.id').where('c.kind', '=', 'support')
      .where((eb) => eb.exists(eb.selectFrom('messages as m').select('m.seq').whereRef('m.conversation_id', '=', 'c.id').where('m.user_id', '=', user.id)))
      .execute()
    : [];
  return [...new Set([...member, ...support].map((row) => row.id))].sort((a, b) => a - b);
}
