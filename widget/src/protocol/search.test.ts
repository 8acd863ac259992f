import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf } from './search.ts';

test('an excerpt is one line round what was found, marked where it was cut', () => {
  expect(excerptOf('Where is\n my  order?', 'ORDER')).toBe('Where is my order?');
  const long = `${'a '.repeat(200)}order 42 ${'b '.repeat(200)}`;
  expect(excerptOf(long, 'order')).toMatch(/^…a .*order 42 b .*…$/);
  expect(excerptOf(long, 'order').length).toBeLessThan(160);
});

test('of whatever text, an excerpt has what was found and no half of a sign', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 }), (head, tail) => {
    const excerpt = excerptOf(`${head}needle${tail}`, 'needle');
    expect(excerpt).toContain('needle');
    expect(excerpt.isWellFormed()).toBe(true);
  }));
});
