import type { EventKind } from '@foyer-chat/widget/protocol';

/** See `Event` of the protocol; ids are inner ones. */
export interface EventRow { n: number; seq: number; at: number; kind: EventKind; byId: number | null; userId: number | null; title: string | null; until: number | null }

/** What has happened in conversations beside messages. It is written by whatever does it, in the same transaction, and goes with the site's retention and with who is named in it. */
export interface EventsStore {
  /** Ascending: the newest below `before` (an `n`). `next` where there are older ones. */
  page(conversationId: number, before: number | undefined, limit: number): Promise<{ events: EventRow[]; next?: number }>;
}
