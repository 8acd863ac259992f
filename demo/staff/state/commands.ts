import type { DeskState, Summary, User } from '@foyer-chat/widget/headless';
import { counterpart } from '@foyer-chat/widget/parts';
import type { Command } from '../palette/command.ts';
import { returnTime, snoozeChoices } from './snooze-times.ts';

/** What the commands need of the desk. */
export interface CommandTarget {
  me: User;
  desk: DeskState;
  /** The conversation on screen. */
  row: Summary | undefined;
  act: (id: string) => void;
  open: (conversation: string) => void;
}

/** All that can be asked of the desk now. Their ids are those of the keys, the menus and the header. */
export function deskCommands({ me, desk, row, act, open }: CommandTarget): Command[] {
  const command = (group: Command['group'], id: string, label: string, hint?: string): Command =>
    ({ id, label, group, ...(hint === undefined ? {} : { hint }), run: () => { act(id); } });
  return [
    ...(row ? ofConversation(row, me, desk.team).map(([id, label, hint]) => command('Conversation', id, label, hint)) : []),
    ...desk.conversations.filter(({ lastMessage }) => lastMessage !== null).map((summary): Command => {
      const content = summary.lastMessage?.content;
      return { id: `open:${summary.id}`, group: 'Conversations', label: counterpart(summary, me.id, true).name, hint: content?.kind === 'text' ? content.text : '', run: () => { open(summary.id); } };
    }),
    command('Go to', 'inbox', 'Inbox'),
    command('Go to', 'people', 'On the site now'),
    command('Go to', 'reports', 'Reports'),
    command('Go to', 'replies', 'Saved replies'),
    command('Go to', 'settings', 'Settings'),
    command('Go to', 'search', 'Search'),
    command('Go to', 'next', 'Next conversation'),
    command('Go to', 'previous', 'Previous conversation'),
    command('Desk', 'help', 'Keyboard shortcuts'),
    command('Desk', 'sign-out', 'Sign out'),
  ];
}

function ofConversation(row: Summary, me: User, team: readonly User[]): [id: string, label: string, hint?: string][] {
  const now = Date.now();
  return [
    ['reply', 'Write a reply'],
    ['note', 'Write a private note'],
    ...(row.assignee === me.id ? [] : [['assign-me', row.assignee === undefined ? 'Assign to me' : 'Take over'] as [string, string]]),
    ...(row.assignee === undefined ? [] : [['assign-nobody', 'Assign to nobody'] as [string, string]]),
    ...team.filter(({ id }) => id !== me.id && id !== row.assignee).map(({ id, name }): [string, string] => [`assign:${id}`, `Assign to ${name}`]),
    ['resolve', row.state === 'resolved' ? 'Reopen' : 'Resolve'],
    ...(row.snoozedUntil === undefined ? [] : [['wake', 'Do not snooze any more'] as [string, string]]),
    ...snoozeChoices(now).map(({ id, label, at }): [string, string, string] => [`snooze:${id}`, `Snooze: ${label.toLowerCase()}`, returnTime(at, now)]),
    ['snooze:pick', 'Snooze: pick a time'],
    ...row.people.filter(({ role }) => role === 'visitor').map(({ name, blocked }): [string, string] => (blocked ? ['unblock', `Unblock ${name}`] : ['block', `Block ${name}`])),
  ];
}
