import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf, mergeHits, type SearchHit } from './search.ts';

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

const hit = (id: string, seq?: number): SearchHit => ({ conversation: { id } as SearchHit['conversation'], at: 1, excerpt: `${id} ${seq}`, ...(seq === undefined ? {} : { seq }) });

test('a conversation is found once, in its first place, by its newest message', () => {
  const merged = mergeHits([hit('a', 3), hit('b'), hit('c', 9)], [hit('c', 4), hit('b', 2), hit('d', 1), hit('a', 7)]);
  expect(merged.map(({ excerpt }) => excerpt)).toEqual(['a 7', 'b 2', 'c 9', 'd 1']);
});
