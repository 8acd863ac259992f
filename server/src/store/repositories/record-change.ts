import type { Head } from '../heads.ts';
import type { Db, PointerKind, Tables } from '../schema.ts';
import { compileOnce } from './compile-once.ts';

export interface NewChange {
  conversationId: number;
  kind: PointerKind;
  at: number;
  seq?: number;
  userId?: number;
  data?: object;
}

const insertChange = compileOnce((db, row: Tables['changes']) => db.insertInto('changes').values({
  conversation_id: row.conversation_id, v: row.v, kind: row.kind, at: row.at, seq: row.seq, user_id: row.user_id, data: row.data,
}));

/** Counts the conversation's version up and writes what is not a message under it. */
export async function recordChange(db: Db, head: Head, change: NewChange): Promise<{ v: number }> {
  head.version += 1;
  await insertChange(db, {
    conversation_id: change.conversationId, v: head.version, kind: change.kind, at: change.at,
    seq: change.seq ?? null, user_id: change.userId ?? null, data: change.data === undefined ? null : JSON.stringify(change.data),
  });
  return { v: head.version };
}
