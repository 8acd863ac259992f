import { expect, test } from 'vitest';
import type { SearchHit } from '../../protocol/search.ts';
import { mergeHits, piecesOf } from './search-hits.ts';

const hit = (id: string, seq?: number): SearchHit => ({ conversation: { id } as SearchHit['conversation'], at: 1, excerpt: `${id} ${seq}`, ...(seq === undefined ? {} : { seq }) });

test('a conversation is found once, in its first place, by its newest message', () => {
  const merged = mergeHits([hit('a', 3), hit('b'), hit('c', 9)], [hit('c', 4), hit('b', 2), hit('d', 1), hit('a', 7)]);
  expect(merged.map(({ excerpt }) => excerpt)).toEqual(['a 7', 'b 2', 'c 9', 'd 1']);
});

test('the words are marked as one, whatever their case, and no sign in them means anything', () => {
  expect(piecesOf('Is the Blue  lamp back? A blue lamp', ' blue LAMP ')).toEqual(['Is the ', 'Blue  lamp', ' back? A ', 'blue lamp', '']);
  expect(piecesOf('a+b (c)', 'a+b (')).toEqual(['', 'a+b (', 'c)']);
  expect(piecesOf('nothing', '  ')).toEqual(['nothing']);
});
