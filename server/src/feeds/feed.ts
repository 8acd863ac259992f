import type { TypingState } from '@foyer-chat/widget/protocol';
import { FeedLog, maxAppend } from './feed-log.ts';
import { answerMessage, updateMessage } from './feed-messages.ts';
import { Typists, type Typist } from './typists.ts';

/** A channel that watches a feed. */
export interface Subscriber {
  /** One y-websocket message. The bytes are shared by all subscribers. */
  send(message: Uint8Array): void;
  /** The feed has started anew: the channel must close and join again. */
  restart(): void;
}

/** A log somebody watches: tells subscribers what is appended, and late ones what they miss. */
export class Feed {
  #log = new FeedLog();
  #typists: Typists | undefined;
  readonly #subscribers = new Set<Subscriber>();
  /** When the last subscriber left, epoch ms; 0 while watched. */
  leftAt = 0;

  get isWatched(): boolean { return this.#subscribers.size > 0; }

  subscribe(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
    this.leftAt = 0;
  }

  unsubscribe(subscriber: Subscriber, now: number): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size === 0) this.leftAt = now;
  }

  /** Appends entries and sends each batch once encoded to everybody. */
  append(entries: readonly unknown[]): void {
    for (let from = 0; from < entries.length; from += maxAppend) {
      const message = this.#log.append(entries.length <= maxAppend ? entries : entries.slice(from, from + maxAppend), updateMessage);
      for (const subscriber of this.#subscribers) subscriber.send(message);
    }
  }

  /**
   * The answer to a state vector: what the reader misses, or `undefined` for one who knows another life of this feed
   * (or more than there is).
   */
  answer(vector: readonly { client: number; clock: number }[]): Uint8Array | undefined {
    const [first, second] = vector;
    if (second || (first && (first.client !== this.#log.client || first.clock > this.#log.end))) return undefined;
    return this.#log.diff(first?.clock ?? 0, answerMessage);
  }

  /** Whoever joins from now on is shown nothing of what was appended before; readers go on. */
  clear(): void { this.#log.clear(); }

  /** Starts a new, empty epoch; everybody must join again. */
  restart(): void {
    this.#log = new FeedLog();
    for (const subscriber of this.#subscribers) subscriber.restart();
  }

  /** Somebody types, on a channel of this feed or of another, or (`null`) has stopped; readers are told. */
  setTyping(typist: Typist, state: TypingState | null): void {
    if (state === null && !this.#typists) return;
    this.#typists ??= new Typists();
    this.#typists.set(typist, state, this.#subscribers);
  }

  /** Tells a subscriber who types now. */
  showTypists(subscriber: Subscriber): void { this.#typists?.show(subscriber); }
}
