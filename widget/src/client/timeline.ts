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
  const known = new FormerItems(former);
  const statusOf = (seq: number): MessageStatus => (seq <= watermarks.readSeq ? 'read' : seq <= watermarks.deliveredSeq ? 'delivered' : 'sent');

  const sent = new Set(outbox.map(({ clientId }) => clientId));
  const shown = new Set<string>();
  const items = messages.map((message): TimelineItem => {
    const own = message.from === me;
    if (own && sent.has(message.clientId)) shown.add(message.clientId);
    const status = own ? { status: statusOf(message.seq) } : {};
    const before = known.next(message);
    if (before && before.own === own && before.status === status.status && before.error === undefined) return before;
    return known.reuse({ key: own ? `${me}:${message.clientId}` : `seq:${message.seq}`, message, own, ...status });
  });

  // What the server has seen stands before what it has not; a message that is in the feed already has its row above.
  const lastSeq = messages.at(-1)?.seq ?? 0;
  const waiting = outbox.filter((entry) => !shown.has(entry.clientId) && !(entry.state.name === 'sent' && entry.state.seq <= lastSeq));
  const rank = ({ state }: OutboxEntry): number => (state.name === 'sent' ? state.seq : Number.MAX_SAFE_INTEGER);
  for (const entry of [...waiting].sort((a, b) => rank(a) - rank(b) || a.order - b.order)) {
    items.push(known.reuse(itemOf(entry, me, statusOf)));
  }
  return items;
}

/**
 * The rows of before, met again in their order: most of ten thousand are the same as a moment ago, and only from the first that
 * is not on are the rest looked up by key.
 */
class FormerItems {
  readonly #items: readonly TimelineItem[];
  #at = 0;
  #rest: Map<string, TimelineItem> | undefined;

  constructor(items: readonly TimelineItem[]) { this.#items = items; }

  /** The row of this very message, if it is the next one. */
  next(message: Message): TimelineItem | undefined {
    const item = this.#items[this.#at];
    if (item?.message !== message) return undefined;
    this.#at += 1;
    return item;
  }

  /** The former row, if it says the same. */
  reuse(item: TimelineItem): TimelineItem {
    this.#rest ??= new Map(this.#items.slice(this.#at).map((before) => [before.key, before]));
    const before = this.#rest.get(item.key);
    return before && before.status === item.status && before.error === item.error && isSame(before.message, item.message) ? before : item;
  }
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
