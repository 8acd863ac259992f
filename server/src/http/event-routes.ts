import { cursorSchema, idSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Events } from '../services/events.ts';
import { ok, parse, type Route } from './route.ts';

const pageQuery = v.strictObject({ before: v.optional(cursorSchema) });

/** What has happened in conversations beside messages. */
export const eventRoutes = ({ events }: { events: Events }): Route[] => [
  {
    method: 'get', path: '/conversations/:id/events', who: 'session',
    handle: async ({ session, params, query }) => ok(await events.page(session, parse(idSchema, params.id), parse(pageQuery, query).before)),
  },
];
