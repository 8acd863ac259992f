import { limits, type CannedReply } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { Clock, Publisher, Session } from './ports.ts';

/** Replies that the staff of a site have ready, by shortcut. */
export class CannedReplies {
  readonly #store: Pick<Store, 'replies'>;
  readonly #publisher: Publisher;
  readonly #clock: Clock;

  constructor(parts: { store: Pick<Store, 'replies'>; publisher: Publisher; clock: Clock }) {
    this.#store = parts.store;
    this.#publisher = parts.publisher;
    this.#clock = parts.clock;
  }

  list({ siteId }: Session): Promise<CannedReply[]> { return this.#store.replies.list(siteId); }

  async put({ siteId }: Session, reply: CannedReply, replaces: string | undefined): Promise<CannedReply> {
    await this.#store.replies.put({ siteId, ...reply, replaces, at: this.#clock.now(), max: limits.cannedRepliesPerSite });
    if (replaces !== undefined) this.#publisher.desk(siteId, { kind: 'canned-reply', shortcut: replaces, text: null });
    this.#publisher.desk(siteId, { kind: 'canned-reply', ...reply });
    return reply;
  }

  async delete({ siteId }: Session, shortcut: string): Promise<void> {
    await this.#store.replies.delete(siteId, shortcut);
    this.#publisher.desk(siteId, { kind: 'canned-reply', shortcut, text: null });
  }
}
