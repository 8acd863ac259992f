import type { DeskEntry } from '@foyer-chat/widget/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeskVisits } from './desk-visits.ts';
import type { Publisher } from './ports.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function desks(watched: ReadonlySet<number> = new Set([1, 2])) {
  const told: [number, ...DeskEntry[]][] = [];
  const cleared: number[] = [];
  const publisher = {
    hasDesk: (siteId: number) => watched.has(siteId), desk: (siteId: number, ...entries: DeskEntry[]) => { told.push([siteId, ...entries]); },
    clearDesk: (siteId: number) => { cleared.push(siteId); },
  };
  return { visits: new DeskVisits({ publisher: publisher as unknown as Publisher }), told, cleared };
}

const came = (user: string, online = true) => ({ kind: 'presence', user, online } as const);
const on = (user: string, url: string, context?: Record<string, string>) => ({ kind: 'visitor', user, page: { url, title: '', at: 1 }, ...(context ? { context } : {}) } as const);

test('the first is told at once, what follows in one go, of each person the latest', () => {
  const { visits, told } = desks();
  visits.tell(1, came('ada'));
  expect(told).toEqual([[1, came('ada')]]);
  for (const url of ['a', 'b', 'c']) for (const user of ['ada', 'bob']) visits.tell(1, on(user, url));
  visits.tell(2, on('eve', 'x'));
  vi.advanceTimersByTime(250);
  expect(told.slice(1)).toEqual([[2, on('eve', 'x')], [1, on('ada', 'c'), on('bob', 'c')]]);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});

test('what became so last is told last: who has left is on no page', () => {
  const { visits, told } = desks();
  visits.tell(1, came('first'));
  visits.tell(1, came('ada'));
  visits.tell(1, on('ada', 'a'));
  visits.tell(1, came('ada', false));
  vi.advanceTimersByTime(250);
  expect(told.at(-1)).toEqual([1, on('ada', 'a'), came('ada', false)]);
});

test('a context is not lost when another page follows it', () => {
  const { visits, told } = desks();
  visits.tell(1, came('first'));
  visits.tell(1, on('ada', 'a', { plan: 'gold' }));
  visits.tell(1, on('ada', 'b'));
  vi.advanceTimersByTime(250);
  visits.tell(1, on('ada', 'c', { plan: 'silver' }));
  visits.tell(1, on('ada', 'd', { plan: 'none' }));
  visits.stop();
  expect(told.slice(1)).toEqual([[1, on('ada', 'b', { plan: 'gold' })], [1, on('ada', 'd', { plan: 'none' })]]);
});

test('of somebody who is forgotten nothing is told that was still to be told', () => {
  const { visits, told, cleared } = desks();
  visits.tell(1, came('first'));
  visits.tell(1, came('ada'));
  visits.tell(1, on('ada', 'a'));
  visits.tell(1, on('bob', 'b'));
  visits.forget(1, 'ada');
  vi.advanceTimersByTime(250);
  expect([told.at(-1), cleared]).toEqual([[1, on('bob', 'b')], [1]]);
});

test('where nobody watches nothing is kept', () => {
  const { visits, told } = desks(new Set());
  visits.tell(1, came('ada'));
  vi.advanceTimersByTime(10_000);
  visits.stop();
  expect([told, vi.getTimerCount()]).toEqual([[], 0]);
});
