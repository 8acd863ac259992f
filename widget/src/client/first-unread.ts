import type { Snapshot, Summary } from '../protocol/records.ts';

interface Opening {
  /** Of the moment of opening; it may be as old as the last visit. */
  summary: Summary | undefined;
  /** How far this device had got then: the last message seen or written on it; 0 if none is known. */
  readSeq: number;
  me: string;
}

/**
 * The first message that was new to its reader at the opening. 0 if none was; the oldest known message when it lies further back;
 * `undefined` while that is not known.
 *
 * With unread messages in the summary: counted back from it over messages of others. Without, everything that others have
 * written since this device was here last, once `state` is caught up; not for staff, whose colleagues read for them.
 */
export function firstUnread(state: Snapshot, { summary, readSeq, me }: Opening, isCaughtUp: boolean): number | undefined {
  const isStaff = state.people.some(({ id, role }) => id === me && role === 'staff');
  if (!summary || summary.unread === 0) {
    if (!isCaughtUp) return undefined;
    if (isStaff || readSeq === 0) return 0;
    return state.messages.find(({ seq, from }) => seq > readSeq && from !== me)?.seq ?? 0;
  }
  if (state.lastSeq < summary.lastSeq) return undefined;
  const ours = new Set(state.people.filter(({ id, role }) => id === me || (isStaff && role === 'staff')).map(({ id }) => id));
  let left = summary.unread;
  const first = state.messages.findLast((message) => {
    if (message.seq <= summary.lastSeq && !ours.has(message.from)) left -= 1;
    return left === 0;
  });
  return first?.seq ?? state.messages[0]?.seq ?? 0;
}
