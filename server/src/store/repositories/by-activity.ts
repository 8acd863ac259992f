import type { ActivityCursor } from '../desk-store.ts';
import type { Db } from '../schema.ts';

/** Support conversations of a site by stored activity, latest first, after a cursor. */
export const supportFrom = (db: Db, siteId: number, before: ActivityCursor | undefined, limit: number) =>
  latest(db, before, limit).where('site_id', '=', siteId).where('kind', '=', 'support');

/** Likewise those of a site that a user is a member of now. */
export const ownFrom = (db: Db, { siteId, userId }: { siteId: number; userId: number }, before: ActivityCursor | undefined, limit: number) =>
  latest(db, before, limit).where('site_id', '=', siteId)
    .where('id', 'in', (of) => of.selectFrom('members').select('conversation_id').where('user_id', '=', userId).where('left_at', 'is', null));

function latest(db: Db, before: ActivityCursor | undefined, limit: number) {
  const all = db.selectFrom('conversations').select(['id', 'active_at']).orderBy('active_at', 'desc').orderBy('id', 'desc').limit(limit);
  if (!before) return all;
  return all.where('active_at', '<=', before.activeAt)
    .where((on) => on.or([on('active_at', '<', before.activeAt), on('id', '<', before.id)]));
}
