import * as limits from '../protocol/limits.ts';

/** How long a connection must have held before the next failure counts as the first. */
const stableMs = 60_000;

/**
 * Waiting times between attempts: full jitter between `reconnectMinMs` and a ceiling that doubles from 1 s to `reconnectMaxMs`.
 * Jitter keeps the clients of a restarted server from coming back all at once.
 */
export class Backoff {
  readonly #random: () => number;
  readonly #now: () => number;
  #failures = 0;
  #openedAt: number | undefined;

  constructor({ random, now }: { random: () => number; now: () => number }) {
    this.#random = random;
    this.#now = now;
  }

  /** A connection stands. */
  opened(): void { this.#openedAt = this.#now(); }

  /** An attempt failed or a connection was lost: milliseconds to wait, never less than the server asked for. */
  next(retryAfterMs = 0): number {
    if (this.#openedAt !== undefined && this.#now() - this.#openedAt >= stableMs) this.#failures = 0;
    this.#openedAt = undefined;
    this.#failures += 1;
    const ceiling = Math.min(limits.reconnectMaxMs, limits.reconnectMinMs * 2 ** Math.min(this.#failures, 16));
    const wait = limits.reconnectMinMs + this.#random() * (ceiling - limits.reconnectMinMs);
    return Math.max(wait, retryAfterMs);
  }
}
