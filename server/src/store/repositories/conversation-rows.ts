import type { Permissions } from '@foyer-chat/widget/protocol';
import { type Head, standing } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { ConversationRow, MemberRow } from '../store.ts';
import { compileOnce } from './compile-once.ts';
import { wireMessage } from './message-rows.ts';
import { blockersIn } from './person-blocks.ts';

/** Conversations with their heads, newest message and current members, in three queries, and one more where some are direct. In the order of `ids`; unknown ones are left out. */
export async function loadConversations(db: Db, ids: readonly number[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('conversations as c')
    .leftJoin('messages as m', (join) => join
      .onRef('m.conversation_id', '=', 'c.id')
      .on('m.seq', '=', (eb) => eb.selectFrom('messages as l').select((max) => max.fn.max('l.seq').as('seq')).whereRef('l.conversation_id', '=', 'c.id')))
    .leftJoin('users as author', 'author.id', 'm.user_id')
    .leftJoin('users as assignee', 'assignee.id', 'c.assignee_id')
    .select((eb) => [
      'c.id', 'c.uid', 'c.site_id', 'c.kind', 'c.title', 'c.state', 'assignee.uid as assignee', 'c.snoozed_until', 'c.permissions_json', 'c.version_floor', 'c.seq_floor',
      'm.seq', 'm.v', 'm.client_id', 'm.at', 'm.content', 'm.reply_to', 'm.edited_at', 'm.deleted_at', 'm.reactions', 'author.uid as from',
      eb.selectFrom('changes').select((max) => max.fn.max('changes.v').as('v')).whereRef('changes.conversation_id', '=', 'c.id').as('changed'),
    ])
    .where('c.id', 'in', ids)
    .execute();
  const members = await loadMembers(db, ids);
  const pairs = rows.filter(({ kind }) => kind === 'direct').map(({ id }) => [id, (members.get(id) ?? []).map(({ userId }) => userId)] as const);
  const blockers = await blockersIn(db, new Map(pairs));

  const loaded = new Map<number, ConversationRow>();
  for (const row of rows) {
    const { seq, v, client_id, at } = row;
    loaded.set(row.id, {
      id: row.id, uid: row.uid, siteId: row.site_id, kind: row.kind, title: row.title, state: row.state,
      assignee: row.assignee, snoozedUntil: row.snoozed_until,
      ...standing(row),
      lastMessage: seq === null || v === null || client_id === null || at === null ? null : wireMessage({ ...row, seq, v, client_id, at }),
      members: members.get(row.id) ?? [],
      blockers: blockers.get(row.id) ?? [],
      permissions: permissionsIn(row.permissions_json),
    });
  }
  return ids.flatMap((id) => loaded.get(id) ?? []);
}

export const permissionsIn = (json: string | null): Permissions | null => (json === null ? null : JSON.parse(json) as Permissions);

/** In support, where a visitor meets the team, it is not theirs to hide. */
const isBetweenPeople = (role: MemberRow['role']): boolean => role === 'owner' || role === 'admin' || role === 'member';

async function loadMembers(db: Db, ids: readonly number[]): Promise<Map<number, MemberRow[]>> {
  const rows = await db.selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select([
      'members.conversation_id', 'members.user_id', 'users.uid', 'users.kind', 'members.role',
      'members.delivered_seq', 'members.read_seq', 'members.told_seq', 'users.hides_reading', 'members.joined_seq', 'members.pinned', 'members.muted_until', 'members.archived_seq',
    ])
    .where('members.conversation_id', 'in', ids).where('members.left_at', 'is', null)
    .orderBy('members.joined_at').orderBy('members.user_id')
    .execute();
  const members = Map.groupBy(rows.map((row) => ({
    conversationId: row.conversation_id,
    member: {
      userId: row.user_id, uid: row.uid, kind: row.kind, role: row.role,
      deliveredSeq: row.delivered_seq, readSeq: row.read_seq, joinedSeq: row.joined_seq,
      toldSeq: row.hides_reading === 1 && isBetweenPeople(row.role) ? row.told_seq : null,
      pinned: row.pinned === 1, mutedUntil: row.muted_until, archivedSeq: row.archived_seq,
    } satisfies MemberRow,
  })), ({ conversationId }) => conversationId);
  const byConversation = new Map([...members].map(([id, list]) => [id, list.map(({ member }) => member)]));

  for (const sent of await lastSent(db, ids)) {
    const member = senderIn(byConversation.get(sent.conversation_id) ?? [], sent.user_id);
    if (!member) continue;
    member.deliveredSeq = Math.max(member.deliveredSeq, sent.seq);
    member.readSeq = Math.max(member.readSeq, sent.seq);
  }
  return byConversation;
}

/** Newest message of each sender since their watermarks were settled: at most `settleEvery` rows of a conversation are looked at. */
async function lastSent(db: Db, ids: readonly number[]): Promise<{ conversation_id: number; user_id: number; seq: number }[]> {
  const rows = await db.selectFrom('conversations as c')
    .innerJoin('messages as m', (join) => join.onRef('m.conversation_id', '=', 'c.id').onRef('m.seq', '>', 'c.settled_seq'))
    .select((eb) => ['m.conversation_id', 'm.user_id', eb.fn.max('m.seq').as('seq')])
    .where('c.id', 'in', ids)
    .groupBy(['m.conversation_id', 'm.user_id'])
    .execute();
  return rows.flatMap(({ conversation_id, user_id, seq }) => (user_id === null ? [] : { conversation_id, user_id, seq }));
}

/** The member whose watermarks move with what a user sends: themselves, or the team they speak for. */
const senderIn = (members: readonly MemberRow[], userId: number): MemberRow | undefined =>
  members.find((member) => member.userId === userId) ?? members.find((member) => member.role === 'team');

interface Unsettled { conversationId: number; settledSeq: number }

const sentSince = compileOnce((db, since: Unsettled) => db.selectFrom('messages')
  .select((eb) => ['user_id', eb.fn.max('seq').as('seq')])
  .where('conversation_id', '=', since.conversationId).where('seq', '>', since.settledSeq).where('user_id', 'is not', null)
  .groupBy('user_id'));

const sendingMembers = compileOnce((db, since: Unsettled) => db.selectFrom('members').select(['user_id', 'role', 'wrote'])
  .where('conversation_id', '=', since.conversationId).where('left_at', 'is', null)
  .where((eb) => eb.or([
    eb('role', '=', 'team'),
    eb('user_id', 'in', db.selectFrom('messages').select('user_id').where('conversation_id', '=', since.conversationId).where('seq', '>', since.settledSeq)),
  ])));

const writeSettled = compileOnce((db, settled: Unsettled) => db.updateTable('conversations')
  .set({ settled_seq: settled.settledSeq }).where('id', '=', settled.conversationId));

const writeWrote = compileOnce((db, { conversationId, userId }: { conversationId: number; userId: number }) => db.updateTable('members')
  .set({ wrote: 1 }).where('conversation_id', '=', conversationId).where('user_id', '=', userId));

/**
 * Writes senders' own watermarks, and that they have written, down to their member rows, so that loading never has to look back far, and rows may lose
 * their authors.
 */
export async function settleSenders(db: Db, conversationId: number, head: Head): Promise<void> {
  const { settledSeq, lastSeq } = head;
  if (settledSeq === lastSeq) return;
  const { rows: sent } = await sentSince(db, { conversationId, settledSeq });
  const { rows: members } = await sendingMembers(db, { conversationId, settledSeq });
  for (const { user_id, seq } of sent) {
    const member = members.find((row) => row.user_id === user_id) ?? members.find((row) => row.role === 'team');
    if (!member) continue;
    await raiseWatermarks(db, { conversationId, userId: member.user_id, deliveredSeq: seq, readSeq: seq });
    if (member.wrote === 0) await writeWrote(db, { conversationId, userId: member.user_id });
  }
  await writeSettled(db, { conversationId, settledSeq: lastSeq });
  head.settledSeq = lastSeq;
}

interface Mark { conversationId: number; userId: number; deliveredSeq: number; readSeq: number }

const raise = compileOnce((db, { conversationId, userId, deliveredSeq, readSeq }: Mark) => db.updateTable('members')
  .set((eb) => ({
    delivered_seq: eb.case().when('delivered_seq', '<', deliveredSeq).then(deliveredSeq).else(eb.ref('delivered_seq')).end(),
    read_seq: eb.case().when('read_seq', '<', readSeq).then(readSeq).else(eb.ref('read_seq')).end(),
  }))
  .where('conversation_id', '=', conversationId).where('user_id', '=', userId)
  .where((eb) => eb.or([eb('delivered_seq', '<', deliveredSeq), eb('read_seq', '<', readSeq)])));

/** Watermarks never go back, and what was read was delivered. */
export async function raiseWatermarks(db: Db, mark: Mark): Promise<void> {
  await raise(db, { ...mark, deliveredSeq: Math.max(mark.deliveredSeq, mark.readSeq) });
}
