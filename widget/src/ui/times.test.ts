import { expect, test } from 'vitest';
import { listTime } from './list-time.ts';
import { ago, dayName } from './times.ts';

const now = new Date(2026, 10, 24, 9, 30).getTime();
const at = (...parts: [number, number, number, number?]): number => new Date(...parts).getTime();

test('a row of a list has the time today, "Yesterday", the weekday of this week, the day of this year, the whole date before', () => {
  expect(listTime(at(2026, 10, 24, 8), now)).toMatch(/^0?8:00/);
  expect(listTime(at(2026, 10, 23, 23), now)).toBe('Yesterday');
  expect(listTime(at(2026, 10, 20, 12), now)).toBe('Fri');
  expect(listTime(at(2026, 10, 10, 12), now)).toMatch(/^(10 Nov|Nov 10)$/);
  expect(listTime(at(2025, 10, 10, 12), now)).toMatch(/25$/);
});

test('yesterday is the day before, not 24 hours before', () => {
  expect(dayName(at(2026, 10, 23, 0), at(2026, 10, 24, 23))).toBe('Yesterday');
  expect(dayName(at(2026, 10, 22, 23), at(2026, 10, 24, 0))).toMatch(/Sunday/);
  expect(dayName(at(2025, 10, 22, 23), now)).toMatch(/2025/);
});

test('what has just been is a minute ago, and the future is now', () => {
  expect(ago(now, now)).toBe('1 minute ago');
  expect(ago(now + 5_000, now)).toBe('1 minute ago');
  expect(ago(now - 3 * 3_600_000, now)).toBe('3 hours ago');
  expect(ago(now - 26 * 3_600_000, now)).toBe('yesterday');
});
