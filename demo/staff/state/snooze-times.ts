export interface SnoozeChoice { id: 'later' | 'tomorrow' | 'week'; label: string; at: number }

const hourMs = 3_600_000;

const atNine = (day: Date, days: number): number => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, 9).getTime();

/** When a conversation may come back, on the clock of who snoozes it. Today ends at six, or three hours from now. */
export function snoozeChoices(now: number): SnoozeChoice[] {
  const day = new Date(now);
  const six = new Date(day.getFullYear(), day.getMonth(), day.getDate(), 18).getTime();
  const toMonday = ((8 - day.getDay()) % 7) || 7;
  return [
    { id: 'later', label: 'Later today', at: six - now > hourMs ? six : now + 3 * hourMs },
    { id: 'tomorrow', label: 'Tomorrow morning', at: atNine(day, 1) },
    { id: 'week', label: 'Next week', at: atNine(day, toMonday) },
  ];
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** "18:00", "Wed 09:00", "30 Nov, 09:00". */
export function returnTime(at: number, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clock.format(at);
  return (at - now < 6 * 24 * hourMs ? weekday : date).format(at);
}

/** For a field of type `datetime-local`: the reader's own clock. */
export function fieldTime(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
