import type { Message, Watermarks } from '../protocol/records.ts';
import type { MessageStatus, TimelineItem } from './api.ts';
import type { OutboxEntry } from './outbox-store.ts';

interface TimelineInput {
  /** Ascending, as far back as loaded. */
  messages: readonly Message[];
  /** Of this conversation, in the order of sending. */
  outbox: readonly OutboxEntry[];
  watermarks: Watermarks;
  /** The own user's id. */
  me: string;
}

/**
 * The rows of a thread. An own message has one row and one key from the outbox to the end:
 *
 *   queued ─▶ sent (acknowledged, in the feed or not) ─▶ delivered ─▶ read          failed: by the server or its age
 *
 * `former` rows are used again where nothing changed, so that a view can compare by identity.
 */
export function buildTimeline({ messages, outbox, watermarks, me }: TimelineInput, former: readonly TimelineItem[] = []): TimelineItem[] {
  const formerByKey = new Map(former.map((item) => [item.key, item]));
  const reuse = (item: TimelineItem): TimelineItem => {
    const before = formerByKey.get(item.key);
    return before && before.status === item.status && before.error === item.error && isSame(before.message, item.message) ? before : item;
  };
  const statusOf = (seq: number): MessageStatus => (seq <= watermarks.readSeq ? 'read' : seq <= watermarks.deliveredSeq ? 'delivered' : 'sent');

  const shown = new Set<string>();
  const items = messages.map((message): TimelineItem => {
    if (message.from !== me) return reuse({ key: `seq:${message.seq}`, message, own: false });
    shown.add(message.clientId);
    return reuse({ key: `${me}:${message.clientId}`, message, own: true, status: statusOf(message.seq) });
  });

  // What the server has seen stands before what it has not; a message that is in the feed already has its row above.
  const lastSeq = messages.at(-1)?.seq ?? 0;
  const waiting = outbox.filter((entry) => !shown.has(entry.clientId) && !(entry.state.name === 'sent' && entry.state.seq <= lastSeq));
  const rank = ({ state }: OutboxEntry): number => (state.name === 'sent' ? state.seq : Number.MAX_SAFE_INTEGER);
  for (const entry of [...waiting].sort((a, b) => rank(a) - rank(b) || a.order - b.order)) {
    items.push(reuse(itemOf(entry, me, statusOf)));
  }
  return items;
}

function itemOf({ clientId, content, replyTo, at, state }: OutboxEntry, me: string, statusOf: (seq: number) => MessageStatus): TimelineItem {
  const message: Message = {
    seq: state.name === 'sent' ? state.seq : 0,
    clientId, from: me, content,
    at: state.name === 'sent' ? state.at : at,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  const key = `${me}:${clientId}`;
  if (state.name === 'failed') return { key, message, own: true, status: 'failed', error: state.code };
  return { key, message, own: true, status: state.name === 'sent' ? statusOf(state.seq) : 'queued' };
}

/** Rows of the outbox are built anew each time; everything else keeps its message object until it changes. */
function isSame(a: Message, b: Message): boolean {
  return a === b || (a.seq === b.seq && a.at === b.at && a.content === b.content && a.replyTo === b.replyTo
    && a.editedAt === b.editedAt && a.deletedAt === b.deletedAt && a.reactions === b.reactions);
}
