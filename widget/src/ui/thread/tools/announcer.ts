import type { TimelineItem } from '../../../client/api.ts';
import { localize } from '../../localize-screen.ts';
import { textOf } from '../thread-rows.ts';

/** A long message is read in the thread; here it is only made known. */
const announcedCharacters = 200;
/** What comes so soon after the last announcement is gathered for one. */
const gatherMs = 1_500;
/** News stand at the end. */
const itemsCompared = 100;

export interface Announcement { polite: string; status: string; alert: string }

interface AnnouncerParts {
  /** Whether the thread is not known to be whole: what comes then is no news. */
  isLoading: () => boolean;
  /** There is something to say by itself. */
  changed: () => void;
  clock?: () => number;
}

/**
 * What a screen reader is told of a thread: new messages of others, one "Sent" for own ones, and failures. It is said beside the
 * log and not by it, because rows enter the log's document for other reasons too: history, and scrolling.
 */
export class Announcer {
  readonly #parts: AnnouncerParts;
  readonly #clock: () => number;
  #former: readonly TimelineItem[] | undefined;
  #isWhole = false;
  #gathered: TimelineItem[] = [];
  #saidAt = -Infinity;
  #said: Announcement = { polite: '', status: '', alert: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? Date.now;
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#former = undefined;
    this.#isWhole = false;
    this.#gathered = [];
  }

  /** Empty texts where there is nothing to say; `undefined` where nothing has changed. The first call is silent: what is there is not news. */
  next(items: readonly TimelineItem[], nameOf: (user: string) => string): Announcement | undefined {
    const former = this.#former;
    const wasWhole = this.#isWhole;
    this.#isWhole = !this.#parts.isLoading();
    this.#former = items;
    const isFollowed = former !== undefined && former !== items && (former.length > 0 || wasWhole);
    const outcome = isFollowed ? this.#compare(former, items) : undefined;
    const polite = this.#polite(nameOf);
    if (polite === '' && outcome === undefined) return undefined;
    return this.#said = {
      polite: another(polite, this.#said.polite),
      status: another(outcome?.isSent ? localize('sent') : '', this.#said.status),
      alert: another(outcome?.isFailed ? localize('failed') : '', this.#said.alert),
    };
  }

  #compare(former: readonly TimelineItem[], items: readonly TimelineItem[]): { isSent: boolean; isFailed: boolean } | undefined {
    let isSent = false;
    let isFailed = false;
    const status = new Map(former.slice(-itemsCompared).map((item) => [item.key, item.status]));
    const newestKnown = former.findLast(({ message }) => message.seq > 0)?.message.seq ?? 0;
    for (const item of items.slice(-itemsCompared)) {
      if (!item.own && item.message.seq > newestKnown) this.#gathered.push(item);
      if (!item.own || status.get(item.key) !== 'queued' || item.status === 'queued') continue;
      if (item.status === 'failed') isFailed = true;
      else isSent = true;
    }
    return isSent || isFailed ? { isSent, isFailed } : undefined;
  }

  /** The first is said at once; what follows closely waits and is said together. */
  #polite(nameOf: (user: string) => string): string {
    const [first] = this.#gathered;
    if (!first) return '';
    clearTimeout(this.#timer);
    const waitMs = this.#saidAt + gatherMs - this.#clock();
    if (waitMs > 0) {
      this.#timer = setTimeout(this.#parts.changed, waitMs);
      return '';
    }
    const count = this.#gathered.length;
    this.#gathered = [];
    this.#saidAt = this.#clock();
    return count > 1 ? localize('newMessagesCount', { count }) : `${nameOf(first.message.from)}: ${textOf(first.message).slice(0, announcedCharacters)}`;
  }
}

/** A live region whose text stays as it is says nothing: the same words again end in a space that is not heard. */
const another = (text: string, before: string): string => (text !== '' && text === before ? `${text}\u00a0` : text);
