import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { Users } from '../store.ts';
import { settleSenders } from './conversation-rows.ts';

type Told = Awaited<ReturnType<Users['setPrivacy']>>;

export async function setPrivacy(db: Db, heads: Heads, id: number, { hidesLastSeen, hidesReading, ...reach }: Parameters<Users['setPrivacy']>[1]): Promise<Told> {
  const before = await db.selectFrom('users').select('hides_reading').where('id', '=', id).executeTakeFirst();
  const told = hidesReading === true && before?.hides_reading === 0 ? await restReading(db, heads, id) : [];
  const set = { ...(hidesLastSeen === undefined ? {} : { hides_last_seen: hidesLastSeen ? 1 : 0 }), ...(hidesReading === undefined ? {} : { hides_reading: hidesReading ? 1 : 0 }), ...reach };
  if (Object.keys(set).length > 0) await db.updateTable('users').set(set).where('id', '=', id).execute();
  return told;
}

/** Others go on seeing what they saw: what was told is never taken back, and nothing is added. */
export async function restReading(db: Db, heads: Heads, userId: number): Promise<Told> {
  const between = await db.selectFrom('members').innerJoin('conversations as c', 'c.id', 'members.conversation_id').select('c.id')
    .where('members.user_id', '=', userId).where('members.left_at', 'is', null).where('c.kind', '!=', 'support').orderBy('c.id').execute();
  const told: { conversationId: number; toldSeq: number }[] = [];
  for (const { id } of between) {
    // What they have sent moved their watermark, too.
    const head = await heads.lock(db, id);
    if (head) await settleSenders(db, id, head);
    const row = await db.updateTable('members').set((eb) => ({ told_seq: eb.ref('read_seq') })).where('conversation_id', '=', id).where('user_id', '=', userId).returning('told_seq').executeTakeFirst();
    if (row) told.push({ conversationId: id, toldSeq: row.told_seq });
  }
  return told;
}
