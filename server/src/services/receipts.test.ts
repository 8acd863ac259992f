import { defaultPermissions, type Change } from '@foyer-chat/widget/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationRow, MemberRow, Store } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import { LiveConversations } from './live-conversations.ts';
import type { Publisher, Session } from './ports.ts';
import { Receipts } from './receipts.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const member = (userId: number, role: MemberRow['role']): MemberRow => ({
  userId, uid: `user-${userId}`, kind: role === 'team' ? 'team' : 'visitor', role, deliveredSeq: 0, readSeq: 0, toldSeq: null, joinedSeq: 0, pinned: false, mutedUntil: 0, archivedSeq: 0,
});
const session = (userId: number, kind: Session['kind'] = 'visitor', deviceId = userId * 10): Session => ({
  siteId: 1, siteKey: 'shop', userId, user: `user-${userId}`, kind, deviceId, device: `device-${deviceId}`, expiresAt: Infinity, isBlocked: false,
});

type Stored = Parameters<Store['log']['receipts']>[0];

function room(change: Partial<ConversationRow> = {}) {
  const stored: Stored[] = [];
  const announced: Change[] = [];
  const state = { fails: false, loads: 0, version: 20 };
  const row: ConversationRow = {
    id: 1, uid: 'conversation-1', siteId: 1, kind: 'direct', title: '', state: 'open', assignee: null, snoozedUntil: null, version: 20, lastSeq: 20, lastMessage: null,
    members: [member(1, 'member'), member(2, 'member')], blockers: [], permissions: defaultPermissions, ...change,
  };
  const store = {
    conversations: { getByUid: async () => { state.loads += 1; return row; } } as unknown as Store['conversations'],
    log: {
      receipts: async (receipts: Stored) => {
        if (state.fails) throw new Error('disk full');
        stored.push(receipts);
        return receipts.shared ? { v: state.version += 1 } : undefined;
      },
    } as unknown as Store['log'],
  };
  const publisher = { conversation: (_: unknown, changes: readonly Change[]) => { announced.push(...changes); } } as unknown as Publisher;
  const live = new LiveConversations({ store });
  const receipts = new Receipts({ store, live, inboxes: { touch: () => {} } as unknown as Inboxes, publisher, clock: Date });
  return { receipts, live, stored, announced, state };
}

test('what everybody has reached is announced; what one has reached is not', async () => {
  const { receipts, announced } = room();
  await receipts.mark(session(1), 'conversation-1', 5, true);
  expect(announced).toEqual([]);
  const second = receipts.mark(session(2), 'conversation-1', 3, false);
  await vi.advanceTimersByTimeAsync(250);
  await second;
  expect(announced).toEqual([{ v: 21, kind: 'receipt', deliveredSeq: 3, readSeq: 0 }]);
});

test('many receipts become at most four commits a second, and each command waits for its own', async () => {
  const { receipts, stored } = room();
  const first = receipts.mark(session(1), 'conversation-1', 1, true);
  await first;
  const rest = Promise.all(Array.from({ length: 18 }, (_, index) => receipts.mark(session(1), 'conversation-1', index + 2, true)));
  await vi.advanceTimersByTimeAsync(249);
  expect(stored).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  await rest;
  expect(stored.map((commit) => commit.members[0]?.readSeq)).toEqual([1, 19]);
});

test('a receipt that says nothing new is answered without a commit, and none goes beyond the last message', async () => {
  const { receipts, stored } = room();
  await receipts.mark(session(1), 'conversation-1', 1_000_000, true);
  await receipts.mark(session(1), 'conversation-1', 7, true);
  expect(stored.map((commit) => commit.members)).toEqual([[{ userId: 1, deliveredSeq: 20, readSeq: 20 }]]);
});

test('in support staff move the watermarks of the team', async () => {
  const { receipts, stored } = room({ kind: 'support', members: [member(1, 'visitor'), member(99, 'team')] });
  await receipts.mark(session(7, 'staff'), 'conversation-1', 4, true);
  expect(stored[0]?.members).toEqual([{ userId: 99, deliveredSeq: 4, readSeq: 4 }]);
  expect(stored[0]?.devices).toEqual([{ deviceId: 70, deliveredSeq: 4 }]);
});

test('a commit that fails is told to whoever waits, and memory is read anew', async () => {
  const { receipts, state } = room();
  state.fails = true;
  await expect(receipts.mark(session(1), 'conversation-1', 5, true)).rejects.toThrow('disk full');
  state.fails = false;
  const again = receipts.mark(session(1), 'conversation-1', 5, true);
  await vi.advanceTimersByTimeAsync(250);
  await again;
  expect(state.loads).toBe(2);
});

test('a sender who was the last to read moves the shared watermarks with what they send', async () => {
  const { receipts, live, announced } = room();
  await receipts.mark(session(2), 'conversation-1', 20, true);
  const conversation = await live.get('conversation-1');
  const sender = conversation?.members.get(1);
  if (!conversation || !sender) throw new Error('not loaded');
  receipts.sent(conversation, sender, 21);
  await vi.advanceTimersByTimeAsync(250);
  expect(announced).toEqual([{ v: 21, kind: 'receipt', deliveredSeq: 20, readSeq: 20 }]);
});

test('what messages alone imply is announced once a second, however many they are', async () => {
  const { receipts, live, stored } = room();
  await receipts.mark(session(2), 'conversation-1', 20, true);
  const conversation = await live.get('conversation-1');
  const [one, other] = [conversation?.members.get(1), conversation?.members.get(2)];
  if (!conversation || !one || !other) throw new Error('not loaded');
  for (let seq = 21; seq <= 60; seq += 1) {
    receipts.sent(conversation, seq % 2 === 0 ? one : other, seq);
    await vi.advanceTimersByTimeAsync(100);
  }
  const shared = stored.filter((commit) => commit.shared);
  expect(shared.length).toBeGreaterThanOrEqual(4);
  expect(shared.length).toBeLessThanOrEqual(6);
});

test('a conversation is loaded once, however many ask at the same time', async () => {
  const { live, state } = room();
  const asked = await Promise.all(Array.from({ length: 50 }, () => live.get('conversation-1')));
  expect(new Set(asked).size).toBe(1);
  expect(state.loads).toBe(1);
});
