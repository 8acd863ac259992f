import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/** Who owns a group when this user is gone from it: the admin who has been there longest, else the member who has. `undefined` where the user does not own it, or is alone. */
export async function heirOf(db: Db, conversationId: number, leavingId: number): Promise<number | undefined> {
  const members = db.selectFrom('members').select('user_id').where('conversation_id', '=', conversationId).where('left_at', 'is', null);
  const owner = await members.where('user_id', '=', leavingId).where('role', '=', 'owner').executeTakeFirst();
  if (!owner) return undefined;
  const heir = await members.where('user_id', '!=', leavingId)
    .orderBy(sql`case when role = 'admin' then 0 else 1 end`).orderBy('joined_at').orderBy('user_id').limit(1)
    .executeTakeFirst();
  return heir?.user_id;
}
