import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFoyerClient } from '@foyer-chat/widget/headless';
import type { DataPage, Session, Snapshot } from '@foyer-chat/widget/protocol';
import { WebSocket } from 'ws';
import { api, startServer, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => { server = await startServer(); });
afterAll(() => server.stop());

const data = (session: Session, query = '') => api(server, 'GET', `/me/data${query}`, { token: session.accessToken });

test('somebody gets what is stored of them, with what they said and nothing that others did, also when staff have blocked them', async () => {
  const [ada, bob] = [await visitorSession(server, { profile: { name: 'Ada', email: 'ada@example.org' } }), await visitorSession(server, { profile: { name: 'Bob' } })];
  const { id } = (await api(server, 'POST', '/conversations', { token: ada.accessToken, body: { kind: 'direct', with: bob.user.id } })).body as Snapshot;
  for (const [session, text] of [[ada, 'a word of mine'], [bob, 'a word of his']] as const) await api(server, 'POST', `/conversations/${id}/messages`, { token: session.accessToken, body: { clientId: `m-${session.user.id}`, content: { kind: 'text', text } } });
  await api(server, 'PUT', `/conversations/${id}/messages/2/star`, { token: ada.accessToken, body: { on: true } });
  await server.store.users.setBlocked((await server.store.users.getByUid(ada.user.id))!.id, Date.now());
  const { body, status, headers } = await data(ada);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toMatchObject({
    user: { uid: ada.user.id, name: 'Ada', email: 'ada@example.org', privacy: { lastSeen: true, receipts: true } }, devices: [{ id: ada.device.id }],
    conversations: [{ id, kind: 'direct', starred: [2], messages: [{ seq: 1, content: { text: 'a word of mine' } }] }],
  });
  expect(body).not.toHaveProperty('next');
  expect(JSON.stringify(body)).not.toMatch(/a word of his|Bob/);
  for (const query of ['?before=x', '?before=1', '?after=1.1']) expect((await data(ada, query)).status).toBe(400);
  expect((await data(bob, `?before=1.0`)).body).not.toHaveProperty('user');
});

test('a client writes all pages into one document, and stops when it is told to', async () => {
  const client = createFoyerClient({ server: server.url, site: 'demo', origin: server.origin, storage: 'memory', WebSocket: WebSocket as never });
  await client.start();
  await expect.poll(() => client.status.value.name).toBe('online');
  const conversation = await client.openConversation({ support: true });
  for (let count = 0; count < 205; count += 1) await conversation.send({ kind: 'text', text: `message ${count}` });
  await expect.poll(() => client.queued.value, { timeout: 20_000 }).toBe(0);
  const progress: number[] = [];
  const { ownData } = await client.listTools().then((tools) => ({ ownData: tools.ownData.bind(tools) }));
  const document = JSON.parse(await (await ownData({ onProgress: (count) => { progress.push(count); } })).text()) as DataPage;
  expect(progress).toEqual([200, 205]);
  expect(document.conversations.map(({ id, messages }) => [id, messages.length])).toEqual([[conversation.id, 205]]);
  expect(document).toHaveProperty('user.uid', client.me.value?.id);
  const end = new AbortController();
  await expect(ownData({ onProgress: () => { end.abort(new Error('enough')); }, signal: end.signal })).rejects.toThrow('enough');
  await client.stop();
});

test('it is asked for about once a minute: a third time at once is refused with how long to wait, and going on with the pages is not', async () => {
  const limited = await startServer({ env: { FOYER_RATE_SCALE: '1' } });
  const ada = await visitorSession(limited);
  const ask = (query = '') => api(limited, 'GET', `/me/data${query}`, { token: ada.accessToken });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const { status, body } = await ask();
  expect([status, (body as { error: { retryAfterMs: number } }).error.retryAfterMs > 50_000]).toEqual([429, true]);
  for (let count = 0; count < 5; count += 1) expect((await ask('?before=1.0')).status).toBe(200);
  await limited.stop();
});
