import { FoyerError } from '@foyer-chat/widget/protocol';
import { isSameContent } from '../digest.ts';
import type { Outcome } from '../group-commit.ts';
import { activityGrainMs, isSettleDue, type Head, type LockedHeads } from '../heads.ts';
import { settleSenders } from '../repositories/conversation-rows.ts';
import type { Db } from '../schema.ts';
import type { Appended, NewMessage } from '../store.ts';

/** Another node has stored one of these client ids meanwhile, in another conversation: the transaction must run again. */
export class ClientIdTaken extends Error {}

interface Row { conversation_id: number; seq: number; v: number; at: number; content: string; digest: Uint8Array | null }

const keyOf = (deviceId: number, clientId: string): string => `${deviceId} ${clientId}`;

/**
 * Appends a group in the open transaction, in its order. The conversations' rows are locked first, so that several nodes
 * count on without meeting.
 */
export async function appendGroup(db: Db, heads: LockedHeads, messages: readonly NewMessage[]): Promise<Outcome<Appended>[]> {
  const standing = await heads.lockAll(db, [...new Set(messages.map((message) => message.conversationId))]);
  const known = new Map<string, Omit<Row, 'content'> & { content: string | null }>();
  const existing = await db.selectFrom('messages')
    .select(['conversation_id', 'seq', 'v', 'at', 'content', 'digest', 'client_id', 'device_id'])
    .where('client_id', 'in', messages.map((message) => message.clientId))
    .where('device_id', 'in', messages.map((message) => message.deviceId))
    .execute();
  for (const row of existing) known.set(keyOf(row.device_id, row.client_id), row);

  // Read while the conversations are locked: who moves or erases a user holds them too.
  const authors = new Set((await db.selectFrom('users').select('id').where('id', 'in', [...new Set(messages.map((message) => message.userId))]).execute()).map(({ id }) => id));

  const rows: (Row & { user_id: number; device_id: number; client_id: string; reply_to: number | null })[] = [];
  const outcomes = messages.map((message): Outcome<Appended> => {
    const head = standing.get(message.conversationId);
    if (!head) return { ok: false, error: new FoyerError('not-found') };
    const content = JSON.stringify(message.content);
    const key = keyOf(message.deviceId, message.clientId);
    const before = known.get(key);
    if (before) {
      const isRepeated = before.conversation_id === message.conversationId && isSameContent(before, content);
      return { ok: true, value: isRepeated ? { status: 'repeated', v: before.v, seq: before.seq, at: before.at } : { status: 'reused' } };
    }
    if (!authors.has(message.userId)) return { ok: false, error: new FoyerError('session-ended') };
    head.version += 1;
    head.lastSeq += 1;
    const { conversationId, userId, deviceId, clientId, at, replyTo } = message;
    const row = {
      conversation_id: conversationId, seq: head.lastSeq, v: head.version, user_id: userId, device_id: deviceId, client_id: clientId,
      at, content, reply_to: replyTo ?? null, digest: null,
    };
    rows.push(row);
    known.set(key, row);
    return { ok: true, value: { status: 'stored', v: row.v, seq: row.seq, at } };
  });
  if (rows.length > 0) {
    const stored = await db.insertInto('messages').values(rows)
      .onConflict((conflict) => conflict.columns(['client_id', 'device_id']).doNothing())
      .returning('seq').execute();
    if (stored.length < rows.length) throw new ClientIdTaken();
    await keepConversations(db, standing, rows);
  }
  return outcomes;
}

/** What a conversation's own row says of its messages, written now and then. */
async function keepConversations(db: Db, standing: ReadonlyMap<number, Head>, rows: readonly Row[]): Promise<void> {
  const lastAt = new Map(rows.map((row) => [row.conversation_id, row.at]));
  for (const [id, at] of lastAt) {
    const head = standing.get(id);
    if (!head) continue;
    if (at > head.activeAt + activityGrainMs) await db.updateTable('conversations').set({ active_at: at }).where('id', '=', id).execute();
    if (isSettleDue(id, head)) await settleSenders(db, id, head);
  }
}
