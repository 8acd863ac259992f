import { FoyerError } from '@foyer-chat/widget/protocol';
import type { SiteRow, UserRow } from '../store/store.ts';
import type { Session } from './ports.ts';
import type { UserCache } from './user-cache.ts';

/** A user of the site: a visitor of it, or staff who serve it. Others are `FoyerError('not-found')`. */
export async function reachable(users: Pick<UserCache, 'getByUid' | 'team'>, site: SiteRow, uid: string): Promise<UserRow> {
  const user = await users.getByUid(uid);
  if (user.siteId === site.id) return user;
  const team = await users.team(site.id);
  if (user.siteId === null && team.some((staff) => staff.id === user.id)) return user;
  throw new FoyerError('not-found');
}

/** `FoyerError('forbidden')` for visitors and customers of a site that does not let them write to each other. */
export function mayGather({ kind }: Pick<Session, 'kind'>, { settings }: SiteRow): void {
  if (kind !== 'staff' && !settings.direct) throw new FoyerError('forbidden', { message: 'Visitors of this site do not write to each other.' });
}
