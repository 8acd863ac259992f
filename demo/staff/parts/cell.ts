import type { ReadableStore } from '@foyer-chat/widget/headless';

/** A value of the desk's own that changes, in the shape of the client's stores. */
export class Cell<T> implements ReadableStore<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #value: T;

  constructor(value: T) { this.#value = value; }

  get value(): T { return this.#value; }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }
}
