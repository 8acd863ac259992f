import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReplicaParts } from './replica.ts';
import { Visit } from './visit.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const page = { url: 'https://shop.example/lamps', title: 'Lamps', referrer: '' };

function stage() {
  const told: unknown[] = [];
  const state = { isOnline: false };
  const visit = new Visit({
    isOnline: () => state.isOnline,
    request: (async (request: unknown) => { told.push(request); }) as ReplicaParts['request'],
  });
  return { visit, told, state, wait: () => vi.advanceTimersByTimeAsync(1_000) };
}

test('what is known of a visit waits for a connection, and is told once however many changes came together', async () => {
  const { visit, told, state, wait } = stage();
  visit.setContext({ cart: 1 });
  visit.setContext({ cart: 2 });
  visit.setPage(page, 'en');
  await wait();
  expect(told).toEqual([]);
  state.isOnline = true;
  visit.connect();
  await wait();
  expect(told).toEqual([{ method: 'PUT', path: '/me/context', schema: undefined, body: { context: { cart: 2 }, page, language: 'en' } }]);
});

test('it is told again after every connect; with nothing to tell there is no request', async () => {
  const { visit, told, state, wait } = stage();
  state.isOnline = true;
  visit.connect();
  await wait();
  expect(told).toHaveLength(0);
  visit.setPage(page, 'en');
  await wait();
  visit.connect();
  await wait();
  expect(told).toHaveLength(2);
});

test('a visit that was stopped tells nothing, and a cleared one has lost its context', async () => {
  const { visit, told, state, wait } = stage();
  state.isOnline = true;
  visit.setContext({ cart: 1 });
  visit.setPage(page, 'en');
  visit.stop();
  await wait();
  expect(told).toHaveLength(0);
  visit.clear();
  visit.connect();
  await wait();
  expect(told).toMatchObject([{ body: { context: {}, page } }]);
});
