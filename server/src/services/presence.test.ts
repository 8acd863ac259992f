import type { DeskEntry, InboxEntry } from '@foyer-chat/widget/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Store, UserRow } from '../store/store.ts';
import { DeskVisits } from './desk-visits.ts';
import type { Publisher, Session } from './ports.ts';
import { Presence } from './presence.ts';
import { UserCache } from './user-cache.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const row = (id: number, kind: UserRow['kind'] = 'visitor'): UserRow => ({
  id, uid: `user-${id}`, siteId: kind === 'staff' ? null : 1, kind, externalId: null, name: `User ${id}`, email: null, avatar: null, createdAt: 0, lastSeenAt: 0,
});
const session = (userId: number, deviceId: number, kind: Session['kind'] = 'visitor'): Session => ({
  siteId: 1, siteKey: 'shop', userId, user: `user-${userId}`, kind, deviceId, device: `device-${deviceId}`, expiresAt: Infinity,
});

function house(contacts: Record<number, number[]> = {}) {
  const told: [number, InboxEntry][] = [];
  const desk: DeskEntry[] = [];
  const stored: { id: number; at: number }[] = [];
  const users = {
    contactsOf: async (id: number) => contacts[id] ?? [],
    getMany: async (ids: number[]) => ids.map((id) => row(id)),
    setLastSeen: async (seen: { id: number; at: number }[]) => { stored.push(...seen); },
  } as unknown as Store['users'];
  const publisher: Publisher = {
    conversation: () => {}, restart: () => {}, clearDesk: () => {}, hasInbox: () => true, hasDesk: () => true,
    inbox: (id, entry) => { told.push([id, entry]); }, desk: (_site, ...entries) => { desk.push(...entries); },
  };
  const presence = new Presence({ store: { users }, users: new UserCache({ store: { users } }), visits: new DeskVisits({ publisher }), publisher, clock: Date });
  return { presence, told, desk, stored };
}

test('the first device brings somebody, the last one takes them, after a grace of five seconds', async () => {
  const { presence, told } = house({ 1: [2] });
  presence.connected(session(1, 10));
  presence.connected(session(1, 11));
  presence.disconnected(session(1, 10));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([[2, { kind: 'presence', user: 'user-1', online: true }]]);
  presence.disconnected(session(1, 11));
  const leftAt = Date.now();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(told[1]).toEqual([2, { kind: 'presence', user: 'user-1', online: false, lastSeenAt: leftAt }]);
});

test('a reload is no leaving', async () => {
  const { presence, told } = house({ 1: [2] });
  presence.connected(session(1, 10));
  presence.disconnected(session(1, 10));
  await vi.advanceTimersByTimeAsync(3_000);
  presence.connected(session(1, 10));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('staff are announced to every visitor who is on the site, visitors to their contacts and the desk', async () => {
  const { presence, told, desk } = house();
  presence.connected(session(1, 10));
  presence.connected(session(2, 20));
  presence.connected(session(9, 90, 'staff'));
  await vi.advanceTimersByTimeAsync(250);
  expect(told.map(([id, entry]) => [id, entry.kind === 'presence' && entry.user])).toEqual([[1, 'user-9'], [2, 'user-9']]);
  expect(desk.map((entry) => entry.kind === 'presence' && entry.user)).toEqual(['user-1', 'user-2', 'user-9']);
  expect((await presence.visitorsOn(1, 10)).map((user) => user.uid)).toEqual(['user-1', 'user-2']);
  expect((await presence.visitorsOn(1, 1)).map((user) => user.uid)).toEqual(['user-2']);
});

test('when people were last seen is stored in one go, for those who left and those who are here', async () => {
  const { presence, stored } = house();
  presence.connected(session(1, 10));
  presence.connected(session(2, 20));
  presence.disconnected(session(2, 20));
  await presence.flushLastSeen();
  expect(stored.map(({ id }) => id).sort()).toEqual([1, 2]);
  presence.stop();
});
