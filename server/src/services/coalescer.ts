/** An interval has so many turns, and a key its own. Many that become busy together are spread over several, so that they are not flushed together for ever. */
const turns = 10;

/**
 * Calls `flush` for a key at once when it was quiet, and then once per interval for as long as it is touched
 * (the first time up to half an interval early, when many keys are busy).
 *
 *   touch ─▶ flush ── touch, touch ──▶ (interval) flush ──▶ (interval, untouched) quiet again
 *
 * All keys share one timer, which only runs while some key is not quiet. A key keeps its turn while it is busy.
 */
export class Coalescer<K> {
  readonly #turnMs: number;
  readonly #flush: (key: K) => void;
  /** Flushed within an interval; the value says whether touched since. */
  readonly #busy = new Map<K, boolean>();
  /** The busy keys by turn; the first is the next. */
  #turns = emptyTurns<K>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { intervalMs: number; flush: (key: K) => void }) {
    this.#turnMs = options.intervalMs / turns;
    this.#flush = options.flush;
  }

  touch(key: K): void {
    if (this.#busy.has(key)) {
      this.#busy.set(key, true);
      return;
    }
    this.#busy.set(key, false);
    this.#latestFree().add(key);
    this.#timer ??= setTimeout(() => this.#tick(), this.#turnMs);
    this.#flush(key);
  }

  /** Flushes what was touched, and ends the timer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const touched = [...this.#busy].flatMap(([key, isTouched]) => (isTouched ? [key] : []));
    this.#busy.clear();
    this.#turns = emptyTurns();
    for (const key of touched) this.#flush(key);
  }

  /** Of the turns of the later half that have the fewest keys, the last. */
  #latestFree(): Set<K> {
    return this.#turns.slice(turns / 2).reduce((best, turn) => (turn.size <= best.size ? turn : best));
  }

  #tick(): void {
    const [turn = new Set<K>(), ...later] = this.#turns;
    this.#turns = [...later, turn];
    const due: K[] = [];
    for (const key of turn) {
      if (this.#busy.get(key)) {
        this.#busy.set(key, false);
        due.push(key);
      } else {
        this.#busy.delete(key);
        turn.delete(key);
      }
    }
    this.#timer = this.#busy.size > 0 ? setTimeout(() => this.#tick(), this.#turnMs) : undefined;
    for (const key of due) this.#flush(key);
  }
}

const emptyTurns = <K>(): Set<K>[] => Array.from({ length: turns }, () => new Set<K>());
