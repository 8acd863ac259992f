import type { GroupRole, Person } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import { groupRoles } from '../../protocol/records.ts';

/** What may be done with a member: `role` is what they are afterwards, `null` out of the group. */
export interface MemberAction { label: TextKey; role: GroupRole | null; isGrave?: true }

/** The owner first, then admins. */
export const rankOf = ({ role }: Pick<Person, 'role'>): number => groupRoles.findIndex((one) => one === role);

/** As the server lets it: admins take admins and members out, the owner gives roles. */
export function memberActions(own: Person['role'] | undefined, { id, role }: Pick<Person, 'id' | 'role'>, me: string): MemberAction[] {
  if (id === me || role === 'owner' || (own !== 'owner' && own !== 'admin')) return [];
  const remove: MemberAction = { label: 'removeMember', role: null, isGrave: true };
  if (own === 'admin') return [remove];
  return [role === 'admin' ? { label: 'unmakeAdmin', role: 'member' } : { label: 'makeAdmin', role: 'admin' }, { label: 'makeOwner', role: 'owner' }, remove];
}
