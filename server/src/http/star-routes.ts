import { cursorSchema, idSchema, seqSchema, starRequestSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { RateGate } from '../services/ports.ts';
import type { Stars } from '../services/stars.ts';
import { ok, parse, type Route } from './route.ts';

const pageQuery = v.strictObject({ before: v.optional(cursorSchema), conversation: v.optional(idSchema) });

/** Messages that one has starred, for oneself. */
export function starRoutes({ stars, rates }: { stars: Stars; rates: RateGate }): Route[] {
  return [
    {
      method: 'put', path: '/conversations/:id/messages/:seq/star', who: 'session', handle: async ({ session, params, body }) => {
        rates.take('change', session.deviceId);
        await stars.set(session, parse(idSchema, params.id), parse(seqSchema, Number(params.seq)), parse(starRequestSchema, body).on);
        return ok({});
      },
    },
    {
      method: 'get', path: '/conversations/:id/stars', who: 'session',
      handle: async ({ session, params }) => ok({ seqs: await stars.seqsIn(session, parse(idSchema, params.id)) }),
    },
    { method: 'get', path: '/me/stars', who: 'session', handle: async ({ session, query }) => ok(await stars.page(session, parse(pageQuery, query))) },
  ];
}
