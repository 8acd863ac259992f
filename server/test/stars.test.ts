import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFoyerClient } from '@foyer-chat/widget/headless';
import type { Session, Snapshot, StarsPage } from '@foyer-chat/widget/protocol';
import { WebSocket } from 'ws';
import { api, startServer, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => { server = await startServer(); });
afterAll(() => server.stop());

interface Talk { ada: Session; bob: Session; conversation: string }

/** Ada has said two things to Bob. */
async function talk(): Promise<Talk> {
  const [ada, bob] = [await visitorSession(server, { profile: { name: 'Ada' } }), await visitorSession(server, { profile: { name: 'Bob' } })];
  const { id } = (await api(server, 'POST', '/conversations', { token: ada.accessToken, body: { kind: 'direct', with: bob.user.id } })).body as Snapshot;
  for (const text of ['first', 'second']) await api(server, 'POST', `/conversations/${id}/messages`, { token: ada.accessToken, body: { clientId: `${text}-${id}`, content: { kind: 'text', text } } });
  return { ada, bob, conversation: id };
}
const star = (session: Session, conversation: string, seq: number, on = true) => api(server, 'PUT', `/conversations/${conversation}/messages/${seq}/star`, { token: session.accessToken, body: { on } });
const page = async (session: Session, query = '') => (await api(server, 'GET', `/me/stars${query}`, { token: session.accessToken })).body as StarsPage;

test('what is starred is answered with its conversation and its author, to the one who starred it alone', async () => {
  const { ada, bob, conversation } = await talk();
  expect((await star(bob, conversation, 2)).status).toBe(200);
  expect((await star(bob, conversation, 2)).status).toBe(200);
  const { stars, conversations, people, next } = await page(bob);
  expect(stars).toMatchObject([{ conversation, message: { seq: 2, from: ada.user.id, content: { text: 'second' } } }]);
  expect([conversations.map(({ id, kind }) => [id, kind]), people.map(({ name }) => name), next]).toEqual([[[conversation, 'direct']], ['Ada'], undefined]);
  expect((await page(ada)).stars).toEqual([]);
  expect((await api(server, 'GET', `/conversations/${conversation}/stars`, { token: bob.accessToken })).body).toEqual({ seqs: [2] });
  expect(JSON.stringify((await api(server, 'GET', `/conversations/${conversation}`, { token: ada.accessToken })).body)).not.toMatch(/star/i);
});

test('pages go on where the last one ended, and may be of one conversation', async () => {
  const { ada, conversation } = await talk();
  for (let at = 0; at < 60; at += 1) await api(server, 'POST', `/conversations/${conversation}/messages`, { token: ada.accessToken, body: { clientId: `m-${at}`, content: { kind: 'text', text: `${at}` } } });
  const group = (await api(server, 'POST', '/conversations', { token: ada.accessToken, body: { kind: 'group', title: 'Plans', members: [] } })).body as Snapshot;
  await api(server, 'POST', `/conversations/${group.id}/messages`, { token: ada.accessToken, body: { clientId: 'elsewhere', content: { kind: 'text', text: 'elsewhere' } } });
  for (let seq = 1; seq <= 60; seq += 1) await star(ada, conversation, seq);
  await star(ada, group.id, 1);
  const first = await page(ada);
  const rest = await page(ada, `?before=${first.next}`);
  expect([first.stars.length, rest.stars.length, rest.next]).toEqual([50, 11, undefined]);
  expect(first.stars[0]?.conversation).toBe(group.id);
  expect((await page(ada, `?conversation=${group.id}`)).stars).toHaveLength(1);
  expect((await api(server, 'GET', '/me/stars?before=x', { token: ada.accessToken })).status).toBe(400);
});

test('a deleted message is on no list of stars, and cannot be starred', async () => {
  const { ada, bob, conversation } = await talk();
  await star(bob, conversation, 1);
  await api(server, 'DELETE', `/conversations/${conversation}/messages/1`, { token: ada.accessToken });
  expect((await page(bob)).stars).toEqual([]);
  expect((await star(bob, conversation, 1)).status).toBe(404);
  expect((await star(bob, conversation, 1, false)).status).toBe(200);
  for (const body of [{}, { on: 1 }, { on: true, at: 1 }]) expect((await api(server, 'PUT', `/conversations/${conversation}/messages/2/star`, { token: bob.accessToken, body })).status).toBe(400);
});

/** A client of the headless kind; `stop` ends it. */
async function client() {
  const one = createFoyerClient({ server: server.url, site: 'demo', origin: server.origin, storage: 'memory', WebSocket: WebSocket as never });
  await one.start();
  await expect.poll(() => one.status.value.name).toBe('online');
  return one;
}

test('a client shows a star at once, hears of one by another device and of one that went with its message, and takes back what is refused', async () => {
  const one = await client();
  const conversation = await one.openConversation({ support: true });
  for (const text of ['first', 'second']) await conversation.send({ kind: 'text', text });
  await expect.poll(() => conversation.timeline.value.items.map(({ status }) => status)).toEqual(['sent', 'sent']);
  const { stars } = await one.listTools();
  const seen: number[][] = [];
  const leave = stars.follow(conversation.id, (seqs) => { seen.push([...seqs]); });
  await expect.poll(() => seen.at(-1)).toEqual([]);
  const setting = stars.set(conversation.id, 1, true);
  expect(seen.at(-1)).toEqual([1]);
  await setting;
  expect((await stars.page()).stars.map(({ message }) => message.seq)).toEqual([1]);

  // What another device does comes by the own profile: here the server does it.
  const user = await server.store.users.getByUid(one.me.value?.id ?? '');
  const row = await server.store.conversations.getByUid(conversation.id);
  await server.store.stars.set({ userId: user!.id, conversationId: row!.id, seq: 2, on: true, at: Date.now(), max: 10 });
  await stars.set(conversation.id, 1, false);
  await expect.poll(() => seen.at(-1)).toEqual([2]);
  await conversation.delete(2);
  await expect.poll(() => seen.at(-1)).toEqual([]);

  await expect(stars.set(conversation.id, 2, true)).rejects.toMatchObject({ code: 'not-found' });
  expect(seen.at(-1)).toEqual([]);
  leave();
  await conversation.close();
  await one.stop();
});
