import { expect, test } from 'vitest';
import { piecesOf } from './found-pieces.ts';

test('the words are marked as one, whatever their case, and no sign in them means anything', () => {
  expect(piecesOf('Is the Blue  lamp back? A blue lamp', ' blue LAMP ')).toEqual(['Is the ', 'Blue  lamp', ' back? A ', 'blue lamp', '']);
  expect(piecesOf('a+b (c)', 'a+b (')).toEqual(['', 'a+b (', 'c)']);
  expect(piecesOf('Frau Mu\u0308ller', 'm\u00fcller')).toEqual(['Frau ', 'M\u00fcller', '']);
  expect(piecesOf('nothing', '  ')).toEqual(['nothing']);
});
