import type * as v from 'valibot';
import { FoyerError } from '../protocol/errors.ts';
import { Backoff } from './backoff.ts';
import type { Channels } from './channel-table.ts';
import { Feed } from './feed.ts';
import type { ListTyping } from './list-typing.ts';

interface ListFollowerParts<S extends v.GenericSchema, A> {
  feed: string;
  schema: S;
  channels: Channels;
  /** The whole list as of now. */
  fetch: () => Promise<A>;
  onWhole: (answer: A) => void;
  onEntry: (entry: v.InferOutput<S>) => void;
  typing: ListTyping;
  now: () => number;
  random: () => number;
}

/**
 * A list that is fetched whole each time its feed has synced, and kept current by the feed's entries. Entries that come while
 * the whole is on its way are applied at once and again after it, so that neither order loses one.
 */
export class ListFollower<S extends v.GenericSchema, A> {
  readonly #parts: ListFollowerParts<S, A>;
  readonly #backoff: Backoff;
  readonly #feed: Feed<S>;
  /** While the whole is on its way only. */
  #meanwhile: v.InferOutput<S>[] | undefined;
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ListFollowerParts<S, A>) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    this.#feed = new Feed({
      name: parts.feed, schema: parts.schema, channels: parts.channels, now: parts.now, random: parts.random,
      events: {
        entries: (entries) => {
          this.#meanwhile?.push(...entries);
          for (const entry of entries) parts.onEntry(entry);
        },
        synced: () => { void this.#fetchWhole(); },
        typing: (states) => { parts.typing.note(parts.feed, states); },
      },
    });
  }

  /** The shared socket is back. */
  connect(): void { this.#feed.connect(); }

  close(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
    this.#feed.close();
  }

  async #fetchWhole(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    clearTimeout(this.#timer);
    const meanwhile: v.InferOutput<S>[] = this.#meanwhile = [];
    try {
      const answer = await this.#parts.fetch();
      if (round !== this.#round) return;
      this.#parts.onWhole(answer);
      for (const entry of meanwhile) this.#parts.onEntry(entry);
      this.#backoff.opened();
    } catch (error) {
      if (round !== this.#round) return;
      if (!(error instanceof FoyerError) || error.canRetry) this.#timer = setTimeout(() => { void this.#fetchWhole(); }, this.#backoff.next(error instanceof FoyerError ? error.retryAfterMs : undefined));
    }
    this.#meanwhile = undefined;
  }
}
