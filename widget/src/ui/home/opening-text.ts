import type { Opening } from '../../protocol/hours.ts';
import { localizer } from '../localize.ts';
import { localize } from '../localize-screen.ts';
import { clockTime } from '../times.ts';

const dayMs = 86_400_000;

/** "Open until 17:00", "Opens tomorrow at 09:00": in the reader's own zone, as of `now` (epoch ms). */
export function openingText(opening: Opening, now: number): string {
  const at = opening.isOpen ? opening.until : opening.at;
  if (at === undefined) return localize('openAlways');
  const time = clockTime(at);
  const day = localizer().date(at, { weekday: 'long' });
  const days = daysUntil(at, now);
  // An end in the coming night needs no day.
  if (opening.isOpen) return days === 0 || at - now < dayMs / 2 ? localize('openUntil', { time }) : localize('openUntilDay', { day, time });
  return days === 0 ? localize('opensAt', { time }) : days === 1 ? localize('opensTomorrow', { time }) : localize('opensDay', { day, time });
}

/** By the calendar: a night that is an hour longer counts as one. */
const daysUntil = (at: number, now: number): number => Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / dayMs);
