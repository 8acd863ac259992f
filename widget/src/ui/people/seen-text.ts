import type { Presence } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { ago } from '../times.ts';

/** That somebody is here, or when they last were; empty where nothing of it is known. */
export function seenText(presence: Pick<Presence, 'online' | 'lastSeenAt'> | undefined): string {
  if (presence?.online) return localize('here');
  return presence?.lastSeenAt === undefined ? '' : localize('lastSeen', { when: ago(presence.lastSeenAt, Date.now()) });
}
