/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import 'fake-indexeddb/auto';
import { createFoyerClient } from '@foyer-chat/widget/headless';
import type { Session, Snapshot } from '@foyer-chat/widget/protocol';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { api, staffSession, startServer, supportConversation, TestSocket, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
afterEach(() => server.stop());

/** As the command line does it. */
async function setEnabled(enabled: boolean): Promise<void> {
  const site = await server.store.sites.get('demo');
  if (!site) throw new Error('There is no demo site.');
  await server.store.sites.update('demo', { settings: { ...site.settings, enabled } });
  await server.store.noteOutsideChange();
}

const statusOf = async (method: string, path: string, options: Parameters<typeof api>[3] = {}) => {
  const { status, body } = await api(server, method, path, options);
  return [status, (body as { error?: { code: string } } | undefined)?.error?.code];
};
const begin = () => statusOf('POST', '/sessions', { body: { site: 'demo' } });
const refused = [403, 'site-disabled'];

test('a disabled site lets in no visitor by any door, and closes those who are in; staff go on, other sites too', async () => {
  server = await startServer();
  await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  await server.store.noteOutsideChange();
  const staff = await staffSession(server);
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  await expect.poll(() => statusOf('POST', '/sessions', { body: { site: 'other' } }), patiently).toEqual([201, undefined]);
  const elsewhere = await visitorSession(server, { site: 'other' });
  const [socket, staffSocket, otherSocket] = await Promise.all([visitor, staff, elsewhere].map((session) => TestSocket.open(server, session)));

  await setEnabled(false);
  expect(await socket?.closed).toBe(4403);
  expect(await begin()).toEqual(refused);
  expect(await statusOf('POST', '/sessions/refresh', { body: { refreshToken: visitor.refreshToken } })).toEqual(refused);
  expect(await statusOf('GET', `/conversations/${id}`, { token: visitor.accessToken })).toEqual(refused);
  await expect(TestSocket.open(server, visitor)).rejects.toThrow('403');
  expect((await api(server, 'POST', `/conversations/${id}/messages`, { token: staff.accessToken, body: { clientId: 'meanwhile', content: { kind: 'text', text: 'We are back soon' } } })).status).toBe(201);
  for (const open of [staffSocket, otherSocket]) {
    open?.send({ t: 'ping' });
    await open?.frame(({ t }) => t === 'pong');
  }

  await setEnabled(true);
  await expect.poll(begin, patiently).toEqual([201, undefined]);
  // The refused refresh has not used up the token, and the conversation is what it was.
  const { status, body } = await api(server, 'POST', '/sessions/refresh', { body: { refreshToken: visitor.refreshToken } });
  expect(status).toBe(200);
  const snapshot = (await api(server, 'GET', `/conversations/${id}`, { token: (body as Session).accessToken })).body as Snapshot;
  expect(snapshot.messages.map(({ clientId }) => clientId)).toEqual(['meanwhile']);
});

test('a client of a disabled site says so and gives up; what it had not sent waits on the device, and goes when the site is back', async () => {
  server = await startServer();
  const make = () => createFoyerClient({ server: server.url, origin: server.origin, site: 'demo', storage: 'indexeddb', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  const before = make();
  await before.start();
  const { id } = await before.openConversation({ support: true });
  await expect.poll(() => before.status.value.name, patiently).toBe('online');
  await setEnabled(false);
  await expect.poll(() => before.status.value, patiently).toEqual({ name: 'failed', code: 'site-disabled' });
  const handle = await before.openConversation({ id });
  await handle.send({ kind: 'text', text: 'Are you there?' });
  await before.stop();

  const meanwhile = make();
  await meanwhile.start();
  await expect.poll(() => meanwhile.status.value, patiently).toEqual({ name: 'failed', code: 'site-disabled' });
  expect([meanwhile.queued.value, meanwhile.me.value?.id]).toEqual([1, before.me.value?.id]);
  await meanwhile.stop();

  await setEnabled(true);
  await expect.poll(begin, patiently).toEqual([201, undefined]);
  const after = make();
  await after.start();
  await expect.poll(() => after.queued.value, patiently).toBe(0);
  expect((await server.store.conversations.getByUid(id))?.lastMessage?.content).toEqual({ kind: 'text', text: 'Are you there?' });
  await after.stop();
});
