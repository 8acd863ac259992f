import type { DeskCounts as Counts, SupportState } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { Coalescer } from './coalescer.ts';
import type { LiveConversation } from './live-conversations.ts';
import type { Publisher } from './ports.ts';

const intervalMs = 1_000;
/** A count that is met by changes while it runs is made again, but not for ever. */
const maxAttempts = 3;

/** Where a conversation is counted. */
export type Place = 'resolved' | 'snoozed' | { assignee: string | null };

/** `undefined` as long as nothing was said. */
export function placeOf({ lastSeq, state, snoozedUntil, assignee }: Pick<LiveConversation, 'lastSeq' | 'state' | 'snoozedUntil' | 'assignee'>): Place | undefined {
  return lastSeq === 0 ? undefined : placeBy(state, snoozedUntil !== null, assignee);
}

const placeBy = (state: SupportState, isSnoozed: boolean, assignee: string | null): Place => (state === 'resolved' ? state : isSnoozed ? 'snoozed' : { assignee });

/**
 * How many conversations each list of a desk has. Counted in the store once, then kept by what moves: a large site is not counted for each change.
 * Told to whoever watches, at most once a second.
 */
export class DeskCounts {
  readonly #store: Pick<Store, 'handling'>;
  readonly #publisher: Publisher;
  readonly #sites = new Map<number, Promise<Counts>>();
  /** Sites of which a count is under way; true: something has moved meanwhile. */
  readonly #counting = new Map<number, boolean>();
  readonly #coalescer = new Coalescer<number>({ intervalMs, flush: (siteId) => { void this.#push(siteId); } });

  constructor(parts: { store: Pick<Store, 'handling'>; publisher: Publisher }) {
    this.#store = parts.store;
    this.#publisher = parts.publisher;
  }

  /** A copy of what stands. */
  async of(siteId: number): Promise<Counts> {
    const known = this.#sites.get(siteId) ?? this.#count(siteId);
    return structuredClone(await known);
  }

  /** A conversation of the site is counted elsewhere now; `undefined`: not yet. */
  moved(siteId: number, from: Place | undefined, to: Place | undefined): void {
    if (JSON.stringify(from) === JSON.stringify(to)) return;
    if (this.#counting.has(siteId)) this.#counting.set(siteId, true);
    else void this.#sites.get(siteId)?.then((counts) => { add(counts, from, -1); add(counts, to, 1); });
    if (this.#publisher.hasDesk(siteId)) this.#coalescer.touch(siteId);
  }

  /** Somebody else has changed the database. */
  clear(): void {
    this.#sites.clear();
    for (const siteId of this.#counting.keys()) this.#counting.set(siteId, true);
  }

  stop(): void { this.#coalescer.stop(); }

  #count(siteId: number): Promise<Counts> {
    const counted = this.#read(siteId);
    this.#sites.set(siteId, counted);
    counted.catch(() => { if (this.#sites.get(siteId) === counted) this.#sites.delete(siteId); });
    return counted;
  }

  async #read(siteId: number): Promise<Counts> {
    try {
      for (let attempt = 1; ; attempt += 1) {
        this.#counting.set(siteId, false);
        const counts = emptyCounts();
        for (const { state, isSnoozed, assignee, count } of await this.#store.handling.counts(siteId)) {
          add(counts, placeBy(state, isSnoozed, assignee), count);
        }
        if (!this.#counting.get(siteId) || attempt >= maxAttempts) return counts;
      }
    } finally {
      this.#counting.delete(siteId);
    }
  }

  async #push(siteId: number): Promise<void> {
    // A store that fails here costs a number, which the next change brings.
    const counts = await this.of(siteId).catch(() => undefined);
    if (counts) this.#publisher.desk(siteId, { kind: 'counts', counts });
  }
}

const emptyCounts = (): Counts => ({ all: 0, unassigned: 0, snoozed: 0, resolved: 0, assigned: {} });

function add(counts: Counts, place: Place | undefined, count: number): void {
  if (place === undefined) return;
  if (typeof place === 'string') { counts[place] += count; return; }
  counts.all += count;
  if (place.assignee === null) { counts.unassigned += count; return; }
  const assigned = (counts.assigned[place.assignee] ?? 0) + count;
  if (assigned > 0) counts.assigned[place.assignee] = assigned;
  else delete counts.assigned[place.assignee];
}
