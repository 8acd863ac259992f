import type { Snapshot, Summary } from '../protocol/records.ts';

/**
 * The first message that its reader had not read when `summary` was true: counted back over messages of others. 0 if none was;
 * the oldest known message when it lies further back; `undefined` while `state` does not reach up to the summary.
 */
export function firstUnread(state: Snapshot, summary: Summary | undefined, me: string): number | undefined {
  if (!summary || summary.unread === 0) return 0;
  if (state.lastSeq < summary.lastSeq) return undefined;
  const isStaff = state.people.some(({ id, role }) => id === me && role === 'staff');
  const ours = new Set(state.people.filter(({ id, role }) => id === me || (isStaff && role === 'staff')).map(({ id }) => id));
  let left = summary.unread;
  const first = state.messages.findLast((message) => {
    if (message.seq <= summary.lastSeq && !ours.has(message.from)) left -= 1;
    return left === 0;
  });
  return first?.seq ?? state.messages[0]?.seq ?? 0;
}
