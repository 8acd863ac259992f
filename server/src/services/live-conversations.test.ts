import { defaultPermissions } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { ConversationRow, MemberRow } from '../store/store.ts';
import { LiveConversations } from './live-conversations.ts';

const member = (userId: number): MemberRow =>
  ({ userId, uid: `user-${userId}`, kind: 'visitor', role: 'visitor', deliveredSeq: 0, readSeq: 0, toldSeq: null, joinedSeq: 0, pinned: false, mutedUntil: 0, archivedSeq: 0 });
const row = (version: number, userId: number): ConversationRow => ({
  id: 1, uid: 'c-1', siteId: 1, kind: 'support', title: '', state: 'open', assignee: null, snoozedUntil: null, version, lastSeq: 3, lastMessage: null, blockers: [], permissions: defaultPermissions, members: [member(userId)],
});

test('what was read of a conversation before a member became another user is not kept after it, by whom ever it comes', async () => {
  const reads: PromiseWithResolvers<ConversationRow | undefined>[] = [];
  const read = () => {
    const reading = Promise.withResolvers<ConversationRow | undefined>();
    reads.push(reading);
    return reading.promise;
  };
  const live = new LiveConversations({ store: { conversations: { get: read, getByUid: read } as never } });
  const early = live.get('c-1');
  live.handOver(1, 8, { from: 5, to: 6 });
  const late = live.get('c-1');
  reads[0]?.resolve(row(7, 5));
  await early;
  expect(live.peek('c-1')).toBeUndefined();
  live.adopt(row(7, 5));
  expect(live.peek('c-1')).toBeUndefined();
  reads[1]?.resolve(row(8, 6));
  expect([...((await late)?.members.keys() ?? [])]).toEqual([6]);
  expect(live.peek('c-1')?.version).toBe(8);
});

test('watermarks of a member that wait to be stored are those of who they are now', () => {
  const live = new LiveConversations({ store: { conversations: {} as never } });
  const waiting = live.adopt(row(7, 5)).members.get(5);
  live.handOver(1, 8, { from: 5, to: 6 });
  expect(waiting?.userId).toBe(6);
  expect(live.peek('c-1')).toBeUndefined();
});

test('a row from before somebody left, or from before another name, is not kept when it comes late', async () => {
  const reading = Promise.withResolvers<ConversationRow | undefined>();
  const live = new LiveConversations({ store: { conversations: { getByUid: () => reading.promise } as never } });
  const known = live.adopt(row(7, 5));
  expect(live.outdated(known, 8)).toBe(known);
  // An erasure, say, has forgotten it while somebody asks for it.
  live.drop(known);
  const late = live.get('c-1');
  reading.resolve(row(7, 5));
  await late;
  expect(live.peek('c-1')).toBeUndefined();
  live.adopt(row(8, 6));
  expect(live.peek('c-1')?.version).toBe(8);
});
