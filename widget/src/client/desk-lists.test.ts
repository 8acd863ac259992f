import { expect, test } from 'vitest';
import { deskLists } from '../protocol/desk.ts';
import type { Summary } from '../protocol/records.ts';
import { deskCount, inDeskList } from './desk-lists.ts';

const message = { seq: 1, clientId: 'c', from: 'visitor-1', at: 1, content: { kind: 'text' as const, text: 'hello' } };
const row = (change: Partial<Summary>): Summary => ({
  id: 'conversation', kind: 'support', title: '', version: 1, lastSeq: 1, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 }, state: 'open', unread: 0, lastMessage: message, ...change,
});
const listsOf = (change: Partial<Summary>) => deskLists.filter((list) => inDeskList(row(change), list, 'staff-me'));

test('a conversation is in the lists that its state, its assignee and its snooze say', () => {
  expect(listsOf({})).toEqual(['unassigned', 'all']);
  expect(listsOf({ assignee: 'staff-me' })).toEqual(['mine', 'all']);
  expect(listsOf({ assignee: 'staff-other' })).toEqual(['all']);
  expect(listsOf({ assignee: 'staff-me', snoozedUntil: 9 })).toEqual(['snoozed']);
  expect(listsOf({ assignee: 'staff-me', state: 'resolved' })).toEqual(['resolved']);
  expect(listsOf({ lastMessage: null })).toEqual([]);
});

test('mine counts what is assigned to oneself', () => {
  const counts = { all: 5, unassigned: 2, snoozed: 1, resolved: 7, assigned: { 'staff-me': 3 } };
  expect(deskLists.map((list) => deskCount(counts, list, 'staff-me'))).toEqual([3, 2, 5, 1, 7]);
  expect(deskCount(counts, 'mine', 'staff-new')).toBe(0);
});
