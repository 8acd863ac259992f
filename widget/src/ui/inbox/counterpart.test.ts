import { expect, test } from 'vitest';
import type { Person } from '../../client/api.ts';
import { counterpart } from './counterpart.ts';

const person = (id: string, role: Person['role'], more: Partial<Person> = {}): Person => ({ id, name: id, kind: role === 'staff' ? 'staff' : 'visitor', role, ...more });

test('who has left the team names their words, but is nobody whom one talks with', () => {
  const people = [person('ada', 'visitor'), person('sam', 'staff'), person('eve', 'staff', { hasLeft: true })];
  expect(counterpart({ kind: 'support', title: '', people }, 'ada', false).people.map(({ id }) => id)).toEqual(['sam']);
  expect(counterpart({ kind: 'support', title: '', people }, 'sam', true).people.map(({ id }) => id)).toEqual(['ada']);
});
