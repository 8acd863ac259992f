import type { DeskList } from '@foyer-chat/widget/headless';

/** The lists of the desk, as they are called, and what stands where one has nothing in it. */
export const views: readonly { id: DeskList; label: string; empty: string }[] = [
  { id: 'mine', label: 'Mine', empty: 'Nothing is assigned to you.' },
  { id: 'unassigned', label: 'Unassigned', empty: 'Everything open has somebody who looks after it.' },
  { id: 'all', label: 'All', empty: 'No conversation is open. New ones come in by themselves.' },
  { id: 'snoozed', label: 'Snoozed', empty: 'Nothing is snoozed. What is waits here until its time, or until the visitor writes.' },
  { id: 'resolved', label: 'Resolved', empty: 'Nothing is resolved yet.' },
];
