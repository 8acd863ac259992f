import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFoyerClient, type FoyerClient } from '@foyer-chat/widget/headless';
import type { Session, Snapshot, Summary, User } from '@foyer-chat/widget/protocol';
import { WebSocket } from 'ws';
import { api, staffSession, startServer, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const get = async (session: Session, path: string) => (await api(server, 'GET', path, { token: session.accessToken })).body;
const choose = (session: Session, privacy: object) => api(server, 'PATCH', '/me', { token: session.accessToken, body: { privacy } });

async function client(site = 'demo'): Promise<FoyerClient> {
  const one = createFoyerClient({ server: server.url, site, origin: server.origin, storage: 'memory', WebSocket: WebSocket as never });
  await one.start();
  await expect.poll(() => one.status.value.name).toBe('online');
  return one;
}

/** Two visitors who talk with each other. */
async function pair() {
  const [ada, bob] = [await client(), await client()];
  const [adas, bobs] = [await ada.openConversation({ with: bob.me.value!.id }), await bob.openConversation({ with: ada.me.value!.id })];
  const statuses = () => adas.timeline.value.items.map(({ status }) => status);
  return { ada, bob, adas, bobs, statuses, bobOf: () => ada.presence.value.get(bob.me.value!.id), adaOf: () => bob.presence.value.get(ada.me.value!.id), stop: async () => { await ada.stop(); await bob.stop(); } };
}

test('who hides how far they have read shows what they get as delivered, sees no more themselves, and has read it on all their own devices', async () => {
  const { ada, bob, adas, bobs, statuses, stop } = await pair();
  await adas.send({ kind: 'text', text: 'one' });
  await expect.poll(() => bobs.timeline.value.items.length).toBe(1);
  bobs.markRead(1);
  await expect.poll(statuses).toEqual(['read']);
  await bob.updateMe({ privacy: { receipts: false } });
  expect(bob.me.value?.privacy).toEqual({ lastSeen: true, receipts: false, writers: 'everyone', adders: 'everyone' });
  const rows: Summary[] = [];
  ada.inbox.subscribe(({ conversations }) => { rows.push(...conversations); });

  await adas.send({ kind: 'text', text: 'two' });
  await expect.poll(statuses).toEqual(['read', 'delivered']);
  await expect.poll(() => bob.inbox.value.unread).toBe(1);
  rows.length = 0;
  bobs.markRead(2);
  await expect.poll(() => bob.inbox.value.conversations[0]?.unread).toBe(0);
  // What follows in the same order is told, so that by then reading would have been.
  await bobs.send({ kind: 'text', text: 'three' });
  await expect.poll(() => adas.timeline.value.items.length).toBe(3);
  adas.markRead(3);
  await expect.poll(async () => ((await server.store.conversations.getByUid(adas.id))!.members.map(({ readSeq }) => readSeq))).toEqual([3, 3]);
  await adas.send({ kind: 'text', text: 'four' });
  await expect.poll(statuses).toEqual(['read', 'delivered', undefined, 'delivered']);
  expect(bobs.timeline.value.items.map(({ status }) => status)).toEqual([undefined, undefined, 'delivered', undefined]);
  expect(rows.filter(({ lastSeq, watermarks }) => lastSeq > 1 && watermarks.readSeq > 1)).toEqual([]);
  expect((await server.store.conversations.getByUid(adas.id))?.members.find(({ uid }) => uid === bob.me.value?.id)).toMatchObject({ readSeq: 3, toldSeq: 1 });
  // Chosen otherwise again, what was read meanwhile is told.
  await bob.updateMe({ privacy: { receipts: true } });
  await expect.poll(statuses).toEqual(['read', 'read', undefined, 'delivered']);
  await stop();
});

test('that a hidden reader reads is not even told by the moment of it', async () => {
  const { ada, bob, adas, bobs, statuses, stop } = await pair();
  await bob.updateMe({ privacy: { receipts: false } });
  await adas.send({ kind: 'text', text: 'one' });
  await expect.poll(statuses).toEqual(['delivered']);
  await expect.poll(() => ada.inbox.value.conversations[0]?.watermarks.deliveredSeq).toBe(1);
  let heard = 0;
  ada.inbox.subscribe(() => { heard += 1; });
  bobs.markRead(1);
  await expect.poll(() => bob.inbox.value.conversations[0]?.unread).toBe(0);
  await expect.poll(async () => (await server.store.conversations.getByUid(adas.id))?.members.find(({ uid }) => uid === bob.me.value?.id)?.readSeq).toBe(1);
  // Whatever came of it would have come before this.
  const session = await visitorSession(server);
  await api(server, 'POST', '/conversations', { token: session.accessToken, body: { kind: 'direct', with: ada.me.value!.id } });
  await expect.poll(() => ada.inbox.value.conversations.length).toBe(2);
  expect(heard).toBe(1);
  await stop();
});

test('in a group one who hides it keeps all from seeing that all have read, and in support the team sees it as before', async () => {
  const [ada, bob, carol] = [await visitorSession(server), await visitorSession(server), await visitorSession(server)];
  await choose(carol, { receipts: false });
  const group = (await api(server, 'POST', '/conversations', { token: ada.accessToken, body: { kind: 'group', title: 'Plans', members: [bob.user.id, carol.user.id] } })).body as Snapshot;
  const support = (await api(server, 'POST', '/conversations', { token: carol.accessToken, body: { kind: 'support' } })).body as Snapshot;
  const say = (session: Session, id: string) => api(server, 'POST', `/conversations/${id}/messages`, { token: session.accessToken, body: { clientId: `m-${id}`, content: { kind: 'text', text: 'hello' } } });
  const read = (session: Session, id: string) => api(server, 'POST', `/conversations/${id}/receipts/read`, { token: session.accessToken, body: { seq: 1 } });
  await say(ada, group.id);
  await say(staff, support.id);
  for (const session of [bob, carol]) await read(session, group.id);
  await read(carol, support.id);
  expect((await get(ada, `/conversations/${group.id}`) as Snapshot).watermarks).toEqual({ deliveredSeq: 1, readSeq: 0 });
  expect((await get(staff, `/conversations/${support.id}`) as Snapshot).watermarks).toEqual({ deliveredSeq: 1, readSeq: 1 });
  expect((await get(carol, '/inbox') as { conversations: Summary[] }).conversations.map(({ unread }) => unread)).toEqual([0, 0]);
});

test('who hides when they are here is neither here nor was to others, nor are others to them; the team sees and is seen', async () => {
  const { ada, bob, bobOf, adaOf, stop } = await pair();
  // Of those whom one has just begun to talk with one hears with the next connection.
  for (const one of [ada, bob]) {
    await one.stop();
    await one.start();
  }
  await expect.poll(() => [bobOf()?.online, adaOf()?.online]).toEqual([true, true]);
  const bobsId = bob.me.value!.id;
  await bob.openConversation({ support: true });
  await bob.updateMe({ privacy: { lastSeen: false } });
  const hidden = (user: string) => ({ kind: 'presence', user, online: false });
  await expect.poll(() => [bobOf(), adaOf()]).toEqual([hidden(bobsId), hidden(ada.me.value!.id)]);
  expect((await ada.person(bobsId)).presence).toEqual({ user: bobsId, online: false });
  expect((await bob.person(ada.me.value!.id)).presence).toEqual({ user: ada.me.value!.id, online: false });
  expect(await get(staff, `/users/${bobsId}`)).toMatchObject({ presence: { online: true } });
  expect((await get(staff, '/desk') as { visitors: User[] }).visitors.map(({ id }) => id)).toContain(bobsId);
  expect((await bob.person(staff.user.id)).presence).toHaveProperty('lastSeenAt');

  // Whoever comes and goes is not told of either, also after a new connect.
  const again = await client();
  await again.openConversation({ with: bobsId });
  await again.updateMe({ name: 'Carol' });
  expect((await again.person(bobsId)).presence).toEqual({ user: bobsId, online: false });
  await bob.stop();
  await bob.start();
  await expect.poll(() => bob.status.value.name).toBe('online');
  await expect.poll(() => adaOf()).toEqual({ user: ada.me.value!.id, online: false });
  expect(bobOf()).toEqual(hidden(bobsId));

  await bob.updateMe({ privacy: { lastSeen: true } });
  await expect.poll(() => [bobOf()?.online, adaOf()?.online]).toEqual([true, true]);
  await again.stop();
  await stop();
});

test('what others are told is chosen by visitors and customers, blocked ones too, and by no one of the team', async () => {
  const visitor = await visitorSession(server);
  expect((await choose(visitor, { receipts: false })).body).toMatchObject({ user: { privacy: { lastSeen: true, receipts: false } } });
  expect(await get(visitor, '/me')).toMatchObject({ user: { privacy: { lastSeen: true, receipts: false } } });
  expect((await choose(staff, { receipts: false })).status).toBe(403);
  expect(await get(staff, '/me')).not.toHaveProperty('user.privacy');
  for (const privacy of [{ receipts: 1 }, { lastSeen: null }, { online: false }, 'off']) expect((await choose(visitor, privacy as object)).status).toBe(400);
  await api(server, 'PUT', `/desk/visitors/${visitor.user.id}/block`, { token: staff.accessToken, body: { blocked: true } });
  expect((await choose(visitor, { lastSeen: false })).status).toBe(200);
  expect((await api(server, 'PATCH', '/me', { token: visitor.accessToken, body: { name: 'Ada', privacy: { lastSeen: true } } })).status).toBe(403);
  expect(await get(visitor, '/me')).toMatchObject({ user: { privacy: { lastSeen: false, receipts: false } } });
  const seen = JSON.stringify([await get(staff, `/users/${visitor.user.id}`), await get(staff, '/desk')]);
  expect(seen).not.toMatch(/privacy|hides/);
});
