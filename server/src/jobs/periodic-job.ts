import type { Logger } from '../logging.ts';

/** Runs something again and again, never twice at a time; a failure is logged and waits for the next turn. */
export class PeriodicJob {
  readonly #name: string;
  readonly #intervalMs: number;
  readonly #delayMs: number;
  readonly #run: () => Promise<void>;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  /** The first run begins after `delayMs`, by default an interval. */
  constructor(parts: { name: string; intervalMs: number; delayMs?: number; run(): Promise<void>; logger: Logger }) {
    this.#name = parts.name;
    this.#intervalMs = parts.intervalMs;
    this.#delayMs = parts.delayMs ?? parts.intervalMs;
    this.#run = parts.run;
    this.#logger = parts.logger;
  }

  start(): void { this.#schedule(this.#delayMs); }

  /** Waits for a run that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => { this.#running = this.#turn(); }, delayMs);
    this.#timer.unref();
  }

  async #turn(): Promise<void> {
    try {
      await this.#run();
    } catch (error) {
      this.#logger.warn({ err: error, job: this.#name }, 'job failed');
    }
    if (!this.#isStopped) this.#schedule(this.#intervalMs);
  }
}
