import type { Person, SiteFacts, Summary } from '../../client/api.ts';

/** Whether a user may begin a direct conversation with somebody: not with themselves, and the team is written to in support. */
export const canWriteTo = ({ id, kind, role }: Person, me: string, site: SiteFacts): boolean => site.direct && id !== me && kind !== 'staff' && role !== 'staff';

/** Those whom one shares groups with and has said nothing to alone, by the latest word in their groups. A large group tells only some of its people. */
export function acquaintances(conversations: readonly Summary[], me: string, site: SiteFacts): Person[] {
  const known = new Set(conversations.filter(({ kind, lastMessage }) => kind === 'direct' && lastMessage !== null).flatMap(({ people }) => people.map(({ id }) => id)));
  const found = new Map<string, Person>();
  for (const { people } of conversations.filter(({ kind }) => kind === 'group')) {
    for (const person of people) if (!person.hasLeft && canWriteTo(person, me, site) && !known.has(person.id) && !found.has(person.id)) found.set(person.id, person);
  }
  return [...found.values()];
}

/** Everybody whom one shares a conversation with and could have in a group, by name. A large group tells only some of its people. */
export function companions(conversations: readonly Summary[], me: string, site: SiteFacts): Person[] {
  const found = new Map<string, Person>();
  for (const { people } of conversations) for (const person of people) if (!person.hasLeft && canWriteTo(person, me, site)) found.set(person.id, person);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
