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

test('a key that becomes busy while others are is not flushed again after a moment: four fifths of an interval pass at least', () => {
  const { flushed, coalescer } = recorder();
  coalescer.touch('a');
  vi.advanceTimersByTime(245);
  coalescer.touch('b');
  coalescer.touch('b');
  vi.advanceTimersByTime(199);
  expect(flushed).toEqual(['a', 'b']);
  vi.advanceTimersByTime(51);
  expect(flushed).toEqual(['a', 'b', 'b']);
});

test('one timer serves all keys, and stands still when they are quiet', () => {
  const { flushed, coalescer } = recorder();
  for (const key of ['a', 'b', 'c']) { coalescer.touch(key); coalescer.touch(key); }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(250);
  expect(flushed).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
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
