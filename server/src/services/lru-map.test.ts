import { expect, test } from 'vitest';
import { LruMap } from './lru-map.ts';

test('what was used longest ago is forgotten once there is too much, and its owner is told', () => {
  const forgotten: string[] = [];
  const map = new LruMap<number, string>(2, (value, key) => { forgotten.push(`${key} ${value}`); });
  map.set(1, 'one');
  map.set(2, 'two');
  map.get(1);
  map.set(3, 'three');
  expect(map.size).toBe(2);
  expect([map.get(1), map.get(2), map.get(3)]).toEqual(['one', undefined, 'three']);
  expect(forgotten).toEqual(['2 two']);
});

test('what is set again is new again, and takes no more room', () => {
  const map = new LruMap<number, string>(2);
  map.set(1, 'one');
  map.set(2, 'two');
  map.set(1, 'uno');
  map.set(3, 'three');
  expect(map.size).toBe(2);
  expect([map.get(1), map.get(2)]).toEqual(['uno', undefined]);
});
