import type { BusinessHours } from './site-facts.ts';

/** Epoch ms. Without `until` it never closes. */
export type Opening = { readonly isOpen: true; readonly until?: number } | { readonly isOpen: false; readonly at: number };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekMs = 7 * dayMs;
/** The epoch began on a Thursday. */
const mondayMs = 4 * dayMs;
/** Around the present one: a span may reach in from the last, and the clock may skip what is open once a week. */
const weeks = [-1, 0, 1, 2];

/** Whether it is open at a moment (epoch ms), and until or from when. `undefined` where the zone is not known here or it never opens. */
export function openingAt({ zone, open }: BusinessHours, now: number): Opening | undefined {
  const clock = clockOf(zone);
  if (!clock) return undefined;
  const today = clock(now);
  const monday = today - ((today - mondayMs) % weekMs);
  const spans = weeks.flatMap((week) => open.map(({ from, to }) => ({
    from: momentOf(clock, monday + week * weekMs + from * minuteMs), to: momentOf(clock, monday + week * weekMs + to * minuteMs),
  })));
  let current: { from: number; to: number } | undefined;
  // What follows without a gap is one span; what the clock skips is none.
  for (const span of spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    if (current && span.from <= current.to) current.to = Math.max(current.to, span.to);
    else if (current && current.to > now) break;
    else current = { ...span };
  }
  if (!current || current.to <= now) return undefined;
  if (current.from > now) return { isOpen: false, at: current.from };
  return current.to - now > weekMs ? { isOpen: true } : { isOpen: true, until: current.to };
}

/** What the clock on the wall of a zone shows at a moment: as epoch ms of the same date and time in UTC. */
type Clock = (at: number) => number;

function clockOf(zone: string): Clock | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch {
    return undefined;
  }
  return (at) => {
    const fields = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(fields['year'] ?? 0, (fields['month'] ?? 1) - 1, fields['day'], fields['hour'], fields['minute'], fields['second']);
  };
}

/** When the clock shows this: of two moments the first, and of a time that it skips as much later as it skips (what ISO calendars call "compatible"). */
function momentOf(clock: Clock, shown: number): number {
  // Offsets lie within 14 hours, and change seldom: a day before and after there is one of the two that count.
  const offset = (at: number): number => clock(at) - at;
  const [before, after] = [shown - offset(shown - dayMs), shown - offset(shown + dayMs)];
  return before !== after && clock(before) !== shown && clock(after) === shown ? after : before;
}
