import { localize, localizer } from './localize.ts';
import { clockTime, dayOf, isYesterday } from './times.ts';

/** Of the last days a weekday says which is meant. */
const weekMs = 6 * 24 * 60 * 60_000;

/** Short, for a row of a list: the time today, yesterday, the weekday this week, the date before. */
export function listTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return clockTime(at);
  if (isYesterday(at, now)) return localize('yesterday');
  if (now - at < weekMs) return localizer().date(at, { weekday: 'short' });
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return localizer().date(at, isThisYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' });
}
