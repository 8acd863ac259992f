import { expect, test, vi } from 'vitest';
import { FoyerError, type ErrorCode } from '../protocol/errors.ts';
import { MemoryKeyValue } from './key-value.ts';
import { ProfileWishes } from './profile-wish.ts';
import { Store } from './store.ts';

function stage(settings = new MemoryKeyValue(), me = 'visitor-1') {
  const told: unknown[] = [];
  const isOnline = new Store(false);
  const answer: { code?: ErrorCode } = {};
  const wishes = new ProfileWishes({
    settings, isOnline, me: () => me, now: () => 0, random: () => 0,
    updateMe: async (change) => {
      told.push(change);
      if (answer.code) throw new FoyerError(answer.code);
    },
  });
  const left = async () => (await settings.keys()).length;
  return { wishes, told, isOnline, answer, settings, left };
}

test('what was told without a connection goes to the server with the next, once, also from the next page', async () => {
  const first = stage();
  await first.wishes.keep({ name: 'Ada' });
  await first.wishes.keep({ email: 'ada@example.org' });
  expect(first.told).toEqual([]);
  const next = stage(first.settings);
  next.isOnline.set(true);
  await vi.waitFor(async () => { expect(await next.left()).toBe(0); });
  next.isOnline.set(false);
  next.isOnline.set(true);
  await vi.waitFor(() => { expect(next.told).toEqual([{ name: 'Ada', email: 'ada@example.org' }]); });
});

test('what could not be told stays, what the server refuses for good does not', async () => {
  const { wishes, told, isOnline, answer, left } = stage();
  await wishes.keep({ name: 'Ada' });
  answer.code = 'offline';
  isOnline.set(true);
  await vi.waitFor(() => { expect(told).toHaveLength(1); });
  isOnline.set(false);
  expect(await left()).toBe(1);
  answer.code = 'bad-request';
  isOnline.set(true);
  await vi.waitFor(async () => { expect(await left()).toBe(0); });
});

test('it is told of nobody else', async () => {
  const { wishes, settings } = stage();
  await wishes.keep({ name: 'Ada' });
  const { told, isOnline } = stage(settings, 'visitor-2');
  isOnline.set(true);
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(told).toEqual([]);
});
