import type { ReadableStore } from './api.ts';

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
