import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Coalescer } from './coalescer.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function recorder() {
  const flushed: string[] = [];
  return { flushed, coalescer: new Coalescer<string>({ intervalMs: 250, flush: (key) => { flushed.push(key); } }) };
}

test('a quiet key is flushed at once, a busy one once per interval', () => {
  const { flushed, coalescer } = recorder();
  for (let index = 0; index < 100; index += 1) coalescer.touch('a');
  expect(flushed).toEqual(['a']);
  vi.advanceTimersByTime(250);
  expect(flushed).toEqual(['a', 'a']);
  for (let ms = 0; ms < 1000; ms += 10) { coalescer.touch('a'); vi.advanceTimersByTime(10); }
  expect(flushed.length).toBe(6);
});

test('a key that becomes busy while others are is not flushed again after a moment: half an interval passes at least', () => {
  for (let others = 0; others < 12; others += 1) {
    const { flushed, coalescer } = recorder();
    for (let other = 0; other < others; other += 1) coalescer.touch(`other ${other}`);
    vi.advanceTimersByTime(245);
    coalescer.touch('b');
    coalescer.touch('b');
    const before = flushed.length;
    vi.advanceTimersByTime(100);
    expect(flushed).toHaveLength(before);
    vi.advanceTimersByTime(150);
    expect(flushed.slice(before)).toEqual(['b']);
    coalescer.stop();
  }
});

test('keys that became busy together are flushed in turns, at most a fifth of them at once', () => {
  const { flushed, coalescer } = recorder();
  const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);
  for (const key of keys) coalescer.touch(key);
  let most = 0;
  for (let ms = 0; ms < 2_000; ms += 5) {
    for (const key of keys) coalescer.touch(key);
    const before = flushed.length;
    vi.advanceTimersByTime(5);
    most = Math.max(most, flushed.length - before);
  }
  expect(most).toBe(20);
  expect(flushed.length).toBeGreaterThanOrEqual(800);
});

test('one timer serves all keys, and stands still when they are quiet', () => {
  const { flushed, coalescer } = recorder();
  for (const key of ['a', 'b', 'c']) { coalescer.touch(key); coalescer.touch(key); }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(250);
  expect(flushed.toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  vi.advanceTimersByTime(250);
  expect(vi.getTimerCount()).toBe(0);
});

test('stop flushes what waits and leaves no timer', () => {
  const { flushed, coalescer } = recorder();
  coalescer.touch('a');
  coalescer.touch('a');
  coalescer.stop();
  expect(flushed).toEqual(['a', 'a']);
  expect(vi.getTimerCount()).toBe(0);
});
