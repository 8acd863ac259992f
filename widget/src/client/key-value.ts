import { clear, del, entries, get, keys, promisifyRequest, set, type UseStore } from 'idb-keyval';

/** Named values on the device. What comes back is `unknown`: parse it. */
export interface KeyValue {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
  clear(): Promise<void>;
  /** Lets go of what is open; the next read or write opens it again. */
  close(): void;
}

export class MemoryKeyValue implements KeyValue {
  readonly #values: Map<string, unknown>;
  constructor(values: Iterable<[string, unknown]> = []) { this.#values = new Map(values); }

  async get(key: string): Promise<unknown> { return structuredClone(this.#values.get(key)); }
  async set(key: string, value: unknown): Promise<void> { this.#values.set(key, structuredClone(value)); }
  async delete(key: string): Promise<void> { this.#values.delete(key); }
  async keys(): Promise<string[]> { return [...this.#values.keys()]; }
  async clear(): Promise<void> { this.#values.clear(); }
  close(): void { /* nothing is open */ }
}

/**
 * An IndexedDB database of its own. A connection that was closed under us (Safari does it after a suspend) is opened again once;
 * when that fails too, values live in memory from then on, those that can still be read too, and `onFallback` is told.
 */
export class IndexedDbKeyValue implements KeyValue {
  readonly #database: string;
  readonly #onFallback: () => void;
  #store: UseStore | undefined;
  #memory: Promise<MemoryKeyValue> | undefined;

  constructor(database: string, onFallback: () => void) {
    this.#database = database;
    this.#onFallback = onFallback;
  }

  get(key: string): Promise<unknown> { return this.#run((store) => get(key, store), (memory) => memory.get(key)); }
  set(key: string, value: unknown): Promise<void> { return this.#run((store) => set(key, value, store), (memory) => memory.set(key, value)); }
  delete(key: string): Promise<void> { return this.#run((store) => del(key, store), (memory) => memory.delete(key)); }
  keys(): Promise<string[]> { return this.#run((store) => keys<string>(store), (memory) => memory.keys()); }
  clear(): Promise<void> {
    return this.#run((store) => clear(store), async (memory) => {
      await memory.clear();
      await this.#tried((store) => clear(store));
    });
  }

  /** A browser keeps an open connection, and all that hears of it, for as long as the page lives. */
  close(): void {
    const store = this.#store;
    this.#store = undefined;
    void store?.('readonly', (values) => { values.transaction.db.close(); }).catch(() => undefined);
  }

  async #run<T>(work: (store: UseStore) => Promise<T>, inMemory: (memory: MemoryKeyValue) => Promise<T>): Promise<T> {
    if (this.#memory) return await inMemory(await this.#memory);
    try {
      return await work(this.#store ??= storeIn(this.#database));
    } catch {
      try {
        return await work(this.#store = storeIn(this.#database));
      } catch {
        this.#memory ??= this.#salvage();
        this.#onFallback();
        return await inMemory(await this.#memory);
      }
    }
  }

  /** A device that takes no more may still give what it has. */
  async #salvage(): Promise<MemoryKeyValue> { return new MemoryKeyValue(await this.#tried((store) => entries<string>(store))); }

  async #tried<T>(work: (store: UseStore) => Promise<T>): Promise<T | undefined> {
    try { return this.#store && await work(this.#store); } catch { return undefined; }
  }
}

const values = 'values';

/** A store of a database of its own, which is let go of at once when another tab wants the database away: until then nobody could open it. */
function storeIn(name: string): UseStore {
  let opening: Promise<IDBDatabase> | undefined;
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name);
    request.addEventListener('upgradeneeded', () => { request.result.createObjectStore(values); });
    const database = await promisifyRequest(request);
    database.addEventListener('versionchange', () => {
      opening = undefined;
      database.close();
    });
    return database;
  };
  return async (mode, use) => use((await (opening ??= open())).transaction(values, mode).objectStore(values));
}
