import { digestOf } from '../digest.ts';
import type { Db } from '../schema.ts';

/** Empties rows and forgets who wrote them: `seq`, version and dedupe key stay. Rows that were deleted before only lose their author. */
export async function makeHusks(db: Db, conversationId: number, rows: readonly { seq: number; content: string | null; digest: Uint8Array | null }[]): Promise<void> {
  for (const { seq, content, digest } of rows) {
    await db.updateTable('messages')
      .set({
        user_id: null, content: null, reply_to: null, edited_at: null, reactions: null,
        digest: digest ?? (content === null ? null : digestOf(content)),
      })
      .where('conversation_id', '=', conversationId).where('seq', '=', seq)
      .execute();
  }
}
