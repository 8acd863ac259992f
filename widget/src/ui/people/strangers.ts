import type { Person, User } from '../../client/api.ts';

/** Whether one may block or report somebody: another visitor or customer, and not as one of the staff. */
export const isStranger = (person: Pick<Person, 'id' | 'kind' | 'role'>, me: User | undefined): boolean =>
  me !== undefined && me.kind !== 'staff' && person.id !== me.id && person.kind !== 'staff' && person.role !== 'staff';

export const isBlockedBy = (me: User | undefined, id: string): boolean => me?.blockedPeople?.includes(id) ?? false;
