import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, Summary } from '@foyer-chat/widget/protocol';
import { afterEach, expect, test } from 'vitest';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

const dayMs = 24 * 3_600_000;
/** The sweep comes a second after the start; a loaded machine takes its time. */
const patiently = { timeout: 20_000 };

const directory = mkdtempSync(join(tmpdir(), 'foyer-retention-'));
let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('what a site keeps for a day is gone after it from history, lists and the log; places, counting and newer messages stay', async () => {
  let behindMs = 0;
  server = await startServer({ directory, clock: { now: () => Date.now() - behindMs } });
  await server.store.sites.update('demo', { settings: { name: 'Demo', retention: { days: 1 }, direct: true, enabled: true } });
  const staff = await staffSession(server);
  const [quiet, busy] = [await visitorSession(server), await visitorSession(server)];
  const conversations = [(await supportConversation(server, quiet)).id, (await supportConversation(server, busy)).id] as const;
  const send = async (conversation: string, token: string, clientId: string) => {
    const body = { clientId, content: { kind: 'text', text: `said in ${clientId}` } };
    return (await api(server!, 'POST', `/conversations/${conversation}/messages`, { token, body })).status;
  };
  behindMs = 2 * dayMs;
  expect(await send(conversations[0], quiet.accessToken, 'old-1')).toBe(201);
  expect(await send(conversations[1], busy.accessToken, 'old-2')).toBe(201);
  behindMs = 0;
  expect(await send(conversations[1], busy.accessToken, 'new-1')).toBe(201);
  await server.stop();

  server = await startServer({ directory });
  const get = async (path: string) => (await api(server!, 'GET', path, { token: staff.accessToken })).body;
  const messages = async (id: string) => (await get(`/conversations/${id}/messages?after=0`) as { messages: Message[] }).messages;
  const kinds = async () => Promise.all(conversations.map(async (id) => (await messages(id)).map(({ seq, content }) => [seq, content.kind])));
  await expect.poll(kinds, patiently).toEqual([[[1, 'none']], [[1, 'none'], [2, 'text']]]);

  const { conversations: desk } = await get('/desk') as { conversations: Summary[] };
  expect(desk.find(({ id }) => id === conversations[0])?.lastMessage).toMatchObject({ seq: 1, content: { kind: 'none' } });
  expect(desk.find(({ id }) => id === conversations[1])?.lastMessage).toMatchObject({ seq: 2, content: { kind: 'text' } });
  const everything = JSON.stringify([desk, ...await Promise.all(conversations.flatMap((id) => [get(`/conversations/${id}`), get(`/conversations/${id}/changes?after=0`)]))]);
  expect(everything).toContain('said in new-1');
  expect(everything).not.toContain('said in old');
  // A late resend is still the same message, and the counting goes on.
  expect(await send(conversations[0], quiet.accessToken, 'old-1')).toBe(200);
  expect(await send(conversations[0], quiet.accessToken, 'new-2')).toBe(201);
  expect((await messages(conversations[0])).map(({ seq }) => seq)).toEqual([1, 2]);
});
