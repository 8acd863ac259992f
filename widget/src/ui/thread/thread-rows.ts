import type { Message, MessageStatus, TimelineItem } from '../../client/api.ts';
import { dayOf } from '../times.ts';

/** What a thread shows, top to bottom. */
export type ThreadRow =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; item: TimelineItem; isFirst: boolean; isLast: boolean };

const groupMs = 5 * 60_000;

/** Days, the line above what is new, and messages in groups: of one person, with no long pause in between. */
export function threadRows(items: readonly TimelineItem[], firstUnreadSeq: number): ThreadRow[] {
  const rows: ThreadRow[] = [];
  items.forEach((item, index) => {
    const before = items[index - 1];
    const after = items[index + 1];
    const { message } = item;
    const isNewDay = !before || dayOf(before.message.at) !== dayOf(message.at);
    const isUnreadLine = firstUnreadSeq > 0 && message.seq === firstUnreadSeq && !item.own;
    if (isNewDay) rows.push({ kind: 'day', key: `day:${dayOf(message.at)}`, at: message.at });
    if (isUnreadLine) rows.push({ kind: 'new', key: 'new' });
    rows.push({
      kind: 'message', key: item.key, item,
      isFirst: isNewDay || isUnreadLine || !before || !belongs(before, item),
      isLast: !after || dayOf(after.message.at) !== dayOf(message.at) || !belongs(item, after),
    });
  });
  return rows;
}

/** Times and ticks stand once under a group; a new status starts a new one, so that each tick is true of all above it. */
function belongs(before: TimelineItem, after: TimelineItem): boolean {
  return before.own === after.own && before.message.from === after.message.from
    && after.message.at - before.message.at < groupMs && tickOf(before.status) === tickOf(after.status);
}

const tickOf = (status: MessageStatus | undefined): string => status ?? 'none';

/** The text of a message; empty where nothing is left of it. */
export const textOf = ({ content }: Message): string => (content.kind === 'text' ? content.text : '');
