import { expect, test } from 'vitest';
import { initialsOf, shadeOf } from './initials.ts';

test.each([
  ['Ana Kovač', 'AK'], ['Ana Maria Kovač', 'AK'], ['ana', 'A'], ['  (Bob)  "Bobby" Ross ', 'BR'], ['', ''], ['🦊', ''], ['4812', '4'],
  ['Ελένη Παππά', 'ΕΠ'], ['محمد علي', 'م'], ['山田 太郎', '山'], ['Élodie d’Arc', 'ÉD'], ['<img src=x>', 'IS'],
])('the initials of %s are %s', (name, initials) => { expect(initialsOf(name)).toBe(initials); });

test('the same name has the same shade, and names are spread over the shades', () => {
  expect(shadeOf('Ana Kovač', 10)).toBe(shadeOf('Ana Kovač', 10));
  const shades = new Set(Array.from({ length: 200 }, (_, index) => shadeOf(`Visitor ${index}`, 10)));
  expect(shades.size).toBe(10);
});
