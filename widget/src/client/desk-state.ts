import type { DeskState } from './desk-api.ts';

/** Of a desk that has heard nothing yet. */
export const emptyDesk: DeskState = {
  conversations: [], counts: { all: 0, unassigned: 0, snoozed: 0, resolved: 0, assigned: {} },
  visitors: [], places: new Map(), team: [], site: undefined, unread: 0, loaded: false,
};
