import { expect, test } from 'vitest';
import type { Timeline, TimelineItem } from '../../client/api.ts';
import { Store } from '../../client/store.ts';
import { firstSince } from './first-since.ts';

const item = (seq: number): TimelineItem => ({ key: `seq:${seq}`, own: false, message: { seq, clientId: 'c', from: 'other-001', at: seq * 10, content: { kind: 'text', text: '' } } });

/** Of `count` messages, one each 10 ms, the last `loaded` are there, and as many more come with each page. */
function conversation(count: number, loaded: number) {
  const all = Array.from({ length: count }, (_, index) => item(index + 1));
  const from = (start: number): Timeline => ({ items: all.slice(Math.max(0, start)), hasOlder: start > 0, loading: false });
  let start = count - loaded;
  const timeline = new Store(from(start));
  return { timeline, loadOlder: async () => { start -= loaded; timeline.set(from(start)); } };
}

test('the first message of a day is found however far back it lies, and no further is loaded', async () => {
  const long = conversation(100, 10);
  expect(await firstSince(long, 345)).toBe(35);
  expect(long.timeline.value.items[0]?.message.seq).toBe(31);
  expect(await firstSince(conversation(100, 10), 340)).toBe(34);
});

test('before all it is the first, after all the last, and of none it is nothing', async () => {
  expect(await firstSince(conversation(25, 10), 0)).toBe(1);
  expect(await firstSince(conversation(25, 10), 999)).toBe(25);
  expect(await firstSince(conversation(0, 10), 5)).toBeUndefined();
});

test('history that brings nothing is not asked for again', async () => {
  const { timeline } = conversation(100, 10);
  let asked = 0;
  expect(await firstSince({ timeline, loadOlder: async () => { asked += 1; } }, 0)).toBe(91);
  expect(asked).toBe(1);
});
