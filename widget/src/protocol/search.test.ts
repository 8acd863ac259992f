import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf, fits, mergeHits, type SearchHit } from './search.ts';

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

test('what fits is in the excerpt, however its letters are composed and written', () => {
  const far = 'xy '.repeat(100);
  for (const [text, words] of [
    ['Mu\u0308ller', 'm\u00fcller'], ['M\u00fcller', 'MU\u0308LLER'], ['\u1100\u1161\u11a8', '\uac01'], ['J\u030caj', '\u01f0AJ'], ['two\n  words', 'TWO\n  WORDS'],
  ] as const) {
    for (const before of [far, `\u0130${far}`, `${'\u0130'.repeat(300)} `, `${'J\u030c'.repeat(300)} `, 'u\u0308'.repeat(150)]) {
      const whole = `${before}${text} ${far}`;
      expect(fits(whole, words), words).toBe(true);
      const excerpt = excerptOf(whole, words);
      expect(fits(excerpt, words.replace(/\s+/g, ' ')), `${words} in ${excerpt}`).toBe(true);
      expect(excerpt.length).toBeLessThan(300);
    }
  }
});

const hit = (id: string, seq?: number): SearchHit => ({ conversation: { id } as SearchHit['conversation'], at: 1, excerpt: `${id} ${seq}`, ...(seq === undefined ? {} : { seq }) });

test('a conversation is found once, in its first place, by its newest message', () => {
  const merged = mergeHits([hit('a', 3), hit('b'), hit('c', 9)], [hit('c', 4), hit('b', 2), hit('d', 1), hit('a', 7)]);
  expect(merged.map(({ excerpt }) => excerpt)).toEqual(['a 7', 'b 2', 'c 9', 'd 1']);
});
