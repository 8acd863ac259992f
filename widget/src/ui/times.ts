import { localize, localizer } from './localize.ts';

/*
 * Times as the language of the element that is being updated writes them.
 */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const longDate = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/** The calendar's day, as something to compare. */
export const dayOf = (at: number): string => new Date(at).toDateString();

/** The day before that of `now`, also where a night is an hour longer or shorter. */
export function isYesterday(at: number, now: number): boolean {
  const day = new Date(now);
  day.setDate(day.getDate() - 1);
  return dayOf(at) === day.toDateString();
}

export const clockTime = (at: number): string => localizer().clock(at);

export const dateTime = (at: number): string => `${localizer().date(at, { dateStyle: 'medium' })}, ${clockTime(at)}`;

/** The name of a day for a separator. */
export function dayName(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return localize('today');
  if (isYesterday(at, now)) return localize('yesterday');
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return localizer().date(at, isThisYear ? longDate : { ...longDate, year: 'numeric' });
}

/** "5 minutes ago". */
export function ago(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  if (passed < hourMs) return localizer().relative(-Math.max(1, Math.round(passed / minuteMs)), 'minute');
  if (passed < dayMs) return localizer().relative(-Math.round(passed / hourMs), 'hour');
  return localizer().relative(-Math.round(passed / dayMs), 'day');
}
