import { expect, test } from 'vitest';
import { qrCode } from './qr-code.ts';

/** The square of modules that a path draws. */
function drawn({ path, size }: { path: string; size: number }): boolean[][] {
  const square = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) square[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  return square;
}

test('a code has its three finders inside a white border of four modules, and is larger the more it says', () => {
  const code = qrCode('https://shop.example/club#foyer-link=x');
  const square = drawn(code);
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  const at = (left: number, top: number) => square.slice(top, top + 7).map((row) => row.slice(left, left + 7).map((isDark) => (isDark ? '#' : '.')).join(''));
  const far = code.size - 4 - 7;
  expect([at(4, 4), at(far, 4), at(4, far)]).toEqual([finder, finder, finder]);
  const border = square.flatMap((row, y) => row.filter((_, x) => Math.min(x, y, code.size - 1 - x, code.size - 1 - y) < 4));
  expect(border.some(Boolean)).toBe(false);
  expect(qrCode('x'.repeat(200)).size).toBeGreaterThan(code.size);
});
