import { cursorSchema, limits, storable } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { RateGate } from '../services/ports.ts';
import type { Search } from '../services/search.ts';
import { ok, parse, type Route, type SessionCall } from './route.ts';

const searchQuery = v.strictObject({
  q: v.pipe(v.string(), v.trim(), v.minLength(limits.searchMinLength), v.maxLength(limits.searchMaxLength), storable),
  before: v.optional(cursorSchema),
});

/** Search: for staff in what visitors ask, for everybody in their own conversations. */
export function searchRoutes({ search, rates }: { search: Search; rates: RateGate }): Route[] {
  const asked = ({ session, query }: SessionCall) => {
    rates.take('search', session.deviceId);
    return parse(searchQuery, query);
  };
  return [
    {
      method: 'get', path: '/search', who: 'staff', handle: async (call) => {
        const { q, before } = asked(call);
        return ok(await search.onDesk(call.session, q, before));
      },
    },
    {
      method: 'get', path: '/inbox/search', who: 'session', handle: async (call) => {
        const { q, before } = asked(call);
        return ok(await search.inInbox(call.session, q, before));
      },
    },
  ];
}
