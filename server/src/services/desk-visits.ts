import { limits, type DeskEntry } from '@foyer-chat/widget/protocol';
import { Coalescer } from './coalescer.ts';
import type { Publisher } from './ports.ts';

type Visit = Extract<DeskEntry, { kind: 'presence' | 'visitor' }>;

/**
 * Tells the desks who is on their site, and where. What happens at a site is gathered: its desk hears of it at most four times a second,
 * of each person what is so by then, in the order in which it became so.
 */
export class DeskVisits {
  readonly #publisher: Publisher;
  /** By site what is to be told; of each person the latest of a kind. */
  readonly #due = new Map<number, Map<string, Visit>>();
  readonly #coalescer = new Coalescer<number>({ intervalMs: limits.receiptsCoalesceMs, flush: (siteId) => { this.#push(siteId); } });

  constructor(parts: { publisher: Publisher }) { this.#publisher = parts.publisher; }

  /** A context that is not told anew stays what it was told to be before. */
  tell(siteId: number, visit: Visit): void {
    if (!this.#publisher.hasDesk(siteId)) return;
    const due = this.#due.get(siteId) ?? new Map<string, Visit>();
    this.#due.set(siteId, due);
    const key = `${visit.kind} ${visit.user}`;
    const former = due.get(key);
    due.delete(key);
    due.set(key, former?.kind === 'visitor' && former.context && visit.kind === 'visitor' ? { context: former.context, ...visit } : visit);
    this.#coalescer.touch(siteId);
  }

  /** Nobody who joins from now on is told anything of a person that was true before. */
  forget(siteId: number, user: string): void {
    for (const kind of ['presence', 'visitor']) this.#due.get(siteId)?.delete(`${kind} ${user}`);
    this.#publisher.clearDesk(siteId);
  }

  /** Somebody else has changed the database. */
  clear(): void { this.#due.clear(); }

  stop(): void { this.#coalescer.stop(); }

  #push(siteId: number): void {
    const due = [...this.#due.get(siteId)?.values() ?? []];
    this.#due.delete(siteId);
    if (due.length > 0 && this.#publisher.hasDesk(siteId)) this.#publisher.desk(siteId, ...due);
  }
}
