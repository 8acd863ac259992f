import type { Summary } from '../../client/api.ts';

/** What a list shows: conversations in which something was said, and before them groups in which nothing was yet, so that whoever is in a new one finds it. */
export function listed(conversations: readonly Summary[]): Summary[] {
  const silent = conversations.filter(({ kind, lastSeq }) => kind === 'group' && lastSeq === 0);
  return [...silent, ...conversations.filter(({ lastMessage }) => lastMessage !== null)];
}
