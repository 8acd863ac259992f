import * as v from 'valibot';
import { type Durability, MemoryOutboxStore, outboxEntrySchema, type NewOutboxEntry, type OutboxChange, type OutboxEntry, type OutboxStore } from './outbox-store.ts';

const entries = 'entries';

/**
 * The outbox in IndexedDB. What only this device knows is written strictly (the default may lose it in a power cut), and counts when it is complete.
 * Steps aside for a newer version of the database, and opens again once when its connection was closed under it.
 */
export class IndexedDbOutboxStore implements OutboxStore {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(name: string) { this.#name = name; }

  async list(): Promise<OutboxEntry[]> {
    const rows = await this.#run<unknown[]>('readonly', 'relaxed', (store) => store.getAll());
    return rows.flatMap((row) => {
      const parsed = v.safeParse(outboxEntrySchema, row);
      return parsed.success ? [parsed.output] : [];
    });
  }

  async add(entry: NewOutboxEntry): Promise<OutboxEntry> {
    const order = await this.#run<IDBValidKey>('readwrite', 'strict', (store) => store.add(entry));
    return { ...entry, order: Number(order) };
  }

  async change(clientId: string, change: OutboxChange, durability: Durability): Promise<OutboxEntry | undefined> {
    let changed: OutboxEntry | undefined;
    await this.#run<unknown>('readwrite', durability, (store) => {
      const read = store.index('clientId').get(clientId);
      read.addEventListener('success', () => {
        const parsed = v.safeParse(outboxEntrySchema, read.result);
        if (!parsed.success) return;
        changed = { ...parsed.output, ...change };
        store.put(changed);
      });
      return read;
    });
    return changed;
  }

  async remove(clientIds: readonly string[], durability: Durability): Promise<void> {
    await this.#run<unknown>('readwrite', durability, (store) => {
      for (const clientId of clientIds) {
        const read = store.index('clientId').getKey(clientId);
        read.addEventListener('success', () => { if (read.result !== undefined) store.delete(read.result); });
      }
      return undefined;
    });
  }

  async clear(): Promise<void> { await this.#run<unknown>('readwrite', 'strict', (store) => store.clear()); }

  close(): void {
    void this.#opening?.then((database) => database.close(), () => undefined);
    this.#opening = undefined;
  }

  async #run<T>(mode: IDBTransactionMode, durability: Durability, work: (store: IDBObjectStore) => IDBRequest | undefined): Promise<T> {
    let transaction: IDBTransaction;
    try {
      transaction = (await this.#open()).transaction(entries, mode, { durability });
    } catch {
      this.#opening = undefined;
      transaction = (await this.#open()).transaction(entries, mode, { durability });
    }
    return await new Promise<T>((resolve, reject) => {
      const request = work(transaction.objectStore(entries));
      transaction.addEventListener('complete', () => { resolve(request?.result as T); });
      transaction.addEventListener('abort', () => { reject(transaction.error ?? new Error('Aborted')); });
    });
  }

  #open(): Promise<IDBDatabase> {
    return this.#opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.#name, 1);
      request.addEventListener('upgradeneeded', () => {
        const store = request.result.createObjectStore(entries, { keyPath: 'order', autoIncrement: true });
        store.createIndex('clientId', 'clientId', { unique: true });
      });
      request.addEventListener('success', () => {
        const database = request.result;
        database.addEventListener('versionchange', () => { database.close(); this.#opening = undefined; });
        database.addEventListener('close', () => { this.#opening = undefined; });
        resolve(database);
      });
      request.addEventListener('error', () => { reject(request.error ?? new Error('Not opened')); });
      request.addEventListener('blocked', () => { reject(new Error('Blocked')); });
    });
  }
}

/**
 * The database as long as it takes writes. What it refuses (quota, no IndexedDB) waits in memory instead, after all
 * that is in the database, and `onFallback` is told: from then on new messages do not survive the page.
 */
export class FallbackOutboxStore implements OutboxStore {
  readonly #database: OutboxStore;
  readonly #memory = new MemoryOutboxStore(Number.MAX_SAFE_INTEGER / 2);
  readonly #onFallback: () => void;

  constructor(database: OutboxStore, onFallback: () => void) {
    this.#database = database;
    this.#onFallback = onFallback;
  }

  async list(): Promise<OutboxEntry[]> { return [...await this.#try(() => this.#database.list(), []), ...await this.#memory.list()]; }

  async add(entry: NewOutboxEntry): Promise<OutboxEntry> {
    const added = await this.#try(() => this.#database.add(entry), undefined);
    return added ?? await this.#memory.add(entry);
  }

  async change(clientId: string, change: OutboxChange, durability: Durability): Promise<OutboxEntry | undefined> {
    return await this.#memory.change(clientId, change) ?? await this.#try(() => this.#database.change(clientId, change, durability), undefined);
  }

  async remove(clientIds: readonly string[], durability: Durability): Promise<void> {
    await this.#memory.remove(clientIds);
    await this.#try(() => this.#database.remove(clientIds, durability), undefined);
  }

  async clear(): Promise<void> {
    await this.#memory.clear();
    await this.#try(() => this.#database.clear(), undefined);
  }

  close(): void { this.#database.close(); }

  async #try<T>(work: () => Promise<T>, instead: T): Promise<T> {
    try { return await work(); } catch (error) {
      // A repeated clientId is a fault of the caller, not of the storage.
      if (error instanceof DOMException && error.name === 'ConstraintError') throw error;
      this.#onFallback();
      return instead;
    }
  }
}
