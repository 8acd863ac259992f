import { IndexedDbKeyValue, MemoryKeyValue, type KeyValue } from './key-value.ts';
import { FallbackOutboxStore, IndexedDbOutboxStore } from './outbox-database.ts';
import { MemoryOutboxStore, type OutboxStore } from './outbox-store.ts';
import { Store } from './store.ts';

/** Everything this device keeps, and whether it really does. */
export interface DeviceStorage {
  /** Turns to `memory`, for good, when the device refuses. */
  readonly kind: Store<'indexeddb' | 'memory'>;
  /** Whether other tabs see the same. */
  readonly isShared: boolean;
  /** Session, inbox, receipts, drafts. */
  readonly settings: KeyValue;
  readonly history: KeyValue;
  readonly outbox: OutboxStore;
  /** The databases of all that. */
  readonly databases: readonly string[];
}

/** Opens nothing yet: databases are made by the first read or write. `name` is their common beginning. */
export function createDeviceStorage(name: string, kind: 'indexeddb' | 'memory'): DeviceStorage {
  const store = new Store(kind);
  if (kind === 'memory') {
    return { kind: store, isShared: false, settings: new MemoryKeyValue(), history: new MemoryKeyValue(), outbox: new MemoryOutboxStore(), databases: [] };
  }
  const onFallback = (): void => { store.set('memory'); };
  const databases = [name, `${name}:history`, `${name}:outbox`] as const;
  return {
    kind: store,
    isShared: true,
    settings: new IndexedDbKeyValue(name, onFallback),
    history: new IndexedDbKeyValue(databases[1], onFallback),
    outbox: new FallbackOutboxStore(new IndexedDbOutboxStore(databases[2]), onFallback),
    databases,
  };
}

/** IndexedDB where the platform has it at all; whether it works shows at the first write. */
export const defaultStorageKind = (): 'indexeddb' | 'memory' => (globalThis.indexedDB as IDBFactory | undefined) ? 'indexeddb' : 'memory';
