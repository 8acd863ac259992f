import type { FoyerClientEvents } from './api.ts';

/** What the client tells that is not a state. */
export class Emitter {
  readonly #listeners = new Map<keyof FoyerClientEvents, Set<(detail: never) => void>>();

  on<E extends keyof FoyerClientEvents>(event: E, listener: (detail: FoyerClientEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => { listeners.delete(listener); };
  }

  emit<E extends keyof FoyerClientEvents>(event: E, detail: FoyerClientEvents[E]): void {
    for (const listener of Array.from(this.#listeners.get(event) ?? []) as ((detail: FoyerClientEvents[E]) => void)[]) {
      try { listener(detail); } catch (error) { queueMicrotask(() => { throw error; }); }
    }
  }
}
