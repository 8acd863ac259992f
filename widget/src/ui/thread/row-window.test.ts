import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, rowAt, RowHeights, visibleRows, widened } from './row-window.ts';

const rows = (guesses: readonly number[]) => guesses.map((guessPx, index) => ({ key: `row ${index}`, guessPx }));

test('offsets add up guesses until a row is measured, and keep what was measured when rows come before it', () => {
  const heights = new RowHeights();
  const three = rows([10, 20, 30]);
  expect([...heights.offsets(three)]).toEqual([0, 10, 30, 60]);
  expect(heights.measure('row 1', 25)).toBe(true);
  expect(heights.measure('row 1', 25)).toBe(false);
  expect([...heights.offsets(three)]).toEqual([0, 10, 35, 65]);
  expect([...heights.offsets([{ key: 'older', guessPx: 5 }, ...three])]).toEqual([0, 5, 15, 40, 70]);
});

test('a place belongs to the row that begins at or before it; beyond the ends to the first and the last', () => {
  const offsets = new RowHeights().offsets(rows([10, 20, 30]));
  expect([-5, 0, 9.5, 10, 29, 30, 59, 60, 500].map((px) => rowAt(offsets, px))).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 2]);
  expect(rowAt(new RowHeights().offsets([]), 0)).toBe(-1);
  expect(visibleRows(new RowHeights().offsets([]), 0, 100)).toEqual({ from: 0, to: 0 });
});

test('the visible rows are exactly those that reach into the view, whatever the heights', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 900 }), fc.nat(), (guesses, viewPx, seed) => {
    const offsets = new RowHeights().offsets(rows(guesses));
    const total = offsets.at(-1) ?? 0;
    const top = seed % Math.max(1, total - viewPx);
    const { from, to } = visibleRows(offsets, top, viewPx);
    guesses.forEach((height, index) => {
      const start = offsets[index] ?? 0;
      const isSeen = start < top + viewPx && start + height > top;
      expect(index >= from && index < to).toBe(isSeen);
    });
  }));
});

test('a widened slice stays within the rows, and covers its view until that comes close to an end which is not the last', () => {
  expect(widened({ from: 3, to: 8 }, 5, 10)).toEqual({ from: 0, to: 10 });
  const slice = widened({ from: 100, to: 120 }, 60, 1_000);
  expect(slice).toEqual({ from: 40, to: 180 });
  expect(covers(slice, { from: 100, to: 120 }, 30, 1_000)).toBe(true);
  expect(covers(slice, { from: 69, to: 89 }, 30, 1_000)).toBe(false);
  expect(covers(slice, { from: 140, to: 160 }, 30, 1_000)).toBe(false);
  expect(covers({ from: 0, to: 100 }, { from: 0, to: 20 }, 30, 1_000)).toBe(true);
  expect(covers({ from: 900, to: 1_000 }, { from: 980, to: 1_000 }, 30, 1_000)).toBe(true);
});
