import type { Head } from '../heads.ts';
import type { Db, PointerKind } from '../schema.ts';

export interface NewChange {
  conversationId: number;
  kind: PointerKind;
  at: number;
  seq?: number;
  userId?: number;
  data?: object;
}

/** Counts the conversation's version up and writes what is not a message under it. */
export async function recordChange(db: Db, head: Head, change: NewChange): Promise<{ v: number }> {
  head.version += 1;
  await db.insertInto('changes')
    .values({
      conversation_id: change.conversationId, v: head.version, kind: change.kind, at: change.at,
      seq: change.seq ?? null, user_id: change.userId ?? null, data: change.data === undefined ? null : JSON.stringify(change.data),
    })
    .execute();
  return { v: head.version };
}
