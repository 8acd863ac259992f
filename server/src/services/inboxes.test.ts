import { defaultPermissions, type InboxEntry } from '@foyer-chat/widget/protocol';
import { expect, test, vi } from 'vitest';
import type { ConversationRow, MemberRow, Store } from '../store/store.ts';
import { Inboxes } from './inboxes.ts';
import { LiveConversations } from './live-conversations.ts';
import type { Publisher } from './ports.ts';

const member = (userId: number): MemberRow => ({
  userId, uid: `user-${userId}`, kind: 'visitor', role: 'member', deliveredSeq: 0, readSeq: 0, toldSeq: null, joinedSeq: 0, pinned: false, mutedUntil: 0, archivedSeq: 0,
});
const row: ConversationRow = {
  id: 1, uid: 'conversation-1', siteId: 1, kind: 'group', title: 'Plans', state: 'open', assignee: null, snoozedUntil: null, version: 0, lastSeq: 0, lastMessage: null, blockers: [], permissions: defaultPermissions, members: [member(1), member(2)],
};

test('who leaves while a row is on its way is told nothing more', async () => {
  const conversations = new LiveConversations({ store: {} as Store });
  const live = conversations.adopt(row);
  const told: [number, InboxEntry][] = [];
  const base = Promise.withResolvers<object>();
  const inboxes = new Inboxes({
    live: conversations, summaries: { base: () => base.promise, forReader: () => ({}) } as never,
    publisher: { hasInbox: () => true, inbox: (userId: number, entry: InboxEntry) => { told.push([userId, entry]); } } as unknown as Publisher,
  } as never);
  inboxes.touch(live);
  // The row is being built.
  live.members.delete(2);
  base.resolve({});
  await vi.waitFor(() => { expect(told.map(([userId]) => userId)).toEqual([1]); });
  inboxes.touch(live, [2]);
  inboxes.touch(live, [1]);
  await vi.waitFor(() => { expect(told.map(([userId]) => userId)).toEqual([1, 1]); });
  inboxes.stop();
});
