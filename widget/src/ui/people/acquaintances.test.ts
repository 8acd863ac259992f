import { expect, test } from 'vitest';
import type { Person, Summary } from '../../client/api.ts';
import { acquaintances, canWriteTo, companions } from './acquaintances.ts';

const person = (id: string, more: Partial<Person> = {}): Person => ({ id, name: id, kind: 'visitor', role: 'member', ...more });
const me = person('me');
const conversation = (kind: Summary['kind'], people: readonly Person[], isSilent = false): Summary => ({
  id: `${kind}-${people.map(({ id }) => id).join()}`, kind, title: '', version: 1, lastSeq: 1, people: [...people], watermarks: { deliveredSeq: 1, readSeq: 1 }, unread: 0,
  lastMessage: isSilent ? null : { seq: 1, clientId: 'c', from: 'me', at: 1, content: { kind: 'text', text: 'Hello' } },
});
const names = (conversations: Summary[], direct = true): string[] => acquaintances(conversations, 'me', { direct }).map(({ id }) => id);

test('one writes to others of the site who are not its team, where the site lets them', () => {
  const may = (other: Person, direct = true): boolean => canWriteTo(other, 'me', { direct });
  expect([may(person('ana')), may(me), may(person('ana'), false), may(person('tom', { kind: 'staff' })), may(person('tom', { role: 'staff' }))]).toEqual([true, false, false, false, false]);
});

test('those of one\'s groups are offered once, without those one has spoken with alone', () => {
  const [ana, bo, tom] = [person('ana'), person('bo'), person('tom', { kind: 'staff' })];
  expect(names([conversation('group', [me, ana, bo]), conversation('group', [me, bo, tom])])).toEqual(['ana', 'bo']);
  expect(names([conversation('group', [me, ana, bo]), conversation('direct', [me, ana])])).toEqual(['bo']);
  expect(names([conversation('group', [me, ana]), conversation('direct', [me, ana], true)])).toEqual(['ana']);
  expect(names([conversation('support', [me, tom]), conversation('direct', [me, ana])])).toEqual([]);
  expect(names([conversation('group', [me, ana])], false)).toEqual([]);
});

test('a group is made of those whom one shares a conversation with, each once, by name: not oneself, the team, or who has left', () => {
  const [ana, bo, cy, tom] = [person('ana'), person('bo'), person('cy', { hasLeft: true }), person('tom', { kind: 'staff' })];
  const all = [conversation('group', [me, bo, cy, tom]), conversation('direct', [me, ana]), conversation('direct', [me, bo])];
  expect(companions(all, 'me', { direct: true }).map(({ id }) => id)).toEqual(['ana', 'bo']);
  expect(companions(all, 'me', { direct: false })).toEqual([]);
  expect(names([conversation('group', [me, cy])])).toEqual([]);
});
