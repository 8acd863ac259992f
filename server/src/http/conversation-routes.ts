import { deskRequests, idSchema, limits, requests } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { ConversationService } from '../services/conversations.ts';
import type { CommandRunner, RateGate } from '../services/ports.ts';
import { created, ok, parse, type Route } from './route.ts';

const numberParameter = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const pageQuery = v.strictObject({
  before: v.optional(numberParameter),
  after: v.optional(numberParameter),
  limit: v.optional(v.pipe(numberParameter, v.minValue(1), v.maxValue(limits.pageMaxMessages)), String(limits.snapshotMessages)),
});
const changesQuery = v.strictObject({ after: numberParameter });

/** Conversations: opening them, and reading what is in them. */
export function conversationRoutes({ conversations, commands, rates }: { conversations: ConversationService; commands: CommandRunner; rates: RateGate }): Route[] {
  return [
    {
      method: 'post', path: '/conversations', who: 'session', handle: async ({ session, body }) => {
        rates.take('change', session.deviceId);
        const { snapshot, isNew } = await conversations.open(session, parse(requests.conversation, body));
        return created(snapshot, isNew);
      },
    },
    {
      method: 'get', path: '/conversations/:id', who: 'session',
      handle: async ({ session, params }) => ok(await conversations.snapshot(session, parse(idSchema, params.id))),
    },
    {
      method: 'get', path: '/conversations/:id/messages', who: 'session', handle: async ({ session, params, query }) => {
        const { before, after, limit } = parse(pageQuery, query);
        const range = after === undefined ? { before: before ?? Number.MAX_SAFE_INTEGER } : { after };
        return ok({ messages: await conversations.page(session, parse(idSchema, params.id), range, limit) });
      },
    },
    {
      method: 'get', path: '/conversations/:id/changes', who: 'session', handle: async ({ session, params, query }) => {
        const { after } = parse(changesQuery, query);
        return ok({ changes: await conversations.changes(session, parse(idSchema, params.id), after) });
      },
    },
    {
      method: 'put', path: '/conversations/:id/state', who: 'session', handle: async ({ session, params, body }) => {
        const { state } = parse(requests.state, body);
        return ok(await commands.run(session, 'conversation.setState', { conversation: parse(idSchema, params.id), state }));
      },
    },
    {
      method: 'put', path: '/conversations/:id/arrangement', who: 'session', handle: async ({ session, params, body }) => {
        const change = parse(requests.arrangement, body);
        return ok(await commands.run(session, 'conversation.arrange', { conversation: parse(idSchema, params.id), ...change }));
      },
    },
    {
      method: 'put', path: '/conversations/:id/assignee', who: 'session', handle: async ({ session, params, body }) => {
        const { assignee } = parse(deskRequests.assign, body);
        return ok(await commands.run(session, 'conversation.assign', { conversation: parse(idSchema, params.id), assignee }));
      },
    },
    {
      method: 'put', path: '/conversations/:id/snooze', who: 'session', handle: async ({ session, params, body }) => {
        const { until } = parse(deskRequests.snooze, body);
        return ok(await commands.run(session, 'conversation.snooze', { conversation: parse(idSchema, params.id), until }));
      },
    },
  ];
}
