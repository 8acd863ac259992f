import type { DeskCounts as Counts } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { Coalescer } from './coalescer.ts';
import type { Publisher } from './ports.ts';

const intervalMs = 1_000;

/** How many conversations each list of a desk has: counted when asked for, and told to whoever watches, at most once a second. */
export class DeskCounts {
  readonly #store: Pick<Store, 'handling'>;
  readonly #publisher: Publisher;
  readonly #coalescer = new Coalescer<number>({ intervalMs, flush: (siteId) => { void this.#push(siteId); } });
  /** Sites that are being counted now; true: something has changed since. */
  readonly #counting = new Map<number, boolean>();

  constructor(parts: { store: Pick<Store, 'handling'>; publisher: Publisher }) {
    this.#store = parts.store;
    this.#publisher = parts.publisher;
  }

  /** A conversation of the site has changed lists. */
  touch(siteId: number): void { if (this.#publisher.hasDesk(siteId)) this.#coalescer.touch(siteId); }

  async of(siteId: number): Promise<Counts> {
    const counts: Counts = { all: 0, unassigned: 0, snoozed: 0, resolved: 0, assigned: {} };
    for (const { state, isSnoozed, assignee, count } of await this.#store.handling.counts(siteId)) {
      if (state === 'resolved') { counts.resolved += count; continue; }
      if (isSnoozed) { counts.snoozed += count; continue; }
      counts.all += count;
      if (assignee === null) counts.unassigned += count;
      else counts.assigned[assignee] = (counts.assigned[assignee] ?? 0) + count;
    }
    return counts;
  }

  stop(): void { this.#coalescer.stop(); }

  /** Never twice at a time: of two counts under way, the older could be told last. */
  async #push(siteId: number): Promise<void> {
    if (this.#counting.has(siteId)) { this.#counting.set(siteId, true); return; }
    this.#counting.set(siteId, false);
    // A store that fails here costs a number, which the next change brings.
    const counts = await this.of(siteId).catch(() => undefined);
    if (counts) this.#publisher.desk(siteId, { kind: 'counts', counts });
    const isStale = this.#counting.get(siteId);
    this.#counting.delete(siteId);
    if (isStale) this.#coalescer.touch(siteId);
  }
}
