import { limits } from '@foyer-chat/widget/protocol';
import type { Db } from '../schema.ts';
import type { DataCursor, OwnDataPage } from '../store.ts';
import { wireMessage } from './message-rows.ts';
import { conversationsWith } from './person-data.ts';
import { VisitorsRepository } from './visitors.ts';

interface Subject { id: number; uid: string; kind: string }

/** A page of all that is stored of a user, as plain JSON; `undefined` where there is no such user. Contents of others are not theirs. */
export async function exportPage(db: Db, uid: string, from: DataCursor | undefined): Promise<OwnDataPage | undefined> {
  const user = await db.selectFrom('users').select(['id', 'uid', 'kind']).where('uid', '=', uid).executeTakeFirst();
  if (!user) return undefined;
  const ids = (await conversationsWith(db, user)).filter((id) => id >= (from?.conversationId ?? 0));
  const page: OwnDataPage = { ...(from ? {} : { about: await about(db, user) }), conversations: [] };
  let room = limits.dataPageMessages;
  for (const id of ids) {
    const after = id === from?.conversationId ? from.seq : 0;
    if (room === 0 || page.conversations.length === limits.dataPageConversations) return { ...page, next: { conversationId: id, seq: after } };
    const part = await conversationPart(db, user, id, { after, max: room });
    page.conversations.push(part);
    const last = part.messages.at(-1);
    if (part.messages.length === room && last) return { ...page, next: { conversationId: id, seq: last.seq } };
    room -= part.messages.length;
  }
  return page;
}

/** All pages as one. */
export async function exportUser(db: Db, uid: string): Promise<unknown> {
  let page = await exportPage(db, uid, undefined);
  if (!page) return undefined;
  const { about, conversations } = page;
  while (page?.next) {
    page = await exportPage(db, uid, page.next);
    for (const part of page?.conversations ?? []) {
      const last = conversations.at(-1);
      if (last?.id === part.id) last.messages.push(...part.messages);
      else conversations.push(part);
    }
  }
  return { ...about, conversations };
}

async function about(db: Db, { id: userId, kind }: Subject): Promise<object> {
  const { hides_last_seen, hides_reading, writers, adders, ...profile } = await db.selectFrom('users')
    .select(['uid', 'kind', 'external_id as externalId', 'name', 'email', 'avatar', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'blocked_at as blockedAt', 'hides_last_seen', 'hides_reading', 'writers', 'adders'])
    .where('id', '=', userId).executeTakeFirstOrThrow();
  const devices = await db.selectFrom('devices')
    .select(['uid as id', 'label', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'revoked_at as revokedAt'])
    .where('user_id', '=', userId).orderBy('id').execute();
  const { context, language, pages } = await new VisitorsRepository(db).get(userId);
  // What staff write about a visitor is theirs, and goes with them.
  const notes = await db.selectFrom('notes').innerJoin('conversations as c', 'c.id', 'notes.conversation_id')
    .select(['c.uid as conversation', 'notes.at', 'notes.text']).where('notes.user_id', '=', userId).orderBy('notes.id').execute();
  const blockedPeople = await db.selectFrom('person_blocks as b').innerJoin('users as u', 'u.id', 'b.blocked_id')
    .select(['u.uid as id', 'b.at']).where('b.user_id', '=', userId).orderBy('b.at').orderBy('u.id').execute();
  // What others said of them is those others'.
  const reports = await db.selectFrom('reports as r').innerJoin('users as u', 'u.id', 'r.reported_id').leftJoin('conversations as c', 'c.id', 'r.conversation_id')
    .select(['r.at', 'u.uid as user', 'r.reason', 'r.note', 'c.uid as conversation', 'r.seq']).where('r.reporter_id', '=', userId).orderBy('r.id').execute();
  return { user: { ...profile, privacy: { lastSeen: hides_last_seen === 0, receipts: hides_reading === 0, writers, adders } }, devices, context, language, pages, blockedPeople, reports, ...(kind === 'staff' ? { notes } : {}) };
}

async function conversationPart(db: Db, user: Subject, id: number, { after, max }: { after: number; max: number }): Promise<OwnDataPage['conversations'][number]> {
  const conversation = await db.selectFrom('conversations').select(['uid as id', 'kind', 'title']).where('id', '=', id).executeTakeFirstOrThrow();
  const membership = await db.selectFrom('members')
    .select(['role', 'joined_at as joinedAt', 'left_at as leftAt', 'delivered_seq as deliveredSeq', 'read_seq as readSeq', 'pinned', 'muted_until as mutedUntil', 'archived_seq as archivedSeq'])
    .where('conversation_id', '=', id).where('user_id', '=', user.id).executeTakeFirst();
  const stars = await db.selectFrom('stars').select('seq').where('conversation_id', '=', id).where('user_id', '=', user.id).orderBy('seq').execute();
  const messages = await db.selectFrom('messages').selectAll()
    .where('conversation_id', '=', id).where('user_id', '=', user.id).where('seq', '>', after).orderBy('seq').limit(max).execute();
  return {
    ...conversation, membership: membership ? { ...membership, pinned: membership.pinned === 1 } : null, starred: stars.map(({ seq }) => seq),
    messages: messages.map((row) => wireMessage({ ...row, from: user.uid })),
  };
}
