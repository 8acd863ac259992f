import type { ConversationEvent } from '@foyer-chat/widget/headless';
import { returnTime } from '../state/snooze-times.ts';

/** How a conversation was handled, in words; `undefined` for what is not about that. */
export function eventText({ kind, at, by, user, until = at }: ConversationEvent, me: string, nameOf: (id: string) => string): string | undefined {
  const say = (what: string, ofItself: string): string => (by === undefined ? ofItself : `${by === me ? 'You' : nameOf(by)} ${what}`);
  const target = user === me ? 'you' : nameOf(user ?? '');
  switch (kind) {
    case 'assigned': return say(by === user ? 'took this over' : `assigned this to ${target}`, `This was assigned to ${target}`);
    case 'unassigned': return say('unassigned this', 'This is nobody’s now');
    case 'resolved': return say('resolved this', 'This was resolved');
    case 'reopened': return say('reopened this', 'Reopened by a message');
    case 'snoozed': return say(`snoozed this until ${returnTime(until, at)}`, `Snoozed until ${returnTime(until, at)}`);
    case 'woken': return say('ended the snooze', 'The snooze ended');
    default: return undefined;
  }
}
