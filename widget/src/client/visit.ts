import { FoyerError } from '../protocol/errors.ts';
import type { Page } from './api.ts';
import type { ReplicaParts } from './replica.ts';

interface VisitParts {
  request: ReplicaParts['request'];
  isOnline: () => boolean;
}

/** Changes that come together go out together: a page that sets its title just after its address is told once. */
const gatherMs = 250;

/** What the team sees of a visit: the page that is looked at, its language, and what the site adds. Told after every connect and change. */
export class Visit {
  readonly #parts: VisitParts;
  #context: Readonly<Record<string, unknown>> | undefined;
  #page: Page | undefined;
  #language: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: VisitParts) { this.#parts = parts; }

  setContext(context: Readonly<Record<string, unknown>>): void {
    this.#context = context;
    this.connect();
  }

  setPage(page: Page, language: string): void {
    this.#page = page;
    this.#language = language;
    this.connect();
  }

  /** The shared socket is back, or there is news. */
  connect(): void {
    if (!this.#context && !this.#page) return;
    this.#timer ??= setTimeout(() => { this.#timer = undefined; void this.#tell(); }, gatherMs);
  }

  /** Forgets nothing: a client that starts again tells it again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Of somebody else. */
  clear(): void {
    this.#context = undefined;
    this.stop();
  }

  async #tell(): Promise<void> {
    if (!this.#parts.isOnline()) return;
    try {
      await this.#parts.request({
        method: 'PUT', path: '/me/context', schema: undefined,
        body: { context: this.#context ?? {}, ...(this.#page ? { page: this.#page } : {}), ...(this.#language ? { language: this.#language } : {}) },
      });
    } catch (error) {
      // A courtesy: the next connect tells it again. What cannot come back is a fault of ours.
      if (!(error instanceof FoyerError)) throw error;
    }
  }
}
