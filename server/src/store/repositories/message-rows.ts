import { type Change, type Message, noContent, type StoredContent } from '@foyer-chat/widget/protocol';
import type { Db, PointerKind, Tables } from '../schema.ts';

/** Columns that say a message on the wire; `from` comes of a left join with its author. */
export const messageColumns = ['m.seq', 'm.v', 'm.client_id', 'm.at', 'm.content', 'm.reply_to', 'm.edited_at', 'm.deleted_at', 'm.reactions'] as const;

export type WireRow = Pick<Tables['messages'], 'seq' | 'v' | 'client_id' | 'at' | 'content' | 'reply_to' | 'edited_at' | 'deleted_at' | 'reactions'> & { from: string | null };

/** Messages of one conversation with the uid of their author. */
export const messagesOf = (db: Db, conversationId: number) => db.selectFrom('messages as m')
  .leftJoin('users as author', 'author.id', 'm.user_id')
  .select([...messageColumns, 'author.uid as from'])
  .where('m.conversation_id', '=', conversationId);

/** What a row says on the wire. A husk has lost everything but its place: of one that was deleted it is said when, and who wrote it while they are known. */
export function wireMessage(row: WireRow): Message {
  const { seq, at } = row;
  if (row.content === null) {
    const { from, client_id: clientId, deleted_at: deletedAt } = row;
    return { seq, ...(from === null || deletedAt === null ? { clientId: '', from: '' } : { clientId, from }), at, content: noContent, ...(deletedAt === null ? {} : { deletedAt }) };
  }
  return {
    seq,
    clientId: row.client_id,
    from: row.from ?? '',
    at,
    content: JSON.parse(row.content) as StoredContent,
    ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at }),
    ...(row.reactions === null ? {} : { reactions: JSON.parse(row.reactions) as Record<string, string[]> }),
  };
}

export const messageChange = (row: WireRow): Change => ({ v: row.v, kind: 'message', message: wireMessage(row) });

/** Changes of one conversation, each with what it points at: the message as it is now, the user as they are now. */
export const changesOf = (db: Db, conversationId: number) => db.selectFrom('changes as c')
  .leftJoin('messages as m', (join) => join.onRef('m.conversation_id', '=', 'c.conversation_id').onRef('m.seq', '=', 'c.seq'))
  .leftJoin('users as u', 'u.id', 'c.user_id')
  .select(['c.v', 'c.kind', 'c.at', 'c.seq', 'c.data', 'm.content', 'm.edited_at', 'm.deleted_at', 'u.uid', 'u.name', 'u.kind as user_kind', 'u.avatar'])
  .where('c.conversation_id', '=', conversationId);

export interface PointerRow {
  v: number;
  kind: PointerKind;
  at: number;
  seq: number | null;
  data: string | null;
  content: string | null;
  edited_at: number | null;
  deleted_at: number | null;
  uid: string | null;
  name: string | null;
  user_kind: Tables['users']['kind'] | null;
  avatar: string | null;
}

/** What a change row says on the wire. One that points at nothing any more keeps its version and changes nothing: an empty `state`. */
export function pointerChange(row: PointerRow): Change {
  const { v, seq } = row;
  const data = (row.data === null ? {} : JSON.parse(row.data)) as Record<string, never>;
  const isExpired = row.content === null && row.deleted_at === null;
  switch (row.kind) {
    case 'edit':
      if (seq === null || isExpired) break;
      return {
        v, kind: 'edit', seq,
        content: row.content === null ? noContent : JSON.parse(row.content) as StoredContent,
        editedAt: row.edited_at ?? row.at,
      };
    case 'delete':
      if (seq === null || row.deleted_at === null) break;
      return { v, kind: 'delete', seq, at: row.deleted_at };
    case 'reaction':
      if (seq === null || row.uid === null || isExpired) break;
      return { v, kind: 'reaction', seq, user: row.uid, emoji: data['emoji'] ?? '', on: data['on'] ?? false };
    case 'receipt':
      return { v, kind: 'receipt', deliveredSeq: data['deliveredSeq'] ?? 0, readSeq: data['readSeq'] ?? 0 };
    case 'member': {
      const role = data['role'] ?? null;
      if (row.uid === null || row.user_kind === null || row.user_kind === 'team') break;
      const user = { id: row.uid, name: row.name ?? '', kind: row.user_kind, ...(row.avatar === null ? {} : { avatar: row.avatar }) };
      if (role !== null) return { v, kind: 'member', user: row.uid, role, person: { ...user, role } };
      // Who has written is still named.
      return { v, kind: 'member', user: row.uid, role, ...(data['hasWritten'] === undefined ? {} : { person: { ...user, role: 'member', hasLeft: true } }) };
    }
    case 'state':
      // Who handles a conversation is for the record and for the desk, not for its people.
      return { v, kind: 'state', ...(data['title'] === undefined ? {} : { title: data['title'] }), ...(data['state'] === undefined ? {} : { state: data['state'] }), ...(data['permissions'] === undefined ? {} : { permissions: data['permissions'] }) };
  }
  return { v, kind: 'state' };
}
