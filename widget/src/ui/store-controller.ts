import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableStore } from '../client/api.ts';

/** Renders its host anew whenever a store changes. `find` may name another store, or none, at each update. */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => ReadableStore<T> | undefined;
  #store: ReadableStore<T> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, find: () => ReadableStore<T> | undefined) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  get value(): T | undefined { return this.#find()?.value; }

  hostConnected(): void { this.#watch(); }
  hostUpdate(): void { this.#watch(); }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#store = undefined;
  }

  #watch(): void {
    const store = this.#find();
    if (store === this.#store) return;
    this.#unsubscribe?.();
    this.#store = store;
    this.#unsubscribe = store?.subscribe(() => { this.#host.requestUpdate(); });
  }
}
