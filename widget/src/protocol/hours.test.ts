/// <reference lib="esnext.temporal" />
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openingAt } from './hours.ts';
import type { BusinessHours } from './site-facts.ts';

const minutesPerDay = 1440;
const weekMs = 7 * minutesPerDay * 60_000;
const day = (index: number, from: number, to: number) => ({ from: index * minutesPerDay + from * 60, to: index * minutesPerDay + to * 60 });
const weekdays = [0, 1, 2, 3, 4].map((index) => day(index, 9, 17));
const at = (zoned: string): number => Temporal.ZonedDateTime.from(zoned).epochMilliseconds;
const berlin = (open: BusinessHours['open']): BusinessHours => ({ zone: 'Europe/Berlin', open });

test('within the hours it is open until they end, before and after them closed until they begin again', () => {
  const hours = berlin(weekdays);
  expect(openingAt(hours, at('2026-11-24T09:00[Europe/Berlin]'))).toEqual({ isOpen: true, until: at('2026-11-24T17:00[Europe/Berlin]') });
  expect(openingAt(hours, at('2026-11-24T08:59:59[Europe/Berlin]'))).toEqual({ isOpen: false, at: at('2026-11-24T09:00[Europe/Berlin]') });
  expect(openingAt(hours, at('2026-11-24T17:00[Europe/Berlin]'))).toEqual({ isOpen: false, at: at('2026-11-25T09:00[Europe/Berlin]') });
  expect(openingAt(hours, at('2026-11-27T18:00[Europe/Berlin]'))).toEqual({ isOpen: false, at: at('2026-11-30T09:00[Europe/Berlin]') });
});

test('hours pass midnight, and the end of the week', () => {
  const hours = berlin([day(6, 22, 26)]);
  expect(openingAt(hours, at('2026-11-30T01:00[Europe/Berlin]'))).toEqual({ isOpen: true, until: at('2026-11-30T02:00[Europe/Berlin]') });
  expect(openingAt(hours, at('2026-11-30T02:00[Europe/Berlin]'))).toEqual({ isOpen: false, at: at('2026-12-06T22:00[Europe/Berlin]') });
});

test('what follows without a gap is one span; day and night is no span with an end', () => {
  const allDays = [0, 1, 2, 3, 4, 5, 6].map((index) => day(index, 0, 24));
  expect(openingAt(berlin(allDays.slice(0, 3)), at('2026-11-23T12:00[Europe/Berlin]'))).toEqual({ isOpen: true, until: at('2026-11-26T00:00[Europe/Berlin]') });
  expect(openingAt(berlin(allDays), at('2026-11-29T23:59[Europe/Berlin]'))).toEqual({ isOpen: true });
});

test('they follow the clock of their zone when it is put forward and back', () => {
  const hours = berlin([...weekdays, day(6, 1, 4)]);
  // 29 March 2026: from 2 to 3 there is no time; 25 October: from 2 to 3 twice.
  expect(openingAt(hours, at('2026-03-27T17:00[Europe/Berlin]'))).toEqual({ isOpen: false, at: Date.UTC(2026, 2, 29, 0) });
  expect(openingAt(hours, Date.UTC(2026, 2, 29, 1, 30))).toEqual({ isOpen: true, until: Date.UTC(2026, 2, 29, 2) });
  expect(openingAt(hours, Date.UTC(2026, 9, 25, 0))).toEqual({ isOpen: true, until: Date.UTC(2026, 9, 25, 3) });
  expect(openingAt(hours, Date.UTC(2026, 9, 25, 3))).toEqual({ isOpen: false, at: Date.UTC(2026, 9, 26, 8) });
});

test('what the clock skips is not open that day', () => {
  const hours = berlin([{ from: 6 * minutesPerDay + 150, to: 6 * minutesPerDay + 180 }]);
  expect(openingAt(hours, at('2026-03-27T12:00[Europe/Berlin]'))).toEqual({ isOpen: false, at: at('2026-04-05T02:30[Europe/Berlin]') });
});

test('a zone that is not known here, and hours without a span, say nothing', () => {
  expect(openingAt({ zone: 'Europe/Atlantis', open: weekdays }, 0)).toBeUndefined();
  expect(openingAt(berlin([]), 0)).toBeUndefined();
});

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Africa/Casablanca', 'America/Santiago'];
const hoursAnywhere = fc.record({
  zone: fc.constantFrom(...zones),
  // Ends of spans at distinct minutes, which are paired; where the first is at a beginning of the week that lies elsewhere, the last passes its end.
  open: fc.tuple(fc.uniqueArray(fc.integer({ min: 0, max: 7 * minutesPerDay - 1 }), { minLength: 2, maxLength: 12 }), fc.boolean()).map(([minutes, isTurned]) => {
    const ends = minutes.sort((a, b) => a - b).slice(0, minutes.length - (minutes.length % 2));
    if (isTurned) ends.push((ends.shift() ?? 0) + 7 * minutesPerDay);
    return Array.from({ length: ends.length / 2 }, (_, index) => ({ from: ends[2 * index] ?? 0, to: ends[2 * index + 1] ?? 0 }));
  }),
});

/** By another road: each span of a year's weeks, as the platform's own calendar places it. */
function spansBy({ zone, open }: BusinessHours, now: number): { from: number; to: number }[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 }).toPlainDateTime();
  const moment = (week: number, minutes: number): number => monday.add({ days: 7 * week }).add({ minutes }).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  return [-2, -1, 0, 1, 2, 3].flatMap((week) => open.map(({ from, to }) => ({ from: moment(week, from), to: moment(week, to) })));
}

test('at any moment, in any zone and any hours, it is as the calendar says', () => {
  fc.assert(fc.property(hoursAnywhere, fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2034, 0) }), (hours, now) => {
    const spans = spansBy(hours, now);
    const isIn = (moment: number): boolean => spans.some(({ from, to }) => from <= moment && moment < to);
    const found = openingAt(hours, now);
    expect(found?.isOpen).toBe(isIn(now));
    // The state changes there, and nowhere before.
    const change = found?.isOpen ? found.until : found?.at;
    if (change === undefined) return;
    expect(change).toBeGreaterThan(now);
    expect(isIn(change)).toBe(!isIn(now));
    const ends = spans.flatMap(({ from, to }) => [from, to]).filter((moment) => moment > now && moment < change);
    expect(ends.filter((moment) => isIn(moment) !== isIn(now))).toEqual([]);
    expect(change - now).toBeLessThanOrEqual(2 * weekMs);
  }), { numRuns: 1_000 });
});
