import { FoyerError } from '../protocol/errors.ts';
import type { Page, ReadableStore } from './api.ts';
import type { ReplicaParts } from './replica.ts';

/** What is known of a visit: the page that is looked at, the language it is read in, and what the site adds. */
export interface VisitFacts { context?: Readonly<Record<string, unknown>> | undefined; page?: Page; language?: string }

interface VisitParts {
  /** As they are when they are told. */
  facts: VisitFacts;
  request: ReplicaParts['request'];
  isOnline: ReadableStore<boolean>;
}

/** Changes that come together go out together: a page that sets its title just after its address is told once. */
const gatherMs = 250;

/** Lets the team see a visit. Belongs to one client and goes with it; a client that is stopped is offline, and nothing is told then. */
export class Visit {
  readonly #parts: VisitParts;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: VisitParts) {
    this.#parts = parts;
    parts.isOnline.subscribe((isOnline) => {
      if (isOnline) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    });
  }

  /** The shared socket is back, or there is news. */
  tell(): void { this.#timer ??= setTimeout(() => { this.#timer = undefined; void this.#tellNow(); }, gatherMs); }

  async #tellNow(): Promise<void> {
    const { facts: { context, page, language }, request } = this.#parts;
    if (!context && !page) return;
    try {
      await request({ method: 'PUT', path: '/me/context', schema: undefined, body: { context: context ?? {}, ...(page ? { page } : {}), ...(language ? { language } : {}) } });
    } catch (error) {
      // A courtesy: the next connect tells it again. What cannot come back is a fault of ours.
      if (!(error instanceof FoyerError)) throw error;
    }
  }
}
