import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deleteAll, isAnyStored } from './databases.ts';

beforeEach(() => { vi.stubGlobal('indexedDB', new IDBFactory()); });
afterEach(() => { vi.unstubAllGlobals(); });

const made = (name: string) => new Promise<void>((resolve) => {
  const request = indexedDB.open(name);
  request.addEventListener('success', () => { request.result.close(); resolve(); });
});

test('what is looked for and not there is not made by looking', async () => {
  await made('foyer:shop2');
  expect(await isAnyStored(['foyer:shop', 'foyer:shop:outbox'])).toBe(false);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['foyer:shop2']);
  await made('foyer:shop:outbox');
  expect(await isAnyStored(['foyer:shop', 'foyer:shop:outbox'])).toBe(true);
});

test('where the browser does not tell, something may be stored', async () => {
  vi.stubGlobal('indexedDB', { databases: undefined });
  expect(await isAnyStored(['foyer:shop'])).toBe(true);
  vi.stubGlobal('indexedDB', undefined);
  expect(await isAnyStored(['foyer:shop'])).toBe(true);
  expect(() => { deleteAll(['foyer:shop']); }).not.toThrow();
});

test('the databases that are named go, and no others', async () => {
  for (const name of ['foyer:shop', 'foyer:shop:outbox', 'foyer:shop2']) await made(name);
  deleteAll(['foyer:shop', 'foyer:shop:outbox', 'foyer:shop:history']);
  await vi.waitFor(async () => { expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['foyer:shop2']); });
});
