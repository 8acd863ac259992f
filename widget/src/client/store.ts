import type { ReadableStore } from './api.ts';

/** A value that its owner sets and others follow. Listeners hear of real changes only, in the order they came. */
export class Store<T> implements ReadableStore<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) { this.#value = value; }

  get value(): T { return this.#value; }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of Array.from(this.#listeners)) {
      // One broken listener must not keep the others, or the socket's reader below us, from going on.
      try { listener(value); } catch (error) { queueMicrotask(() => { throw error; }); }
    }
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }
}
