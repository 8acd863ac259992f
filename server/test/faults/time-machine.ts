interface Pending { run: () => void; dueAt: number }

/**
 * Takes the place of `Date.now` and of the timers, and leaves both as they are until it is told that time has passed: then the clock is on, and
 * every timer that would have run by now runs, once. What a server does while nobody is there takes minutes otherwise.
 */
export class TimeMachine {
  readonly #realNow = Date.now;
  /** Only while they wait: one that has run or was cleared is let go. */
  readonly #pending = new Map<unknown, Pending>();
  #offsetMs = 0;

  step(offsetMs: number): void { this.#offsetMs = offsetMs; }

  takeClock(): void { Date.now = () => this.#realNow() + this.#offsetMs; }

  takeTimers(): void {
    const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
    const remembered = (set: typeof setTimeout | typeof setInterval, repeats: boolean) => (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const timer = set(() => {
        if (!repeats) this.#pending.delete(timer);
        callback(...args);
      }, ms);
      this.#pending.set(timer, { dueAt: Date.now() + ms, run: () => {
        if (!repeats) { this.#pending.delete(timer); clearTimeout(timer); }
        callback(...args);
      } });
      return timer;
    };
    const forgotten = (clear: typeof clearTimeout) => (timer: NodeJS.Timeout | string | number | undefined) => {
      this.#pending.delete(timer);
      clear(timer);
    };
    globalThis.setTimeout = remembered(setTimeout, false) as typeof setTimeout;
    globalThis.setInterval = remembered(setInterval, true) as typeof setInterval;
    globalThis.clearTimeout = forgotten(clearTimeout);
    globalThis.clearInterval = forgotten(clearInterval);
  }

  pass(ms: number): void {
    const now = Date.now() + ms;
    this.#offsetMs += ms;
    // Taken out first: what they set again is for later.
    const due = [...this.#pending.values()].filter(({ dueAt }) => dueAt <= now);
    for (const { run } of due) run();
  }
}
