import type { Store } from '../store/store.ts';
import type { Clock } from './ports.ts';

const conversationsTimed = 100;
/** Fewer say nothing of what is usual. */
const fewestTimes = 5;
const keptMs = 10 * 60_000;

interface Known { readonly since: number; readonly ms: Promise<number | undefined> }

/** How long a visitor usually waits for the team: looked up at most every ten minutes for each site. */
export class AnswerTimes {
  readonly #store: Pick<Store, 'handling'>;
  readonly #clock: Clock;
  readonly #sites = new Map<number, Known>();

  constructor(parts: { store: Pick<Store, 'handling'>; clock: Clock }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
  }

  /** The median of late, ms; `undefined` where too little was asked and answered, or it cannot be told now. */
  usual(siteId: number): Promise<number | undefined> {
    const now = this.#clock.now();
    const known = this.#sites.get(siteId);
    if (known && now - known.since < keptMs) return known.ms;
    const ms = this.#store.handling.answerTimes(siteId, conversationsTimed).then(median, () => undefined);
    this.#sites.set(siteId, { since: now, ms });
    return ms;
  }
}

function median(times: readonly number[]): number | undefined {
  if (times.length < fewestTimes) return undefined;
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
