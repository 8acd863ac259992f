import { FoyerError } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { RateLimits } from './rate-limits.ts';

const ticking = () => ({ at: 0, now() { return this.at; } });
const takeMany = (rates: RateLimits, count: number, key: string) => { for (let index = 0; index < count; index += 1) rates.take('visitor-send', key); };
const refusal = (take: () => void): FoyerError | undefined => {
  try { take(); } catch (error) { if (error instanceof FoyerError) return error; throw error; }
  return undefined;
};

test('a visitor sends ten at once, then one every two seconds, and is told when', () => {
  const clock = ticking();
  const rates = new RateLimits({ clock, scale: 1 });
  takeMany(rates, 10, 'ada');
  const error = refusal(() => { rates.take('visitor-send', 'ada'); });
  expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 2000 });
  clock.at += 2000;
  rates.take('visitor-send', 'ada');
  expect(refusal(() => { rates.take('visitor-send', 'ada'); })?.code).toBe('rate-limited');
});

test('one key does not use up another', () => {
  const rates = new RateLimits({ clock: ticking(), scale: 1 });
  takeMany(rates, 10, 'ada');
  expect(refusal(() => { rates.take('visitor-send', 'bob'); })).toBeUndefined();
});

test('the scale multiplies, and 0 lifts every limit', () => {
  const twice = new RateLimits({ clock: ticking(), scale: 2 });
  takeMany(twice, 20, 'ada');
  expect(refusal(() => { twice.take('visitor-send', 'ada'); })).toMatchObject({ retryAfterMs: 1000 });
  takeMany(new RateLimits({ clock: ticking(), scale: 0 }), 10_000, 'ada');
});

test('a clock that steps back gives nothing away and takes nothing', () => {
  const clock = ticking();
  clock.at = 1e6;
  const rates = new RateLimits({ clock, scale: 1 });
  takeMany(rates, 10, 'ada');
  clock.at = 0;
  expect(refusal(() => { rates.take('visitor-send', 'ada'); })?.code).toBe('rate-limited');
  clock.at = 2000;
  expect(refusal(() => { rates.take('visitor-send', 'ada'); })).toBeUndefined();
});

test('very many keys do not fill the memory: those not used for longest are forgotten, never one that goes on asking', () => {
  const rates = new RateLimits({ clock: ticking(), scale: 1, maxBuckets: 3 });
  takeMany(rates, 10, 'ada');
  takeMany(rates, 10, 'bob');
  for (let index = 0; index < 10; index += 1) {
    rates.take('visitor-send', `${index}`);
    expect(refusal(() => { rates.take('visitor-send', 'ada'); })?.code).toBe('rate-limited');
  }
  expect(refusal(() => { rates.take('visitor-send', 'bob'); })).toBeUndefined();
});

test('who has asked for nothing lately is forgotten, and who is still limited is not', () => {
  const clock = ticking();
  const rates = new RateLimits({ clock, scale: 1 });
  takeMany(rates, 10, 'ada');
  takeMany(rates, 1, 'bob');
  clock.at = 2_000;
  rates.forgetFull();
  expect(rates.size).toBe(1);
  rates.take('visitor-send', 'ada');
  expect(refusal(() => { rates.take('visitor-send', 'ada'); })?.code).toBe('rate-limited');
  clock.at = 22_000;
  rates.forgetFull();
  expect(rates.size).toBe(0);
});
