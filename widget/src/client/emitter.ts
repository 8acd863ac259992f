import type { FoyerClientEvents } from './api.ts';

/** What somebody tells that is not a state. */
export class Emitter<Events extends object = FoyerClientEvents> {
  readonly #listeners = new Map<keyof Events, Set<(detail: never) => void>>();

  on<E extends keyof Events>(event: E, listener: (detail: Events[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => { listeners.delete(listener); };
  }

  emit<E extends keyof Events>(event: E, detail: Events[E]): void {
    for (const listener of Array.from(this.#listeners.get(event) ?? []) as ((detail: Events[E]) => void)[]) {
      try { listener(detail); } catch (error) { queueMicrotask(() => { throw error; }); }
    }
  }
}
