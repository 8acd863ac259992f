import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BusinessHours } from '../../protocol/site-facts.ts';
import { OpeningWatch } from './opening-watch.ts';

const minuteMs = 60_000;
const monday = (hour: number, minute = 0): number => new Date(2026, 10, 23, hour, minute).getTime();
const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
/** Monday and Tuesday, 9 to 17. */
const hours: BusinessHours = { zone, open: [0, 1].map((day) => ({ from: (day * 24 + 9) * 60, to: (day * 24 + 17) * 60 })) };

beforeEach(() => { vi.useFakeTimers({ now: monday(16) }); });
afterEach(() => { vi.useRealTimers(); });

/** A host that updates when it is asked to, as an element does. */
function watched(of: BusinessHours | undefined) {
  const shown: unknown[] = [];
  const host = { addController: () => undefined, removeController: () => undefined, updateComplete: Promise.resolve(true), requestUpdate: () => { update(); } };
  const watch = new OpeningWatch(host, () => of);
  const update = (): void => {
    watch.hostUpdate();
    shown.push(watch.value);
  };
  update();
  return { watch, shown };
}

test('the host is drawn anew when it closes, at midnight, and when it opens, with one timer', () => {
  const { shown } = watched(hours);
  const closed = { isOpen: false, at: monday(33) };
  expect(shown).toEqual([{ isOpen: true, until: monday(17) }]);
  vi.advanceTimersByTime(60 * minuteMs - 1);
  expect(shown).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(shown.slice(1)).toEqual([closed]);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(7 * 60 * minuteMs);
  expect(shown.slice(2)).toEqual([closed]);
  vi.advanceTimersByTime(9 * 60 * minuteMs);
  expect(shown.slice(3)).toEqual([{ isOpen: true, until: monday(41) }]);
});

test('nothing waits where no hours are told, nor after the host has left; one that comes back looks anew', () => {
  watched(undefined);
  expect(vi.getTimerCount()).toBe(0);
  const { watch, shown } = watched(hours);
  watch.hostDisconnected();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(monday(18));
  watch.hostUpdate();
  expect([shown.length, watch.value]).toEqual([1, { isOpen: false, at: monday(33) }]);
});
