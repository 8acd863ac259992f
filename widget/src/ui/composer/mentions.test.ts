import { expect, test } from 'vitest';
import { mentionAt, namesFor } from './mentions.ts';

test('an @ begins a mention at the beginning of a word, up to the caret', () => {
  expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' });
  expect(mentionAt('Hello @an', 9)).toEqual({ from: 6, typed: 'an' });
  expect(mentionAt('Hello @an and', 9)).toEqual({ from: 6, typed: 'an' });
  expect(mentionAt('ana@example', 11)).toBeUndefined();
  expect(mentionAt('Hello @an and', 13)).toBeUndefined();
});

test('a name is found by the beginning of any part of it, whatever the case and accents', () => {
  const people = ['Ana Kovač', 'Émile Petit', 'محمد علي'].map((name) => ({ name }));
  expect(namesFor(people, 'kovac')).toEqual([people[0]]);
  expect(namesFor(people, 'EM')).toEqual([people[1]]);
  expect(namesFor(people, 'علي')).toEqual([people[2]]);
  expect(namesFor(people, 'na')).toEqual([]);
  expect(namesFor(people, '')).toEqual(people);
});
