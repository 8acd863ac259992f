import type { Message, MessageStatus, TimelineItem } from '../../client/api.ts';

/** What a thread shows, top to bottom. `guessPx` is its height before it was measured. */
export type ThreadRow =
  | { kind: 'day'; key: string; at: number; guessPx: number }
  | { kind: 'new'; key: string; guessPx: number }
  | { kind: 'aside'; key: string; aside: Aside; guessPx: number }
  | MessageRow;
export interface MessageRow { kind: 'message'; key: string; item: TimelineItem; isFirst: boolean; isLast: boolean; guessPx: number }

/** What a page puts between messages, by time: it draws itself. */
export interface Aside { readonly key: string; readonly at: number; readonly draw: () => unknown }

const groupMs = 5 * 60_000;
const linePx = 45;
const charactersPerLine = 38;

/**
 * Days, the line above what is new, and messages in groups: of one person, with no long pause in between.
 * `asides`: ascending; none stands above the first message, where there may be others that are not loaded yet.
 */
export function threadRows(items: readonly TimelineItem[], firstUnreadSeq: number, asides: readonly Aside[] = []): ThreadRow[] {
  const rows: ThreadRow[] = [];
  const days = new Days();
  let last: MessageRow | undefined;
  let next = 0;
  const putAsides = (before: number): void => {
    for (let aside = asides[next]; aside && aside.at < before; aside = asides[next += 1]) {
      if (last) last.isLast = true;
      last = undefined;
      if (days.isAnother(aside.at)) rows.push({ kind: 'day', key: `day:${aside.key}`, at: aside.at, guessPx: linePx });
      rows.push({ kind: 'aside', key: aside.key, aside, guessPx: 2 * linePx });
    }
  };
  for (const item of items) {
    const { message } = item;
    putAsides(message.at);
    const isNewDay = days.isAnother(message.at);
    const isUnreadLine = firstUnreadSeq > 0 && message.seq === firstUnreadSeq && !item.own;
    const isFirst = isNewDay || isUnreadLine || !last || !belongs(last.item, item);
    if (isFirst && last) last.isLast = true;
    if (isNewDay) rows.push({ kind: 'day', key: `day:${item.key}`, at: message.at, guessPx: linePx });
    if (isUnreadLine) rows.push({ kind: 'new', key: 'new', guessPx: linePx });
    last = { kind: 'message', key: item.key, item, isFirst, isLast: false, guessPx: guess(message, isFirst) };
    rows.push(last);
  }
  putAsides(Infinity);
  if (last) last.isLast = true;
  return rows;
}

/** Asks the calendar once a day, not once a message: a long thread asks ten thousand times. */
class Days {
  #startAt = Infinity;
  #endAt = -Infinity;

  isAnother(at: number): boolean {
    if (at >= this.#startAt && at < this.#endAt) return false;
    const day = new Date(at);
    this.#startAt = day.setHours(0, 0, 0, 0);
    this.#endAt = day.setDate(day.getDate() + 1);
    return true;
  }
}

function guess(message: Message, isFirst: boolean): number {
  return 40 + (isFirst ? 20 : 0) + 21 * Math.floor(textOf(message).length / charactersPerLine);
}

/** Times and ticks stand once under a group; a new status starts a new one, so that each tick is true of all above it. What failed says why, each by itself. */
function belongs(before: TimelineItem, after: TimelineItem): boolean {
  return before.own === after.own && before.message.from === after.message.from
    && after.message.at - before.message.at < groupMs && before.status !== 'failed' && tickOf(before.status) === tickOf(after.status);
}

const tickOf = (status: MessageStatus | undefined): string => status ?? 'none';

/** The text of a message; empty where nothing is left of it. */
export const textOf = ({ content }: Message): string => (content.kind === 'text' ? content.text : '');
