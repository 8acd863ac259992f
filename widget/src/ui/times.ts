import { localize } from './localize.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const dayOf = (at: number): string => new Date(at).toDateString();

export const clockTime = (at: number): string => new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(at);

/** The name of a day for a separator. */
export function dayName(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return localize('today');
  if (dayOf(at) === dayOf(now - dayMs)) return localize('yesterday');
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }).format(at);
}

/** Short, for a row of a list: the time today, the weekday this week, the date before. */
export function listTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return clockTime(at);
  if (now - at < 6 * dayMs) return new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(at);
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(at);
}

/** "5 minutes ago". */
export function ago(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (passed < hourMs) return relative.format(-Math.max(1, Math.round(passed / minuteMs)), 'minute');
  if (passed < dayMs) return relative.format(-Math.round(passed / hourMs), 'hour');
  return relative.format(-Math.round(passed / dayMs), 'day');
}
