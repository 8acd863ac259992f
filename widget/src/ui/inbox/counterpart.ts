import type { Person, Summary } from '../../client/api.ts';
import { localize } from '../localize.ts';

/** Whom a conversation is with, as its reader sees it. */
export function counterpart(summary: Pick<Summary, 'kind' | 'title' | 'people'>, me: string, isStaff: boolean): { name: string; people: Person[] } {
  const others = summary.people.filter((person) => person.id !== me && !person.hasLeft);
  const shown = summary.kind === 'support' ? others.filter((person) => (person.role === 'staff') !== isStaff) : others;
  const name = summary.kind === 'support' && !isStaff ? summary.title || localize('team') : summary.title || shown[0]?.name || localize('team');
  return { name, people: shown };
}
