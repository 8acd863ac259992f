import { expect, test } from 'vitest';
import type { TimelineItem } from '../../client/api.ts';
import { threadRows, type Aside } from './thread-rows.ts';

const noon = new Date(2026, 4, 4, 12).getTime();
const said = (seq: number, minute: number): TimelineItem => ({
  key: `seq:${seq}`, own: false, message: { seq, clientId: '', from: 'anotherone', at: noon + minute * 60_000, content: { kind: 'text', text: 'Hello' } },
});
const aside = (key: string, minute: number): Aside => ({ key, at: noon + minute * 60_000, draw: () => key });
const shown = (items: TimelineItem[], asides: Aside[]): string[] => threadRows(items, 0, asides).map((row) => (row.kind === 'day' ? 'day' : row.key));

test('asides stand between messages by their time, the latest after all of them', () => {
  expect(shown([said(1, 0), said(2, 4)], [aside('a', -1), aside('b', 2), aside('c', 9)])).toEqual(['day', 'a', 'seq:1', 'b', 'seq:2', 'c']);
});

test('an aside ends a group of messages', () => {
  const groups = threadRows([said(1, 0), said(2, 1), said(3, 2)], 0, [aside('a', 1.5)]).flatMap((row) => (row.kind === 'message' ? [[row.isFirst, row.isLast]] : []));
  expect(groups).toEqual([[true, false], [false, true], [true, true]]);
});

test('an aside of another day has its day above it', () => {
  expect(shown([said(1, 0)], [aside('a', 24 * 60)])).toEqual(['day', 'seq:1', 'day', 'a']);
  expect(shown([], [aside('a', 0)])).toEqual(['day', 'a']);
});
