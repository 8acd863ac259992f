import type { TimelineItem } from '../../../client/api.ts';
import { localize } from '../../localize-screen.ts';
import { textOf } from '../thread-rows.ts';

/** A long message is read in the thread; here it is only made known. */
const announcedCharacters = 200;

export interface Announcement { polite: string; status: string; alert: string }

/**
 * What a screen reader is told of a thread: new messages of others, one "Sent" for own ones, and failures. It is said beside the
 * log and not by it, because rows enter the log's document for other reasons too: history, and scrolling.
 */
export class Announcer {
  #former: readonly TimelineItem[] | undefined;

  reset(): void { this.#former = undefined; }

  /** Empty texts where there is nothing to say; `undefined` where nothing has changed. The first call is silent: what is there is not news. */
  next(items: readonly TimelineItem[], nameOf: (user: string) => string): Announcement | undefined {
    const former = this.#former;
    if (former === items) return undefined;
    this.#former = items;
    if (!former || former.length === 0) return undefined;
    const news: TimelineItem[] = [];
    let isSent = false;
    let failed: TimelineItem | undefined;
    const status = new Map(former.slice(-itemsCompared).map((item) => [item.key, item.status]));
    const newestKnown = former.findLast(({ message }) => message.seq > 0)?.message.seq ?? 0;
    for (const item of items.slice(-itemsCompared)) {
      const before = status.get(item.key);
      if (!item.own && item.message.seq > newestKnown) news.push(item);
      if (item.own && before === 'queued' && item.status !== 'queued') {
        if (item.status === 'failed') failed = item;
        else isSent = true;
      }
    }
    if (news.length === 0 && !isSent && !failed) return undefined;
    const [first] = news;
    const text = !first ? '' : news.length > 1 ? localize('newMessagesCount', { count: news.length })
      : `${nameOf(first.message.from)}: ${textOf(first.message).slice(0, announcedCharacters)}`;
    return { polite: text, status: isSent ? localize('sent') : '', alert: failed ? localize('failed') : '' };
  }
}

/** News stand at the end. */
const itemsCompared = 100;
