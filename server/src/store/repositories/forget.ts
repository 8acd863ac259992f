import { limits } from '@foyer-chat/widget/protocol';
import type { Head, Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import { dayMs, expiringSites } from './expiring-sites.ts';
import { MetaRepository } from './meta.ts';

/** Conversations whose old rows go in one transaction. */
const conversationsPerStep = 50;
/** Up to where `changes` have been looked at: those that are older and still there are among a conversation's newest. */
const changesSeenKey = 'changes-forgotten-until';

/** Forgets rows past their time, a few conversations at a time; `false` when there are no more. */
export async function forgetSome(db: Db, heads: Heads, now: number): Promise<boolean> {
  if (await forgetHusks(db, heads, now - limits.dedupeKeptMs)) return true;
  if (await forgetChanges(db, heads, now - limits.changesKeptMs)) return true;
  await db.deleteFrom('refresh_tokens').where('expires_at', '<', now).execute();
  await db.deleteFrom('invites').where('expires_at', '<', now).execute();
  await db.deleteFrom('setups').where('expires_at', '<', now).execute();
  await forgetVisits(db, now);
  return false;
}

/** What was noted of visitors and about them, and what happened beside messages, goes with the site's retention, as messages do. None of it is delivered to anybody: it stays until then. */
async function forgetVisits(db: Db, now: number): Promise<void> {
  for (const { id, retention } of await expiringSites(db)) {
    const oldest = now - (retention === 'delivered' ? limits.undeliveredKeptMs : retention.days * dayMs);
    const users = db.selectFrom('users').select('id').where('site_id', '=', id);
    await db.deleteFrom('visitor_pages').where('at', '<', oldest).where('user_id', 'in', users).execute();
    await db.deleteFrom('visitor_contexts').where('updated_at', '<', oldest).where('user_id', 'in', users).execute();
    const conversations = db.selectFrom('conversations').select('id').where('site_id', '=', id);
    await db.deleteFrom('events').where('at', '<', oldest).where('conversation_id', 'in', conversations).execute();
    await db.deleteFrom('notes').where('at', '<', oldest).where('conversation_id', 'in', conversations).execute();
  }
}

async function forgetHusks(db: Db, heads: Heads, oldest: number): Promise<boolean> {
  const spent = await db.selectFrom('messages').select('conversation_id').distinct()
    .where('content', 'is', null).where('at', '<', oldest)
    .orderBy('conversation_id').limit(conversationsPerStep)
    .execute();
  for (const { conversation_id: id } of spent) {
    const head = await heads.lock(db, id);
    const gone = await db.deleteFrom('messages')
      .where('conversation_id', '=', id).where('content', 'is', null).where('at', '<', oldest)
      .returning('v').execute();
    if (head) await raiseFloors(db, id, head, gone.map((row) => row.v));
  }
  return spent.length > 0;
}

async function forgetChanges(db: Db, heads: Heads, oldest: number): Promise<boolean> {
  const meta = new MetaRepository(db);
  const seen = Number(await meta.get(changesSeenKey) ?? -1);
  const aged = await db.selectFrom('changes').select(['conversation_id', 'at'])
    .where('at', '>', seen).where('at', '<', oldest)
    .orderBy('at').limit(conversationsPerStep * 10)
    .execute();
  for (const id of new Set(aged.map((row) => row.conversation_id))) {
    const head = await heads.lock(db, id);
    const gone = await db.deleteFrom('changes')
      .where('conversation_id', '=', id).where('at', '<', oldest).where('v', '<=', (head?.version ?? 0) - limits.changesKept)
      .returning('v').execute();
    if (head) await raiseFloors(db, id, head, gone.map((row) => row.v));
  }
  const last = aged.at(-1);
  if (last) await meta.set(changesSeenKey, String(last.at));
  return last !== undefined;
}

/** The log is whole only after what is gone, and the counters never fall back with it. */
async function raiseFloors(db: Db, id: number, head: Head, gone: readonly number[]): Promise<void> {
  if (gone.length === 0) return;
  const floor = Math.max(...gone);
  await db.updateTable('conversations').set({ version_floor: head.version, seq_floor: head.lastSeq }).where('id', '=', id).execute();
  await db.updateTable('conversations').set({ log_floor: floor }).where('id', '=', id).where('log_floor', '<', floor).execute();
}
