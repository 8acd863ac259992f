import { contextRequestSchema, cursorSchema, idSchema, requests } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Erasure } from '../services/erasure.ts';
import type { Inboxes } from '../services/inboxes.ts';
import type { OwnData } from '../services/own-data.ts';
import type { People } from '../services/people.ts';
import type { RateGate } from '../services/ports.ts';
import type { VisitorRecords } from '../services/visitor-records.ts';
import { done, ok, parse, type Route } from './route.ts';

const dataQuery = v.strictObject({ before: v.optional(cursorSchema) });

interface PeopleServices { people: People; erasure: Erasure; ownData: OwnData; inboxes: Inboxes; visitors: VisitorRecords; rates: RateGate }

/** Oneself, others, and the lists of one's conversations. */
export function peopleRoutes({ people, erasure, ownData, inboxes, visitors, rates }: PeopleServices): Route[] {
  return [
    { method: 'get', path: '/me', who: 'session', handle: async ({ session }) => ok({ user: await people.me(session) }) },
    {
      method: 'patch', path: '/me', who: 'session', handle: async ({ session, body }) => {
        rates.take('change', session.deviceId);
        return ok({ user: await people.updateMe(session, parse(requests.profile, body)) });
      },
    },
    {
      method: 'put', path: '/me/context', who: 'session', handle: async ({ session, body }) => {
        rates.take('context', session.userId);
        await visitors.note(session, parse(contextRequestSchema, body));
        return done;
      },
    },
    {
      method: 'delete', path: '/me', who: 'session', handle: async ({ session }) => {
        rates.take('change', session.deviceId);
        await erasure.eraseMe(session);
        return done;
      },
    },
    { method: 'get', path: '/me/data', who: 'session', handle: async ({ session, query }) => ok(await ownData.page(session, parse(dataQuery, query).before)) },
    { method: 'get', path: '/inbox', who: 'session', handle: async ({ session }) => ok(await inboxes.inbox(session)) },
    {
      method: 'get', path: '/users/:id', who: 'session',
      handle: async ({ session, params }) => ok(await people.person(session, parse(idSchema, params.id))),
    },
  ];
}
