import { FoyerError } from '../protocol/errors.ts';
import { eventsPageSchema, type EventsPage } from '../protocol/events.ts';
import type { ConversationHandle, EventsHandle, EventsState, ReadableStore } from './api.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

export interface EventsParts {
  request: ReplicaParts['request'];
  isOnline: ReadableStore<boolean>;
  random: () => number;
}

/** Where it shows that something has happened: `sign` is another one then, and is asked for with each change of `store`. */
interface Sign { store: ReadableStore<unknown>; sign: () => string }

/** So long some member of a group waits at most before they ask, for each who is in it: a thousand do not ask at once. */
const spreadMs = 4;

/** What has happened in one conversation: the newest page, and older ones as far back as its messages are loaded. */
export class ConversationEvents implements EventsHandle {
  readonly state = new Store<EventsState>({ events: [], people: new Map() });
  readonly #conversation: ConversationHandle;
  readonly #parts: EventsParts & Sign;
  readonly #leaves: (() => void)[];
  #sign: string;
  #next: string | undefined;
  /** There may be others than those that are known. */
  #isStale = true;
  #isLoading = false;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: ConversationHandle, parts: EventsParts & Sign) {
    this.#conversation = conversation;
    this.#parts = parts;
    this.#sign = parts.sign();
    this.#leaves = [
      parts.store.subscribe(() => { this.#look(); }),
      conversation.timeline.subscribe(() => { void this.#load(); }),
      parts.isOnline.subscribe(() => { this.#renewSoon(0); }),
    ];
    void this.#load();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const leave of this.#leaves.splice(0)) leave();
  }

  #look(): void {
    const sign = this.#parts.sign();
    if (sign === this.#sign) return;
    this.#sign = sign;
    const members = this.#conversation.snapshot.value?.people.length ?? 0;
    this.#renewSoon(this.#parts.random() * spreadMs * members);
  }

  #renewSoon(waitMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#isStale = true;
      void this.#load();
    }, waitMs);
  }

  /** One request at a time. What could not be had is asked for with the next connection or change. */
  async #load(): Promise<void> {
    if (this.#isLoading || this.#isClosed || !this.#parts.isOnline.value) return;
    this.#isLoading = true;
    try {
      while (this.#isStale || this.#isShort()) {
        const page = await (this.#isStale ? this.#renewed() : this.#extended());
        if (this.#isClosed) return;
        this.#next = page.next;
        this.state.set({ events: page.events, people: new Map(page.people.map((user) => [user.id, user])) });
      }
    } catch (error) {
      this.#next = undefined;
      if (!(error instanceof FoyerError)) throw error;
    } finally {
      this.#isLoading = false;
    }
  }

  /** Older ones may belong between the messages that are loaded. */
  #isShort(): boolean {
    const { items, hasOlder, loading } = this.#conversation.timeline.value;
    if (this.#next === undefined || (loading && items.length === 0)) return false;
    return (this.state.value.events[0]?.seq ?? 0) >= (hasOlder ? items[0]?.message.seq ?? 0 : 0);
  }

  /** As many as are known, so that none disappears for a moment, and what is gone does for good. */
  async #renewed(): Promise<EventsPage> {
    this.#isStale = false;
    const oldest = this.state.value.events[0]?.n ?? Infinity;
    let page = await this.#page();
    while (page.next !== undefined && (page.events[0]?.n ?? 0) > oldest) page = joined(await this.#page(page.next), page);
    return page;
  }

  async #extended(): Promise<EventsPage> {
    const older = await this.#page(this.#next);
    const { events, people } = this.state.value;
    return joined(older, { events: [...events], people: [...people.values()] });
  }

  #page(before?: string): Promise<EventsPage> {
    const query = before === undefined ? '' : `?${new URLSearchParams({ before })}`;
    return this.#parts.request({ method: 'GET', path: `/conversations/${encodeURIComponent(this.#conversation.id)}/events${query}`, schema: eventsPageSchema });
  }
}

const joined = ({ events, people, next }: EventsPage, newer: EventsPage): EventsPage =>
  ({ events: [...events, ...newer.events], people: [...people, ...newer.people], ...(next === undefined ? {} : { next }) });
