import type { BusinessHours } from '@foyer-chat/widget/protocol';
import { UsageError } from './usage.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;

type Span = BusinessHours['open'][number];

/**
 * Hours as somebody writes them: entries of days and times, separated by commas, then the zone. What passes midnight belongs to the day it begins on.
 *
 *     Mon-Fri 09:00-12:30 13:30-17:00, Sat 10:00-14:00 Europe/Berlin
 */
export function hoursFrom(text: string): BusinessHours {
  const [, entries, name] = /^(.*\S)\s+([^\s,:]+)$/s.exec(text.trim().replaceAll('–', '-')) ?? [];
  if (entries === undefined || name === undefined) throw new UsageError('Write days, times and a time zone, such as "Mon-Fri 09:00-17:00, Sat 10:00-14:00 Europe/Berlin".');
  const zone = zoneFrom(name);
  const named = entries.split(',').flatMap(spansFrom).sort((a, b) => a.span.from - b.span.from);
  for (const [index, { span, as }] of named.entries()) {
    const next = named[index + 1]?.span.from ?? (named[0]?.span.from ?? 0) + minutesPerWeek;
    if (span.to > next) throw new UsageError(`${as} overlaps with other hours.`);
  }
  return { zone, open: named.map(({ span }) => span) };
}

/** One entry: each of its times on each of its days. */
function spansFrom(entry: string): { span: Span; as: string }[] {
  const [dayNames = '', ...times] = entry.trim().split(/\s+/);
  if (dayNames === '' || times.length === 0) throw new UsageError(`"${entry.trim()}" has no times; write days and times, such as "Mon-Fri 09:00-17:00".`);
  const [first = '', last = first, ...more] = dayNames.split('-');
  if (more.length > 0) throw new UsageError(`"${dayNames}" are no days; write one, or the first and the last, such as "Mon-Fri".`);
  const from = dayFrom(first);
  const count = (dayFrom(last) - from + 7) % 7 + 1;
  return Array.from({ length: count }, (_, index) => (from + index) % 7).flatMap((day) => times.map((time) => ({ span: spanFrom(day, time), as: `${days[day]?.slice(0, 3)} ${time}` })));
}

function dayFrom(name: string): number {
  const small = name.toLowerCase();
  const day = days.findIndex((one) => [one, one.slice(0, 3)].some((known) => known.toLowerCase() === small));
  if (day < 0) throw new UsageError(`"${name}" is no day; the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun.`);
  return day;
}

function spanFrom(day: number, text: string): Span {
  const [, from, to] = /^(\d{1,2}:\d\d)-(\d{1,2}:\d\d)$/.exec(text) ?? [];
  const [begin, end] = [minutesFrom(from), minutesFrom(to)];
  if (begin === undefined || end === undefined || begin === minutesPerDay) throw new UsageError(`"${text}" are no times; write them as 09:00-17:00, up to 24:00.`);
  if (begin === end) throw new UsageError(`"${text}" ends as it begins; a whole day is 00:00-24:00.`);
  return { from: day * minutesPerDay + begin, to: day * minutesPerDay + end + (end < begin ? minutesPerDay : 0) };
}

function minutesFrom(text = ''): number | undefined {
  const [hours = NaN, minutes = NaN] = text.split(':').map(Number);
  return minutes < 60 && hours * 60 + minutes <= minutesPerDay ? hours * 60 + minutes : undefined;
}

function zoneFrom(name: string): string {
  try {
    // An offset is no zone: it knows no summer.
    if (/^[a-z]/i.test(name)) return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch { /* said below */ }
  throw new UsageError(`"${name}" is no time zone; write one such as Europe/Berlin or America/New_York after the times.`);
}
