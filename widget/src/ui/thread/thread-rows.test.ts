import { expect, test } from 'vitest';
import type { MessageStatus, TimelineItem } from '../../client/api.ts';
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

const minuteMs = 60_000;

function item(seq: number, from: string, at: number, status?: MessageStatus): TimelineItem {
  return { key: `seq:${seq}`, own: status !== undefined, ...(status ? { status } : {}), message: { seq, clientId: `c${seq}`, from, at, content: { kind: 'text', text: 'x' } } };
}
/** One word a row: day, new, or a message with `[` where a group begins and `]` where it ends. */
const shape = (items: readonly TimelineItem[], firstUnreadSeq = 0): string[] =>
  threadRows(items, firstUnreadSeq).map((row) => (row.kind === 'message' ? `${row.isFirst ? '[' : ''}${row.item.message.seq}${row.isLast ? ']' : ''}` : row.kind));

test('messages of one person within minutes are a group', () => {
  expect(shape([item(1, 'ana', noon), item(2, 'ana', noon + minuteMs), item(3, 'tom', noon + 2 * minuteMs), item(4, 'tom', noon + 20 * minuteMs)]))
    .toEqual(['day', '[1', '2]', '[3]', '[4]']);
});

test('another day and what is new begin with a line, and a group ends before each', () => {
  const nextDay = noon + 24 * 60 * minuteMs;
  expect(shape([item(1, 'ana', noon), item(2, 'ana', noon + minuteMs), item(3, 'ana', nextDay)], 2)).toEqual(['day', '[1]', 'new', '[2]', 'day', '[3]']);
});

test('a group has one tick that is true of all of it; what failed stands alone', () => {
  expect(shape([item(1, 'me', noon, 'read'), item(2, 'me', noon, 'sent'), item(3, 'me', noon, 'sent'), item(4, 'me', noon, 'failed'), item(5, 'me', noon, 'failed')]))
    .toEqual(['day', '[1]', '[2', '3]', '[4]', '[5]']);
});

test('every row has a key of its own, also where the clocks of people differ', () => {
  const rows = threadRows([item(1, 'ana', noon), item(2, 'tom', noon - 24 * 60 * minuteMs), item(3, 'ana', noon)], 0);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
