import { expect, test } from 'vitest';
import type { Person } from '../../client/api.ts';
import { memberActions } from './member-actions.ts';

const actions = (own: Person['role'], role: Person['role'], id = 'user-0002') => memberActions(own, { id, role }, 'user-0001').map((action) => action.role);

test('what is offered is what the server lets: admins take out, owners also give roles, nobody touches the owner or themselves', () => {
  expect(actions('owner', 'member')).toEqual(['admin', 'owner', null]);
  expect(actions('owner', 'admin')).toEqual(['member', 'owner', null]);
  expect([actions('admin', 'member'), actions('admin', 'admin')]).toEqual([[null], [null]]);
  expect([actions('admin', 'owner'), actions('member', 'member'), actions('owner', 'member', 'user-0001')]).toEqual([[], [], []]);
});
