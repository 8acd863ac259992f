import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursFrom } from './business-hours.ts';
import { UsageError } from './usage.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const minutesPerDay = 1440;
const at = (day: number, hour: number, minute = 0): number => day * minutesPerDay + hour * 60 + minute;

test('days, several times a day and a zone are read', () => {
  expect(hoursFrom('Tue-Wed 09:00-12:30 13:30-17:00, saturday 10:00–14:00 europe/berlin')).toEqual({
    zone: 'Europe/Berlin',
    open: [
      { from: at(1, 9), to: at(1, 12, 30) }, { from: at(1, 13, 30), to: at(1, 17) }, { from: at(2, 9), to: at(2, 12, 30) }, { from: at(2, 13, 30), to: at(2, 17) },
      { from: at(5, 10), to: at(5, 14) },
    ],
  });
});

test('times pass midnight and days the end of the week', () => {
  expect(hoursFrom('Sat-Mon 22:00-2:00 UTC').open).toEqual([{ from: at(0, 22), to: at(1, 2) }, { from: at(5, 22), to: at(6, 2) }, { from: at(6, 22), to: at(7, 2) }]);
});

test('what cannot be understood is named', () => {
  const faults: [text: string, said: string][] = [
    ['', 'Write days'], ['Europe/Berlin', 'Write days'], ['Mon-Fri Europe/Berlin', '"Mon-Fri" has no times'], ['Mon 09:00-17:00', 'Write days'],
    ['Mon 09:00-17:00 Europe/Atlantis', '"Europe/Atlantis" is no time zone'], ['Mon 9-17 UTC', '"9-17" are no times'], ['Mon 09:00-24:01 UTC', '"09:00-24:01"'], ['Mon 24:00-02:00 UTC', '"24:00-02:00"'],
    ['Mon 09:60-17:00 UTC', '"09:60-17:00"'], ['Mon 09:00-09:00 UTC', 'ends as it begins'], ['Mo 09:00-17:00 UTC', '"Mo" is no day'], ['Mon-Wed-Fri 09:00-17:00 UTC', '"Mon-Wed-Fri" are no days'],
    ['Mon-Fri 09:00-17:00, Wed 09:00-12:00 UTC', 'Wed 09:00-17:00 overlaps'], ['Sun 20:00-10:00, Mon 09:00-17:00 UTC', 'Sun 20:00-10:00 overlaps'], ['Mon 09:00-17:00, UTC', '"" has no times'], ['Mon 09:00-17:00 +02:00', 'Write days'],
  ];
  for (const [text, said] of faults) expect(() => hoursFrom(text), text).toThrow(said);
});

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Spans that do not overlap, each with the day it begins on; none is longer than a day. */
const week = fc.uniqueArray(fc.integer({ min: 0, max: 7 * minutesPerDay - 1 }), { minLength: 2, maxLength: 14 }).map((minutes) => {
  const ends = minutes.sort((a, b) => a - b);
  return Array.from({ length: Math.floor(ends.length / 2) }, (_, index) => ({ from: ends[2 * index] ?? 0, to: ends[2 * index + 1] ?? 0 }))
    .filter(({ from, to }) => to - from < minutesPerDay);
}).filter((spans) => spans.length > 0);

test('what was written is what is read, in whatever order it was written', () => {
  fc.assert(fc.property(week.chain((spans) => fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length }))), ([spans, shuffled]) => {
    const text = shuffled.map(({ from, to }) => `${days[Math.floor(from / minutesPerDay)]} ${clock(from % minutesPerDay)}-${clock(to % minutesPerDay)}`).join(', ');
    expect(hoursFrom(`${text} Asia/Tokyo`)).toEqual({ zone: 'Asia/Tokyo', open: spans });
  }));
});

test('whatever is written is understood, or refused in words', () => {
  const piece = fc.oneof(fc.constantFrom(...days, 'Mon-Fri', '09:00-17:00', '24:00', ',', ' ', '-', 'UTC', 'Europe/Berlin', 'none'), fc.string({ maxLength: 4 }));
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' ')), (text) => {
    try {
      const { open } = hoursFrom(text);
      for (const [index, { from, to }] of open.entries()) expect([from < to, to <= (open[index + 1]?.from ?? Infinity)]).toEqual([true, true]);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
    }
  }), { numRuns: 1_000 });
});
