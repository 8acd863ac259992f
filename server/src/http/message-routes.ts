import { commands as commandTable, requests, type CommandName } from '@foyer-chat/widget/protocol';
import type { RuledCommands } from '../services/command-runner.ts';
import type { Messages } from '../services/messages.ts';
import type { RateGate } from '../services/ports.ts';
import { created, ok, parse, type Route, type SessionCall } from './route.ts';

/** The HTTP twin of each command on messages. */
export function messageRoutes({ commands, messages, rates }: { commands: RuledCommands; messages: Messages; rates: RateGate }): Route[] {
  const run = async <N extends CommandName>(call: SessionCall, name: N, args: unknown) =>
    ok(await commands.run(call.session, name, parse(commandTable[name].args, args) as Parameters<typeof commands.run<N>>[2]));
  const place = ({ params }: SessionCall) => ({ conversation: params.id, seq: Number(params.seq) });
  return [
    {
      method: 'post', path: '/conversations/:id/messages', who: 'session', handle: async ({ session, network, params, body }) => {
        rates.take('ip-send', network);
        const args = parse(commandTable['message.send'].args, { ...parse(requests.message, body), conversation: params.id });
        const { message, isNew } = await commands.send(session, args);
        if (isNew) return created(message);
        return ok((await messages.get(session, args.conversation, message.seq)).message);
      },
    },
    {
      method: 'patch', path: '/conversations/:id/messages/:seq', who: 'session',
      handle: (call) => run(call, 'message.edit', { ...place(call), ...parse(requests.edit, call.body) }),
    },
    {
      method: 'delete', path: '/conversations/:id/messages/:seq', who: 'session',
      handle: (call) => run(call, 'message.delete', place(call)),
    },
    {
      method: 'put', path: '/conversations/:id/messages/:seq/reactions', who: 'session',
      handle: (call) => run(call, 'reaction.set', { ...bodyOf(call), ...place(call) }),
    },
    {
      method: 'post', path: '/conversations/:id/receipts/delivered', who: 'session',
      handle: (call) => run(call, 'receipt.delivered', { ...parse(requests.receipt, call.body), conversation: call.params.id }),
    },
    {
      method: 'post', path: '/conversations/:id/receipts/read', who: 'session',
      handle: (call) => run(call, 'receipt.read', { ...parse(requests.receipt, call.body), conversation: call.params.id }),
    },
  ];
}

/** `{emoji, on}`; the command's own schema says whether it is. */
const bodyOf = ({ body }: SessionCall): object => (typeof body === 'object' && body !== null ? body : {});
