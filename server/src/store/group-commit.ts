import { FoyerError } from '@foyer-chat/widget/protocol';

export type Outcome<R> = { ok: true; value: R } | { ok: false; error: FoyerError };

/**
 * How long the first write of a group waits for company, ms: at least `min`, `perWrite` for each write of the group before, at most `max`.
 * With few writes about, none would come; with many, each commit less is time for them.
 */
export interface GatherMs { min: number; perWrite: number; max: number }

/** Bounds for a database on a disk. */
export const groupDefaults = { gatherMs: { min: 2, perWrite: 0.2, max: 15 }, maxWaiting: 4096, maxWaitMs: 3_000, maxGroup: 512 } as const;

export interface GroupCommitOptions<W, R> {
  gatherMs: GatherMs;
  /** Writes that may wait for their answer; more are refused at once. */
  maxWaiting: number;
  /** While a write waits longer than this, ms, more are refused too: on a slow disk even a short queue is a long wait. */
  maxWaitMs: number;
  maxGroup: number;
  /** Groups that may be on their way at once. */
  maxFlying: number;
  /** Stores a group in one transaction; one outcome per write, in order. A rejection is the outcome of all. */
  commit(group: readonly W[]): Promise<readonly Outcome<R>[]>;
}

interface Waiting<W, R> { write: W; since: number; resolve(value: R): void; reject(error: unknown): void }

/**
 * Gathers writes that come within a short time into groups, so that they share one sync of the disk. While groups are on
 * their way the next one grows: the busier, the larger. Order of the calls is the order within and between groups.
 */
export class GroupCommit<W, R> {
  readonly #options: GroupCommitOptions<W, R>;
  #gathered: Waiting<W, R>[] = [];
  #waiting = 0;
  /** Writes of the group that was launched last. */
  #lastSize = 0;
  /** Since when the first write of each group on its way has waited. Groups come back in their order. */
  readonly #flying: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(options: GroupCommitOptions<W, R>) { this.#options = options; }

  /** Writes without an answer now. */
  get waiting(): number { return this.#waiting; }

  /** Resolves when the write is durable. `FoyerError('overloaded')` at once when too many wait, or one too long. */
  add(write: W): Promise<R> {
    const now = performance.now();
    const oldest = this.#flying[0] ?? this.#gathered[0]?.since ?? now;
    if (this.#waiting >= this.#options.maxWaiting || now - oldest > this.#options.maxWaitMs) {
      return Promise.reject(new FoyerError('overloaded', { retryAfterMs: 500 + Math.round(Math.random() * 500) }));
    }
    this.#waiting += 1;
    return new Promise<R>((resolve, reject) => {
      this.#gathered.push({ write, since: now, resolve, reject });
      if (this.#flying.length < this.#options.maxFlying) this.#launchInTime(now);
    });
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => { this.#idle.push(resolve); });
  }

  /** Launches what is gathered (something is) when it is full or has waited long enough. */
  #launchInTime(now: number): void {
    const { gatherMs: { min, perWrite, max }, maxGroup } = this.#options;
    if (this.#gathered.length >= maxGroup) this.#launch();
    else if (this.#timer === undefined) {
      const gatherMs = Math.min(Math.max(min, this.#lastSize * perWrite), max);
      const waitedMs = now - (this.#gathered[0]?.since ?? now);
      if (waitedMs >= gatherMs) this.#launch();
      else this.#timer = setTimeout(() => this.#launch(), gatherMs - waitedMs);
    }
  }

  #launch(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#gathered.length > this.#options.maxGroup ? this.#gathered.splice(0, this.#options.maxGroup) : this.#gathered;
    if (group === this.#gathered) this.#gathered = [];
    this.#lastSize = group.length;
    this.#flying.push(group[0]?.since ?? performance.now());
    void this.#commit(group);
  }

  async #commit(group: Waiting<W, R>[]): Promise<void> {
    try {
      const outcomes = await this.#options.commit(group.map(({ write }) => write));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome?.ok) resolve(outcome.value);
        else reject(outcome?.error ?? new FoyerError('internal', { message: 'A write got no outcome.' }));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.#waiting -= group.length;
    this.#flying.shift();
    if (this.#gathered.length > 0 && this.#flying.length < this.#options.maxFlying) this.#launchInTime(performance.now());
    if (this.#waiting === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
