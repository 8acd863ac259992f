import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { FallbackOutboxStore, IndexedDbOutboxStore } from './outbox-database.ts';
import { Outbox } from './outbox.ts';
import { MemoryOutboxStore, type NewOutboxEntry, type OutboxStore } from './outbox-store.ts';
import { outboxStoreContract } from './outbox-store-contract.ts';

outboxStoreContract('memory', () => new MemoryOutboxStore());
outboxStoreContract('IndexedDB', () => new IndexedDbOutboxStore('contract'));
outboxStoreContract('IndexedDB with a way out', () => new FallbackOutboxStore(new IndexedDbOutboxStore('contract-fallback'), () => undefined));

const entry = (clientId: string): NewOutboxEntry => ({
  clientId, conversation: 'conversation-1', content: { kind: 'text', text: 'hello' }, at: 1, state: { name: 'queued' },
});

test('what was put survives the store, and another store of the same name sees it', async () => {
  const first = new IndexedDbOutboxStore('survives');
  await first.add(entry('a'));
  first.close();
  const second = new IndexedDbOutboxStore('survives');
  expect(await second.list()).toMatchObject([{ clientId: 'a' }]);
  second.close();
});

test('what only this device knows is written strictly', async () => {
  const asked: unknown[] = [];
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...args: Parameters<typeof original>) {
    if (args[1] === 'readwrite') asked.push(args[2]);
    return original.apply(this, args);
  };
  try {
    const store = new IndexedDbOutboxStore('strict');
    const outbox = new Outbox({ store, now: () => 1, isOnline: () => true, announce: () => {} });
    const add = async () => (await outbox.add({ conversation: 'conversation-1', content: { kind: 'text', text: 'hello' } })).clientId;
    const during = async (work: () => Promise<unknown>): Promise<unknown[]> => {
      await work();
      return asked.splice(0);
    };
    const sent = await add();
    expect(asked.splice(0)).toEqual([{ durability: 'strict' }]);
    expect(await during(() => outbox.setState(sent, { name: 'sent', seq: 1, at: 1 }))).toEqual([{ durability: 'relaxed' }]);
    expect(await during(() => outbox.forget([sent]))).toEqual([{ durability: 'relaxed' }]);
    const refused = await add();
    asked.length = 0;
    expect(await during(() => outbox.setState(refused, { name: 'failed', code: 'forbidden' }))).toEqual([{ durability: 'strict' }]);
    expect(await during(() => outbox.retry(refused))).toEqual([{ durability: 'strict' }]);
    expect(await during(() => outbox.discard(refused))).toEqual([{ durability: 'strict' }]);
    expect(await during(() => outbox.clear())).toEqual([{ durability: 'strict' }]);
    store.close();
  } finally {
    IDBDatabase.prototype.transaction = original;
  }
});

test('a connection that was closed under the store is opened again, and steps aside for a newer version', async () => {
  const store = new IndexedDbOutboxStore('closed');
  await store.add(entry('a'));
  const upgrade = indexedDB.open('closed', 2);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    upgrade.addEventListener('success', () => { resolve(upgrade.result); });
    upgrade.addEventListener('blocked', () => { reject(new Error('the store did not step aside')); });
  });
  database.close();
  const same = new IndexedDbOutboxStore('closed-2');
  await same.add(entry('a'));
  const closing = IDBDatabase.prototype.transaction;
  let isFirst = true;
  IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...args: Parameters<typeof closing>) {
    if (isFirst) { isFirst = false; this.close(); }
    return closing.apply(this, args);
  };
  try {
    expect(await same.list()).toMatchObject([{ clientId: 'a' }]);
  } finally {
    IDBDatabase.prototype.transaction = closing;
  }
  same.close();
  store.close();
});

test('a full disk does not refuse a message: it waits in memory behind the stored ones, and the fallback is told', async () => {
  const database = new IndexedDbOutboxStore('quota');
  await database.add(entry('stored'));
  const full: OutboxStore = {
    list: () => database.list(), change: (...args) => database.change(...args), remove: (...args) => database.remove(...args),
    clear: () => database.clear(), close: () => { database.close(); },
    add: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  };
  let told = 0;
  const store = new FallbackOutboxStore(full, () => { told += 1; });
  await store.add(entry('memory'));
  expect((await store.list()).map(({ clientId }) => clientId)).toEqual(['stored', 'memory']);
  expect(told).toBe(1);
  store.close();
});
