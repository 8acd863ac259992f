import type { CommandArgs, CommandName, CommandResult, Message } from '@foyer-chat/widget/protocol';
import type { Arrangements } from './arrangements.ts';
import type { Groups } from './groups.ts';
import type { Handling } from './handling.ts';
import type { Messages } from './messages.ts';
import type { CommandRunner, RateGate, Session } from './ports.ts';
import type { Receipts } from './receipts.ts';

type Handlers = { [N in CommandName]: (session: Session, args: CommandArgs<N>) => Promise<CommandResult<N>> };

interface RunnerParts {
  messages: Messages; handling: Handling; groups: Groups; arrangements: Arrangements; receipts: Receipts; rates: RateGate;
  observeAck(ms: number): void;
}

/** Every command: its rate, then its rule. Both edges, HTTP and WebSocket, come through here. */
export class RuledCommands implements CommandRunner {
  readonly #parts: RunnerParts;
  readonly #handlers: Handlers;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    const { messages, handling, groups, arrangements, receipts } = parts;
    const change = async (session: Session, done: () => Promise<void>) => {
      parts.rates.take('change', session.deviceId);
      await done();
      return {};
    };
    const receipt = async (session: Session, { conversation, seq }: CommandArgs<'receipt.read'>, isRead: boolean) => {
      parts.rates.take('read', session.deviceId);
      await receipts.mark(session, conversation, seq, isRead);
      return {};
    };
    this.#handlers = {
      'message.send': async (session, args) => {
        const { message } = await this.send(session, args);
        return { seq: message.seq, at: message.at };
      },
      'message.edit': (session, args) => change(session, () => messages.edit(session, args)),
      'message.delete': (session, args) => change(session, () => messages.delete(session, args)),
      'reaction.set': (session, args) => change(session, () => messages.react(session, args)),
      'receipt.delivered': (session, args) => receipt(session, args, false),
      'receipt.read': (session, args) => receipt(session, args, true),
      'conversation.setState': (session, args) => change(session, () => handling.setState(session, args)),
      'conversation.assign': (session, args) => change(session, () => handling.assign(session, args)),
      'conversation.snooze': (session, args) => change(session, () => handling.snooze(session, args)),
      'conversation.arrange': (session, args) => change(session, () => arrangements.arrange(session, args)),
      'conversation.rename': (session, args) => change(session, () => groups.rename(session, args)),
      'conversation.setPermissions': (session, args) => change(session, () => groups.setPermissions(session, args)),
      'member.set': (session, args) => change(session, () => groups.setMember(session, args)),
    };
  }

  run<N extends CommandName>(session: Session, name: N, args: CommandArgs<N>): Promise<CommandResult<N>> {
    return this.#handlers[name](session, args);
  }

  /** `message.send` with the whole message, for HTTP. */
  async send(session: Session, args: CommandArgs<'message.send'>): Promise<{ message: Message; isNew: boolean }> {
    const startedAt = performance.now();
    this.#parts.rates.take(session.kind === 'staff' ? 'staff-send' : 'visitor-send', session.userId);
    const sent = await this.#parts.messages.send(session, args);
    this.#parts.observeAck(performance.now() - startedAt);
    return sent;
  }
}
