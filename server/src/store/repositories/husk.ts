import { digestOf } from '../digest.ts';
import type { Head } from '../heads.ts';
import type { Db } from '../schema.ts';
import { settleSenders } from './conversation-rows.ts';
import { dropEmptyStars } from './stars.ts';

/** Empties rows and forgets who wrote them: `seq`, version and dedupe key stay. Rows that were deleted before only lose their author. */
export async function makeHusks(db: Db, conversationId: number, head: Head, rows: readonly { seq: number; content: string | null; digest: Uint8Array | null }[]): Promise<void> {
  await settleSenders(db, conversationId, head);
  for (const { seq, content, digest } of rows) {
    await db.updateTable('messages')
      .set({
        user_id: null, content: null, reply_to: null, edited_at: null, reactions: null,
        digest: digest ?? (content === null ? null : digestOf(content)),
      })
      .where('conversation_id', '=', conversationId).where('seq', '=', seq)
      .execute();
  }
  if (rows.length > 0) await dropEmptyStars(db, conversationId);
}
