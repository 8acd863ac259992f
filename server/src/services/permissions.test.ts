import { defaultPermissions, type Permissions } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { LiveConversations, type LiveConversation } from './live-conversations.ts';
import { actingMember, authorise, permissionTable, type Action } from './permissions.ts';
import type { ConversationRow, MemberRow, Store } from '../store/store.ts';
import type { Session } from './ports.ts';

const session = (userId: number, kind: Session['kind'], siteId = 1): Session => ({
  siteId, siteKey: `site-${siteId}`, userId, user: `user-${userId}`, kind, deviceId: userId, device: `device-${userId}`, expiresAt: Infinity, isBlocked: false,
});
const member = (userId: number, role: MemberRow['role']): MemberRow => ({
  userId, uid: `user-${userId}`, kind: role === 'team' ? 'team' : 'visitor', role, deliveredSeq: 0, readSeq: 0, toldSeq: null, joinedSeq: 0, pinned: false, mutedUntil: 0, archivedSeq: 0,
});
function conversation(kind: ConversationRow['kind'], members: MemberRow[], blockers: readonly number[] = [], permissions = defaultPermissions): LiveConversation {
  const row: ConversationRow = { id: 1, uid: 'conversation-1', siteId: 1, kind, title: '', state: 'open', assignee: null, snoozedUntil: null, version: 0, lastSeq: 0, lastMessage: null, members, blockers, permissions };
  return new LiveConversations({ store: {} as Store }).adopt(row);
}
const support = conversation('support', [member(1, 'visitor'), member(99, 'team')]);
const direct = conversation('direct', [member(1, 'member'), member(7, 'member')]);

const group = conversation('group', [member(1, 'owner'), member(2, 'admin'), member(3, 'member'), member(7, 'member')]);
/** What there is to do in groups alone. */
const inNoGroup = { 'leave': 'forbidden', 'add': 'forbidden', 'remove': 'forbidden', 'set-role': 'forbidden', 'rename': 'forbidden', 'invite': 'forbidden', 'set-permissions': 'forbidden' };

const verdict = (act: () => void): string => {
  try { act(); } catch (error) { return (error as { code: string }).code; }
  return 'ok';
};
const actions = Object.keys(permissionTable) as Action[];
const all = (asker: Session, live: LiveConversation | undefined, author?: string) => new Set(actions.map((action) => verdict(() => { authorise(asker, live, action, author); })));

test('for outsiders nothing exists: other visitors, other sites, other sites\' staff, staff outside support', () => {
  const outsiders: [Session, LiveConversation | undefined][] = [
    [session(2, 'visitor'), support], [session(2, 'customer'), direct], [session(1, 'visitor', 2), support], [session(8, 'staff', 2), support],
    [session(8, 'staff'), direct], [session(1, 'visitor'), undefined], [session(8, 'staff'), undefined],
  ];
  for (const [asker, live] of outsiders) expect(all(asker, live, asker.user)).toEqual(new Set(['not-found']));
});

test('members do what the table says, with their own messages only', () => {
  const may = (author: string) => Object.fromEntries(actions.map((action) => [action, verdict(() => { authorise(session(1, 'visitor'), support, action, author); })]));
  expect(may('user-1')).toEqual({ 'read': 'ok', 'send': 'ok', 'edit': 'ok', 'delete': 'ok', 'react': 'ok', 'receipt': 'ok', 'arrange': 'ok', 'star': 'ok', 'set-state': 'forbidden', 'assign': 'forbidden', 'snooze': 'forbidden', 'note': 'forbidden', 'events': 'forbidden', ...inNoGroup });
  expect(may('user-8')).toMatchObject({ edit: 'forbidden', delete: 'forbidden', read: 'ok' });
});

test('staff of the site do everything in support without being members but arrange it in a list of theirs or star in it, and never change what others wrote', () => {
  const may = (action: Action, author: string) => verdict(() => { authorise(session(8, 'staff'), support, action, author); });
  for (const action of actions) expect(may(action, 'user-8'), action).toBe(action === 'arrange' || action === 'star' || action in inNoGroup ? 'forbidden' : 'ok');
  expect(may('edit', 'user-1')).toBe('forbidden');
  expect(may('delete', 'user-1')).toBe('ok');
});

test('staff act as the team in support and as themselves elsewhere', () => {
  expect(actingMember(session(8, 'staff'), support).userId).toBe(99);
  expect(actingMember(session(7, 'staff'), direct).userId).toBe(7);
  expect(actingMember(session(1, 'visitor'), support).userId).toBe(1);
});

test('who is blocked does what the table says, still learns nothing of others, and is no other member', () => {
  const blocked = { ...session(1, 'visitor'), isBlocked: true };
  const may = Object.fromEntries(actions.map((action) => [action, verdict(() => { authorise(blocked, support, action, 'user-1'); })]));
  expect(may).toEqual({ 'read': 'ok', 'send': 'blocked', 'edit': 'blocked', 'delete': 'ok', 'react': 'blocked', 'receipt': 'ok', 'arrange': 'ok', 'star': 'ok', 'set-state': 'forbidden', 'assign': 'forbidden', 'snooze': 'forbidden', 'note': 'forbidden', 'events': 'forbidden', ...inNoGroup });
  expect(all({ ...session(2, 'visitor'), isBlocked: true }, support, 'user-2')).toEqual(new Set(['not-found']));
  expect(verdict(() => { authorise(session(7, 'visitor'), direct, 'send'); })).toBe('ok');
});

test('in a group every member may leave, its owner and admins run it, and its owner alone gives roles; elsewhere nobody does', () => {
  const of = (asker: Session, live: LiveConversation) => Object.fromEntries(Object.keys(inNoGroup).map((action) => [action, verdict(() => { authorise(asker, live, action as Action); })]));
  const managing = { 'leave': 'ok', 'add': 'ok', 'remove': 'ok', 'set-role': 'forbidden', 'rename': 'ok', 'invite': 'ok', 'set-permissions': 'ok' };
  expect(of(session(1, 'visitor'), group)).toEqual({ ...managing, 'set-role': 'ok' });
  expect(of(session(2, 'customer'), group)).toEqual(managing);
  // A member of the staff is one among others.
  for (const asker of [session(3, 'visitor'), session(7, 'staff')]) expect(of(asker, group)).toEqual({ ...inNoGroup, 'leave': 'ok' });
  expect(all(session(8, 'staff'), group)).toEqual(new Set(['not-found']));
  for (const live of [direct, support]) expect(of(session(1, 'visitor'), live)).toEqual(inNoGroup);
  expect(of({ ...session(1, 'visitor'), isBlocked: true }, group)).toEqual({ 'leave': 'ok', 'add': 'blocked', 'remove': 'blocked', 'set-role': 'blocked', 'rename': 'blocked', 'invite': 'blocked', 'set-permissions': 'blocked' });
});

test('what happens in a conversation is for every member of a group, and in support for the team', () => {
  const may = (asker: Session, live: LiveConversation) => verdict(() => { authorise(asker, live, 'events'); });
  expect([may(session(3, 'visitor'), group), may({ ...session(3, 'visitor'), isBlocked: true }, group), may(session(7, 'staff'), group)]).toEqual(['ok', 'ok', 'ok']);
  expect([may(session(8, 'staff'), support), may(session(1, 'visitor'), support), may(session(1, 'visitor'), direct)]).toEqual(['ok', 'forbidden', 'forbidden']);
});

test('where one of two has blocked the other, both do what the table says, and who is no member learns nothing of it', () => {
  const apart = conversation('direct', [member(1, 'member'), member(7, 'member')], [7]);
  for (const userId of [1, 7]) {
    const may = Object.fromEntries(actions.map((action) => [action, verdict(() => { authorise(session(userId, 'visitor'), apart, action, `user-${userId}`); })]));
    expect(may).toEqual({ 'read': 'ok', 'send': 'forbidden', 'edit': 'forbidden', 'delete': 'ok', 'react': 'forbidden', 'receipt': 'ok', 'arrange': 'ok', 'star': 'ok', 'set-state': 'forbidden', 'assign': 'forbidden', 'snooze': 'forbidden', 'note': 'forbidden', 'events': 'forbidden', ...inNoGroup });
  }
  expect(all(session(2, 'visitor'), apart, 'user-2')).toEqual(new Set(['not-found']));
});

test('what a group leaves to its owner and admins is not for its other members, and what it leaves to all is; nothing else moves by it', () => {
  const people = [member(1, 'owner'), member(2, 'admin'), member(3, 'member')];
  const may = (userId: number, permissions: Permissions) => Object.fromEntries(actions.map((action) => [action, verdict(() => { authorise(session(userId, 'visitor'), conversation('group', people, [], permissions), action, `user-${userId}`); })]));
  const strict: Permissions = { send: 'admins', add: 'admins', rename: 'admins' };
  const free: Permissions = { send: 'all', add: 'all', rename: 'all' };
  expect(may(3, free)).toEqual({ ...may(3, strict), 'send': 'ok', 'edit': 'ok', 'add': 'ok', 'invite': 'ok', 'rename': 'ok' });
  expect(may(3, strict)).toMatchObject({ 'send': 'forbidden', 'edit': 'forbidden', 'add': 'forbidden', 'invite': 'forbidden', 'rename': 'forbidden', 'react': 'ok', 'delete': 'ok', 'read': 'ok', 'leave': 'ok', 'remove': 'forbidden', 'set-permissions': 'forbidden' });
  for (const userId of [1, 2]) expect(may(userId, strict), `${userId}`).toEqual(may(userId, free));
  for (const [rule, those] of [['send', ['send', 'edit']], ['add', ['add', 'invite']], ['rename', ['rename']]] as const) {
    expect(actions.filter((action) => may(3, free)[action] !== may(3, { ...free, [rule]: 'admins' })[action])).toEqual(those);
  }
  // What a row of another kind may hold says nothing.
  expect(verdict(() => { authorise(session(1, 'visitor'), conversation('direct', [member(1, 'member'), member(7, 'member')], [], strict), 'send'); })).toBe('ok');
});
