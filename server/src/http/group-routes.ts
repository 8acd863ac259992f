import { commands as commandTable, groupRequests, idSchema } from '@foyer-chat/widget/protocol';
import type { ConversationService } from '../services/conversations.ts';
import type { Invites } from '../services/invites.ts';
import type { CommandRunner, RateGate } from '../services/ports.ts';
import { created, done, ok, parse, type Route, type SessionCall } from './route.ts';

/** Groups: who is in them, their names, what members may do, and the links into them. A token is in a body and never in a path: paths are what proxies write down. */
export function groupRoutes({ commands, conversations, invites, rates }: { commands: CommandRunner; conversations: ConversationService; invites: Invites; rates: RateGate }): Route[] {
  const setMember = async ({ session, params }: SessionCall, role: unknown) =>
    ok(await commands.run(session, 'member.set', parse(commandTable['member.set'].args, { conversation: params.id, user: params.user, role })));
  return [
    { method: 'put', path: '/conversations/:id/members/:user', who: 'session', handle: (call) => setMember(call, parse(groupRequests.member, call.body).role) },
    { method: 'delete', path: '/conversations/:id/members/:user', who: 'session', handle: (call) => setMember(call, null) },
    {
      method: 'put', path: '/conversations/:id/title', who: 'session', handle: async ({ session, params, body }) => {
        const { title } = parse(groupRequests.title, body);
        return ok(await commands.run(session, 'conversation.rename', { conversation: parse(idSchema, params.id), title }));
      },
    },
    {
      method: 'put', path: '/conversations/:id/permissions', who: 'session', handle: async ({ session, params, body }) => {
        const permissions = parse(groupRequests.permissions, body);
        return ok(await commands.run(session, 'conversation.setPermissions', { conversation: parse(idSchema, params.id), ...permissions }));
      },
    },
    {
      method: 'get', path: '/conversations/:id/invite', who: 'session',
      handle: async ({ session, params }) => ok({ invite: await invites.of(session, parse(idSchema, params.id)) }),
    },
    {
      method: 'post', path: '/conversations/:id/invite', who: 'session', handle: async ({ session, params }) => {
        rates.take('change', session.deviceId);
        return created(await invites.make(session, parse(idSchema, params.id)));
      },
    },
    {
      method: 'delete', path: '/conversations/:id/invite', who: 'session', handle: async ({ session, params }) => {
        rates.take('change', session.deviceId);
        await invites.end(session, parse(idSchema, params.id));
        return done;
      },
    },
    {
      method: 'post', path: '/invites/look', who: 'session', handle: async ({ session, network, body }) => {
        rates.take('invite', network);
        return ok(await invites.look(session, parse(groupRequests.invite, body).token));
      },
    },
    {
      method: 'post', path: '/invites/accept', who: 'session', handle: async ({ session, network, body }) => {
        rates.take('invite', network);
        const { conversation, isNew } = await invites.accept(session, parse(groupRequests.invite, body).token);
        return created(await conversations.snapshot(session, conversation), isNew);
      },
    },
  ];
}
