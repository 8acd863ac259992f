import type { DeskCounts, DeskList } from '../protocol/desk.ts';
import type { Summary } from '../protocol/records.ts';

/** Whether a row of the desk belongs into a list. A conversation without a message is in none. */
export function inDeskList({ state, assignee, snoozedUntil, lastMessage }: Summary, list: DeskList, me: string): boolean {
  if (lastMessage === null) return false;
  if (state === 'resolved' || list === 'resolved') return state === list;
  if (snoozedUntil !== undefined || list === 'snoozed') return snoozedUntil !== undefined && list === 'snoozed';
  switch (list) {
    case 'mine': return assignee === me;
    case 'unassigned': return assignee === undefined;
    case 'all': return true;
  }
}

/** How many conversations a list has on the server. */
export const deskCount = (counts: DeskCounts, list: DeskList, me: string): number => (list === 'mine' ? counts.assigned[me] ?? 0 : counts[list]);
