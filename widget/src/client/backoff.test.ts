import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('a wait is never shorter than 0.5 s or what the server asked for, and never longer than 30 s by itself', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1, maxLength: 40 }), fc.nat(60_000), (randoms, asked) => {
    let turn = 0;
    const backoff = new Backoff({ now: () => 0, random: () => randoms[turn] ?? 0 });
    for (; turn < randoms.length; turn += 1) {
      const wait = backoff.next(asked);
      expect(wait).toBeGreaterThanOrEqual(Math.max(500, asked));
      expect(wait).toBeLessThanOrEqual(Math.max(30_000, asked));
    }
  }));
});

test('waits grow with each failure, and start over only after a connection that held for a minute', () => {
  let now = 0;
  const backoff = new Backoff({ now: () => now, random: () => 1 });
  expect([1, 2, 3].map(() => backoff.next())).toEqual([1_000, 2_000, 4_000]);
  backoff.opened();
  now += 59_000;
  expect(backoff.next()).toBe(8_000);
  backoff.opened();
  now += 60_000;
  expect(backoff.next()).toBe(1_000);
});
