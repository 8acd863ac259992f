import type { DeskEntry, InboxEntry } from '@foyer-chat/widget/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Store, UserRow } from '../store/store.ts';
import { DeskVisits } from './desk-visits.ts';
import type { Publisher, Session } from './ports.ts';
import { Presence } from './presence.ts';
import { UserCache } from './user-cache.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const row = (id: number, kind: UserRow['kind'] = 'visitor', siteId = 1): UserRow => ({
  id, uid: `user-${id}`, siteId: kind === 'staff' ? null : siteId, kind, externalId: null, name: `User ${id}`, email: null, avatar: null, createdAt: 0, lastSeenAt: 0, blockedAt: null, starsRevision: 0, devicesRevision: 0, hidesLastSeen: false, hidesReading: false, writers: 'everyone', adders: 'everyone',
});
const session = (userId: number, deviceId: number, kind: Session['kind'] = 'visitor', siteId = 1): Session => ({
  siteId, siteKey: 'shop', userId, user: `user-${userId}`, kind, deviceId, device: `device-${deviceId}`, expiresAt: Infinity, isBlocked: false,
});

function house(contacts: Record<number, number[]> = {}) {
  const told: [number, InboxEntry][] = [];
  const desk: DeskEntry[] = [];
  const desks: [number, DeskEntry][] = [];
  const stored: { id: number; at: number }[] = [];
  const storedDevices: { id: number; at: number }[] = [];
  const users = {
    contactsOf: async (id: number) => contacts[id] ?? [],
    // By their number: from 90 on staff, from 50 on visitors of the second site.
    getMany: async (ids: number[]) => ids.map((id) => row(id, id >= 90 ? 'staff' : 'visitor', id >= 50 ? 2 : 1)),
    setLastSeen: async (seen: { id: number; at: number }[]) => { stored.push(...seen); },
  } as unknown as Store['users'];
  const devices = { setLastSeen: async (seen: { id: number; at: number }[]) => { storedDevices.push(...seen); } } as unknown as Store['devices'];
  const publisher: Publisher = {
    conversation: () => {}, restart: () => {}, clearDesk: () => {}, hasInbox: () => true, hasDesk: () => true,
    inbox: (id, entry) => { told.push([id, entry]); }, desk: (site, ...entries) => { for (const entry of entries) { desk.push(entry); desks.push([site, entry]); } },
  };
  const presence = new Presence({ store: { users, devices }, users: new UserCache({ store: { users } }), visits: new DeskVisits({ publisher }), publisher, clock: Date });
  return { presence, told, desk, desks, stored, storedDevices };
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
  presence.connected(session(99, 990, 'staff'));
  await vi.advanceTimersByTimeAsync(250);
  expect(told.map(([id, entry]) => [id, entry.kind === 'presence' && entry.user])).toEqual([[1, 'user-99'], [2, 'user-99']]);
  expect(desk.map((entry) => entry.kind === 'presence' && entry.user)).toEqual(['user-1', 'user-2', 'user-99']);
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

test('staff of several sites come and go on each that they look after; a colleague hears that they have gone with the last', async () => {
  const { presence, told, desks } = house({ 99: [1, 50, 98] });
  for (const [userId, site] of [[1, 1], [2, 1], [50, 2]] as const) presence.connected(session(userId, userId * 10, 'visitor', site));
  await vi.advanceTimersByTimeAsync(250);
  told.length = desks.length = 0;
  const news = () => told.splice(0).map(([id, entry]) => [id, entry.kind === 'presence' && entry.online]);
  const onDesks = () => desks.splice(0).map(([site, entry]) => [site, entry.kind === 'presence' && entry.online]);

  presence.connected(session(99, 991, 'staff', 1));
  await vi.advanceTimersByTimeAsync(250);
  expect([news(), onDesks()]).toEqual([[[1, true], [98, true], [2, true]], [[1, true]]]);
  expect([presence.of(row(99, 'staff'), 1).online, presence.of(row(99, 'staff'), 2).online]).toEqual([true, false]);

  presence.connected(session(99, 992, 'staff', 2));
  await vi.advanceTimersByTimeAsync(250);
  expect([news(), onDesks()]).toEqual([[[50, true], [98, true]], [[2, true]]]);
  expect(presence.of(row(99, 'staff'), 2).online).toBe(true);

  presence.disconnected(session(99, 991, 'staff', 1));
  await vi.advanceTimersByTimeAsync(5_250);
  expect([news(), onDesks()]).toEqual([[[1, false], [2, false]], [[1, false]]]);
  presence.disconnected(session(99, 992, 'staff', 2));
  await vi.advanceTimersByTimeAsync(5_250);
  expect([news(), onDesks()]).toEqual([[[50, false], [98, false]], [[2, false]]]);
  presence.stop();
});

test('a device is here while it has a socket, and its last one is remembered until it is stored', async () => {
  const { presence, storedDevices } = house({});
  const device = { id: 10, uid: 'device-10', userId: 1, siteId: 1, label: '', createdAt: 0, lastSeenAt: 5, revokedAt: null };
  expect(presence.ofDevice(device)).toEqual({ online: false, lastSeenAt: 5 });
  presence.connected(session(1, 10));
  expect(presence.ofDevice(device)).toEqual({ online: true, lastSeenAt: Date.now() });
  expect(presence.ofDevice({ ...device, id: 11 })).toEqual({ online: false, lastSeenAt: 5 });
  const leftAt = Date.now();
  presence.disconnected(session(1, 10));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(presence.ofDevice(device)).toEqual({ online: false, lastSeenAt: leftAt });
  await presence.flushLastSeen();
  await presence.flushLastSeen();
  expect(storedDevices).toEqual([{ id: 10, at: leftAt }]);
});
