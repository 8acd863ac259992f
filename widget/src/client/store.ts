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

/** Resolves with the first value that passes, which may be the present one. Rejects when the signal aborts. */
export function until<T, U extends T>(store: ReadableStore<T>, passes: (value: T) => value is U, signal?: AbortSignal): Promise<U> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) { reject(signal.reason as Error); return; }
    if (passes(store.value)) { resolve(store.value); return; }
    const onAbort = (): void => { leave(); reject(signal?.reason as Error); };
    const leave = store.subscribe((value) => {
      if (!passes(value)) return;
      leave();
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
