import { expect, test } from 'vitest';
import { missingFields } from './missing-fields.ts';

test('only what the site asks for and nobody has told is missing; customers are asked nothing', () => {
  const visitor = { id: 'a', name: 'Visitor 4F2A', kind: 'visitor' as const };
  expect(missingFields('name email', visitor)).toEqual(['name', 'email']);
  expect(missingFields('email', visitor)).toEqual(['email']);
  expect(missingFields('name, email', { ...visitor, name: 'Ada' })).toEqual(['email']);
  expect(missingFields('name email', { ...visitor, name: 'Ada', email: 'ada@example.org' })).toEqual([]);
  expect(missingFields('name email', { ...visitor, kind: 'customer' })).toEqual([]);
  expect(missingFields('', visitor)).toEqual([]);
  expect(missingFields('name', undefined)).toEqual([]);
});
