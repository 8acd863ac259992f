import type { Snapshot } from '../../client/api.ts';

/** Whether a group leaves writing in it to its owner and admins, of whom the user is none. */
export const isForAdmins = (snapshot: Pick<Snapshot, 'people' | 'permissions'> | undefined, me: string | undefined): boolean =>
  snapshot?.permissions?.send === 'admins' && !snapshot.people.some(({ id, role }) => id === me && role !== 'member');
