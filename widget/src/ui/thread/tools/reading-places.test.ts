import { expect, test } from 'vitest';
import { ReadingPlaces } from './reading-places.ts';

function storage(...initial: [string, string][]): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map(initial);
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => { values.set(key, value); } };
}

test('a place is kept for each conversation of a user, until its end is read', () => {
  const tab = storage();
  const places = new ReadingPlaces('me', tab);
  places.set('a', 7);
  places.set('b', 9);
  places.set('a', 5);
  expect([places.of('a'), places.of('b'), places.of('c')]).toEqual([5, 9, undefined]);
  expect(new ReadingPlaces('me', tab).of('a')).toBe(5);
  expect(new ReadingPlaces('somebody-else', tab).of('a')).toBeUndefined();
  places.set('a', undefined);
  expect([places.of('a'), places.of('b')]).toEqual([undefined, 9]);
});

test('of very many conversations the latest places are kept', () => {
  const places = new ReadingPlaces('me', storage());
  for (let index = 0; index < 30; index += 1) places.set(`conversation-${index}`, index + 1);
  expect([places.of('conversation-9'), places.of('conversation-10'), places.of('conversation-29')]).toEqual([undefined, 11, 30]);
});

test('what is no list of places, and storage that refuses, is no place and no fault', () => {
  for (const stored of ['nonsense', '[]', '{"a":"b"}', '{"b":1}']) expect(new ReadingPlaces('me', storage(['foyer:places:me', stored])).of('a'), stored).toBeUndefined();
  const refusing = { getItem: () => { throw new DOMException('', 'SecurityError'); }, setItem: () => { throw new DOMException('', 'QuotaExceededError'); } };
  const places = new ReadingPlaces('me', refusing);
  places.set('a', 1);
  expect(places.of('a')).toBeUndefined();
});
