import { FoyerError, requests } from '@foyer-chat/widget/protocol';
import type { RateGate } from '../services/ports.ts';
import type { Sessions } from '../services/sessions.ts';
import type { SiteDirectory } from '../services/sites.ts';
import type { StaffSignIn } from '../services/staff-accounts.ts';
import { created, done, ok, parse, type Call, type Route } from './route.ts';

/** Sessions of visitors, customers and staff. */
export function sessionRoutes({ sessions, staff, sites, rates }: { sessions: Sessions; staff: StaffSignIn; sites: SiteDirectory; rates: RateGate }): Route[] {
  const fromOwnOrigin = ({ origin }: Call) => {
    if (origin !== undefined && !sites.isOwn(origin)) throw new FoyerError('origin-denied');
  };
  return [
    {
      method: 'post', path: '/sessions', who: 'anyone', handle: async (call) => {
        rates.take('session', call.network);
        const request = parse(requests.session, call.body);
        const site = await sites.get(request.site);
        if (call.origin !== undefined && !sites.allows(site, call.origin)) throw new FoyerError('origin-denied');
        return created(await sessions.begin(request));
      },
    },
    {
      method: 'post', path: '/sessions/refresh', who: 'anyone', handle: async (call) => {
        // A whole office behind one address renews every ten minutes.
        rates.take('connect', call.network);
        return ok(await sessions.refresh(parse(requests.refresh, call.body)));
      },
    },
    {
      method: 'delete', path: '/sessions/current', who: 'session', handle: async ({ session }) => {
        await sessions.end(session);
        return done;
      },
    },
    {
      method: 'post', path: '/staff/sessions', who: 'anyone', handle: async (call) => {
        fromOwnOrigin(call);
        const request = parse(requests.staffSession, call.body);
        rates.take('sign-in', `ip ${call.network}`);
        rates.take('sign-in', `account ${request.email}`);
        return created(await staff.signIn(request));
      },
    },
    {
      method: 'post', path: '/staff/setup', who: 'anyone', handle: async (call) => {
        fromOwnOrigin(call);
        rates.take('sign-in', `ip ${call.network}`);
        return created(await staff.setUp(parse(requests.staffSetup, call.body)));
      },
    },
  ];
}
