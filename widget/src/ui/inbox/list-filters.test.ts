import { expect, test } from 'vitest';
import type { Summary } from '../../client/api.ts';
import { filtered, offeredFilters, type Filter } from './list-filters.ts';

const now = 1_000_000;
const summary = (id: string, change: Partial<Summary> = {}): Summary => ({
  id, kind: 'direct', title: '', version: 1, lastSeq: 5, people: [], watermarks: { deliveredSeq: 5, readSeq: 5 }, unread: 0, lastMessage: null, ...change,
});
const list = [
  summary('pinned', { pinned: true }), summary('unread', { unread: 2 }), summary('group', { kind: 'group' }),
  summary('away', { archivedSeq: 5, unread: 1 }), summary('away-group', { kind: 'group', archivedSeq: 3, mutedUntil: now + 1 }), summary('back', { archivedSeq: 4 }),
];
const ids = (filter: Filter): string[] => filtered(list, filter, now).map(({ id }) => id);

test('what is put away shows under Archived alone, and all keep their order', () => {
  expect(ids('all')).toEqual(['pinned', 'unread', 'group', 'back']);
  expect(ids('unread')).toEqual(['unread']);
  expect(ids('groups')).toEqual(['group']);
  expect(ids('archived')).toEqual(['away', 'away-group']);
});

test('filters are offered for a long list, or as soon as something is archived', () => {
  const plain = (count: number): Summary[] => Array.from({ length: count }, (_, index) => summary(`${index}`));
  expect(offeredFilters(plain(8), now)).toEqual([]);
  expect(offeredFilters(plain(9), now)).toEqual(['all', 'unread']);
  expect(offeredFilters([...plain(8), summary('group', { kind: 'group' })], now)).toEqual(['all', 'unread', 'groups']);
  expect(offeredFilters([summary('away', { archivedSeq: 5 })], now)).toEqual(['all', 'unread', 'archived']);
  expect(offeredFilters(list, now)).toEqual(['all', 'unread', 'groups', 'archived']);
});
