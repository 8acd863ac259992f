import { expect, test } from 'vitest';
import type { Snapshot, Summary } from '../protocol/records.ts';
import { firstUnread } from './first-unread.ts';

/** Messages 1 … by their authors. */
function conversation(authors: readonly string[], role: 'visitor' | 'staff' = 'visitor'): Snapshot {
  return {
    id: 'c', kind: 'support', title: '', version: authors.length, lastSeq: authors.length, watermarks: { deliveredSeq: 0, readSeq: 0 },
    people: [{ id: 'me', name: 'Me', kind: role, role }, { id: 'ana', name: 'Ana', kind: 'staff', role: 'staff' }],
    messages: authors.map((from, index) => ({ seq: index + 1, clientId: `c${index}`, from, at: 1, content: { kind: 'text', text: 'x' } })),
  };
}
const summary = (state: Snapshot, unread: number): Summary => ({ ...state, unread, lastMessage: null });

test('unread messages of the summary are counted back over those of others', () => {
  const state = conversation(['me', 'ana', 'me', 'ana', 'ana']);
  expect(firstUnread(state, { summary: summary(state, 2), readSeq: 0, me: 'me' }, false)).toBe(4);
});

test('while the summary is ahead of what is known, nothing is known', () => {
  expect(firstUnread(conversation(['me']), { summary: summary(conversation(['me', 'ana']), 1), readSeq: 0, me: 'me' }, false)).toBeUndefined();
});

test('where the list of the last visit has nothing unread, everything since that visit is new, once it is here', () => {
  const former = summary(conversation(['me', 'ana']), 0);
  const state = conversation(['me', 'ana', 'ana', 'ana']);
  expect(firstUnread(state, { summary: former, readSeq: 2, me: 'me' }, false)).toBeUndefined();
  expect(firstUnread(state, { summary: former, readSeq: 2, me: 'me' }, true)).toBe(3);
  expect(firstUnread(conversation(['me', 'ana', 'me']), { summary: former, readSeq: 2, me: 'me' }, true)).toBe(0);
});

test('a device that was never here, and staff whose colleagues read for them, have no such line', () => {
  const state = conversation(['ana', 'ana']);
  expect(firstUnread(state, { summary: undefined, readSeq: 0, me: 'me' }, true)).toBe(0);
  expect(firstUnread(conversation(['me', 'ana'], 'staff'), { summary: undefined, readSeq: 1, me: 'me' }, true)).toBe(0);
});
