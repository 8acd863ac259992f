import { language, localize } from './localize.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Days and months are named in the language of the texts, as the reader's region writes it; the clock is the reader's own. */
const locale = globalThis.navigator?.languages?.find((tag) => tag.split('-')[0] === language) ?? language;
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options);

const clock = format({ hour: hourCycle?.startsWith('h1') ? 'numeric' : '2-digit', minute: '2-digit', ...(hourCycle ? { hourCycle } : {}) });
const weekday = format({ weekday: 'short' });
const shortDate = format({ day: 'numeric', month: 'short' });
const longDate = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const thisYear = format(longDate);
const otherYear = format({ ...longDate, year: 'numeric' });
const date = format({ dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const dayOf = (at: number): string => new Date(at).toDateString();

export const clockTime = (at: number): string => clock.format(at);

export const dateTime = (at: number): string => `${date.format(at)}, ${clock.format(at)}`;

/** The name of a day for a separator. */
export function dayName(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return localize('today');
  if (dayOf(at) === dayOf(now - dayMs)) return localize('yesterday');
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? thisYear : otherYear).format(at);
}

/** Short, for a row of a list: the time today, the weekday this week, the date before. */
export function listTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return clock.format(at);
  return (now - at < 6 * dayMs ? weekday : shortDate).format(at);
}

/** "5 minutes ago". */
export function ago(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  if (passed < hourMs) return relative.format(-Math.max(1, Math.round(passed / minuteMs)), 'minute');
  if (passed < dayMs) return relative.format(-Math.round(passed / hourMs), 'hour');
  return relative.format(-Math.round(passed / dayMs), 'day');
}
