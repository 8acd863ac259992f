import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { IndexedDbKeyValue } from './key-value.ts';

afterEach(() => { vi.restoreAllMocks(); });

const refuse = (method: 'get' | 'put' | 'getAll') => vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => { throw new DOMException('No room', 'QuotaExceededError'); });

test('what was set survives the object, and another of the same name sees it', async () => {
  await new IndexedDbKeyValue('survives', () => undefined).set('session', { token: 'a' });
  expect(await new IndexedDbKeyValue('survives', () => undefined).get('session')).toEqual({ token: 'a' });
});

test('a device that takes no more still gives what it has, and takes the rest in memory', async () => {
  const onFallback = vi.fn();
  const values = new IndexedDbKeyValue('full', onFallback);
  await values.set('session', { token: 'a' });
  refuse('put');
  await Promise.all([values.set('draft', 'Hel'), values.set('receipts', { c: 1 })]);
  expect(onFallback).toHaveBeenCalled();
  expect(await values.get('session')).toEqual({ token: 'a' });
  expect(await values.get('draft')).toBe('Hel');
  expect(await values.get('receipts')).toEqual({ c: 1 });
  expect((await values.keys()).sort()).toEqual(['draft', 'receipts', 'session']);
});

test('a device that gives nothing either is replaced by memory', async () => {
  const onFallback = vi.fn();
  const values = new IndexedDbKeyValue('broken', onFallback);
  refuse('put');
  refuse('getAll');
  refuse('get');
  await values.set('session', { token: 'b' });
  expect(await values.get('session')).toEqual({ token: 'b' });
  expect(onFallback).toHaveBeenCalledOnce();
});

test('where not even a database can be opened there is memory', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => { throw new DOMException('No room', 'QuotaExceededError'); });
  const values = new IndexedDbKeyValue('closed', () => undefined);
  await values.set('session', { token: 'a' });
  await values.clear();
  await values.set('session', { token: 'b' });
  expect(await values.get('session')).toEqual({ token: 'b' });
});

test('what is cleared after the device has run full is gone from the device, too', async () => {
  const values = new IndexedDbKeyValue('cleared', () => undefined);
  await values.set('session', { token: 'a' });
  refuse('put');
  await values.set('draft', 'Hel');
  await values.clear();
  vi.restoreAllMocks();
  expect(await new IndexedDbKeyValue('cleared', () => undefined).keys()).toEqual([]);
});

test('who wants the database away is not kept waiting, and what comes after begins anew', async () => {
  const values = new IndexedDbKeyValue('wanted', () => undefined);
  await values.set('session', { token: 'a' });
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('wanted');
    request.addEventListener('success', resolve);
    request.addEventListener('blocked', () => { reject(new Error('It is kept open')); });
  });
  expect(await values.get('session')).toBeUndefined();
  await values.set('session', { token: 'b' });
  expect(await values.get('session')).toEqual({ token: 'b' });
});
