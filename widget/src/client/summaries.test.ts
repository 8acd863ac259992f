import { expect, test } from 'vitest';
import { limits, type Summary } from '../protocol/index.ts';
import { isArchived } from './arrangement.ts';
import { unreadOf, withArranged, withSummaries } from './summaries.ts';

const row = (id: string, at: number, more: Partial<Summary> = {}): Summary => ({
  id, kind: 'direct', title: '', version: 1, lastSeq: 5, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 }, unread: 1,
  lastMessage: { seq: 5, clientId: 'c', from: 'other-001', at, content: { kind: 'text', text: '' } }, ...more,
});
const ids = (list: readonly Summary[]): string[] => list.map(({ id }) => id);

test('pinned conversations come first, each kind by its latest message', () => {
  const list = withSummaries([], [row('a', 1, { pinned: true }), row('b', 2, { pinned: true }), row('c', 3), row('d', 4)]);
  expect(ids(list)).toEqual(['b', 'a', 'd', 'c']);
  expect(ids(withArranged(list, new Map([['b', { pinned: false }], ['c', { pinned: true }]])))).toEqual(['c', 'a', 'd', 'b']);
});

test('muted and archived conversations are not counted', () => {
  const now = 1_000;
  expect(unreadOf([row('a', 1), row('b', 1, { mutedUntil: now + 1 }), row('c', 1, { mutedUntil: now }), row('d', 1, { archivedSeq: 5 })], now)).toBe(2);
});

test('an archived conversation comes back with the next message, a muted one stays', () => {
  expect(isArchived(row('a', 1, { archivedSeq: 5 }), 1)).toBe(true);
  expect(isArchived(row('a', 1, { archivedSeq: 4 }), 1)).toBe(false);
  expect(isArchived(row('a', 1, { archivedSeq: 4, mutedUntil: limits.mutedForGood }), 1)).toBe(true);
  expect(isArchived(row('a', 1, { archivedSeq: 0, mutedUntil: limits.mutedForGood }), 1)).toBe(false);
});
