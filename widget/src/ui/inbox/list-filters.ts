import type { Summary } from '../../client/api.ts';
import { isArchived } from '../../client/arrangement.ts';
import type { TextKey } from '../../locales/en.ts';

export type Filter = 'all' | 'unread' | 'groups' | 'archived';

export const filterLabels: Readonly<Record<Filter, TextKey>> = { all: 'filterAll', unread: 'filterUnread', groups: 'filterGroups', archived: 'filterArchived' };
/** What a list says that has conversations, and none of these. */
export const emptyTexts: Readonly<Record<Filter, TextKey>> = { all: 'allArchived', unread: 'noneUnread', groups: 'noneGroups', archived: 'noneArchived' };

/** So few are seen at a glance. */
const filterFrom = 9;

/** The filters that are worth offering: none for a short list without an archive. */
export function offeredFilters(conversations: readonly Summary[], now: number): Filter[] {
  const hasArchived = conversations.some((summary) => isArchived(summary, now));
  if (conversations.length < filterFrom && !hasArchived) return [];
  const hasGroups = conversations.some(({ kind }) => kind === 'group');
  return ['all', 'unread', ...(hasGroups ? ['groups'] as const : []), ...(hasArchived ? ['archived'] as const : [])];
}

/** In the order that they came in. What is put away shows under `archived` alone. */
export function filtered(conversations: readonly Summary[], filter: Filter, now: number): Summary[] {
  return conversations.filter((summary) => {
    if (isArchived(summary, now) !== (filter === 'archived')) return false;
    return filter === 'unread' ? summary.unread > 0 : filter === 'groups' ? summary.kind === 'group' : true;
  });
}
