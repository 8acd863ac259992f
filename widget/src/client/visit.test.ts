import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';
import { Visit, type VisitFacts } from './visit.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const page = { url: 'https://shop.example/lamps', title: 'Lamps', referrer: '' };

function stage(facts: VisitFacts = {}) {
  const told: unknown[] = [];
  const isOnline = new Store(true);
  const visit = new Visit({ facts, isOnline, request: (async (request: unknown) => { told.push(request); }) as ReplicaParts['request'] });
  return { visit, told, isOnline, facts, wait: () => vi.advanceTimersByTimeAsync(1_000) };
}

test('a visit is told once however many changes came together, as it is then', async () => {
  const { visit, told, facts, wait } = stage({ context: { cart: 1 } });
  visit.tell();
  facts.context = { cart: 2 };
  visit.tell();
  Object.assign(facts, { page, language: 'en' });
  await wait();
  expect(told).toEqual([{ method: 'PUT', path: '/me/context', schema: undefined, body: { context: { cart: 2 }, page, language: 'en' } }]);
  visit.tell();
  await wait();
  expect(told).toHaveLength(2);
});

test('with nothing to tell there is no request; without what the site adds the page is told', async () => {
  const { visit, told, facts, wait } = stage();
  visit.tell();
  await wait();
  expect(told).toHaveLength(0);
  facts.page = page;
  visit.tell();
  await wait();
  expect(told).toMatchObject([{ body: { context: {}, page } }]);
});

test('once the connection is gone nothing is told, and no timer is left', async () => {
  const { visit, told, isOnline, wait } = stage({ page });
  visit.tell();
  isOnline.set(false);
  expect(vi.getTimerCount()).toBe(0);
  await wait();
  expect(told).toHaveLength(0);
  isOnline.set(true);
  visit.tell();
  await wait();
  expect(told).toHaveLength(1);
});
