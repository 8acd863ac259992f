import { cursorSchema, deskRequests, idSchema, personBlockRequestSchema, reportRequestSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { PersonBlocks } from '../services/person-blocks.ts';
import type { RateGate } from '../services/ports.ts';
import type { Reports } from '../services/reports.ts';
import { created, done, ok, parse, type Route } from './route.ts';

const openReportsQuery = v.strictObject({ state: v.literal('open'), before: v.optional(cursorSchema) });

/** What people do to be left in peace by others, and what staff see of it. */
export function protectionRoutes({ personBlocks, reports, rates }: { personBlocks: PersonBlocks; reports: Reports; rates: RateGate }): Route[] {
  return [
    { method: 'get', path: '/me/blocks', who: 'session', handle: async ({ session }) => ok({ people: await personBlocks.list(session) }) },
    {
      method: 'put', path: '/me/blocks/:user', who: 'session', handle: async ({ session, params, body }) => {
        rates.take('change', session.deviceId);
        await personBlocks.set(session, parse(idSchema, params.user), parse(personBlockRequestSchema, body).on);
        return done;
      },
    },
    {
      method: 'post', path: '/reports', who: 'session', handle: async ({ session, body }) => {
        const request = parse(reportRequestSchema, body);
        rates.take('report', session.userId);
        const { id, isNew } = await reports.add(session, request);
        return created({ id }, isNew);
      },
    },
    {
      method: 'get', path: '/desk/reports', who: 'staff', handle: async ({ session, query }) => ok(await reports.page(session, parse(openReportsQuery, query).before)),
    },
    {
      method: 'put', path: '/desk/reports/:id', who: 'staff', handle: async ({ session, params, body }) => {
        rates.take('change', session.deviceId);
        await reports.handle(session, parse(idSchema, params.id), parse(deskRequests.handleReport, body).handled);
        return done;
      },
    },
  ];
}
