/**
 * Calls `flush` for a key at once when it was quiet, and then at most once per interval for as long as it is touched.
 *
 *   touch ─▶ flush ── touch, touch ──▶ (interval) flush ──▶ (interval, untouched) quiet again
 *
 * All keys share one timer, which only runs while some key is not quiet.
 */
export class Coalescer<K> {
  readonly #intervalMs: number;
  readonly #flush: (key: K) => void;
  /** Flushed in the running interval; the value says whether touched since. */
  #busy = new Map<K, boolean>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { intervalMs: number; flush: (key: K) => void }) {
    this.#intervalMs = options.intervalMs;
    this.#flush = options.flush;
  }

  touch(key: K): void {
    if (this.#busy.has(key)) {
      this.#busy.set(key, true);
      return;
    }
    this.#busy.set(key, false);
    this.#timer ??= setTimeout(() => this.#tick(), this.#intervalMs);
    this.#flush(key);
  }

  /** Flushes what was touched, and ends the timer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const busy = this.#busy;
    this.#busy = new Map();
    for (const [key, touched] of busy) if (touched) this.#flush(key);
  }

  #tick(): void {
    this.#timer = undefined;
    const busy = this.#busy;
    this.#busy = new Map();
    const due: K[] = [];
    for (const [key, touched] of busy) {
      if (!touched) continue;
      this.#busy.set(key, false);
      due.push(key);
    }
    if (due.length === 0) return;
    this.#timer = setTimeout(() => this.#tick(), this.#intervalMs);
    for (const key of due) this.#flush(key);
  }
}
