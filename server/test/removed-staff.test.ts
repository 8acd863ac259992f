import { afterEach, expect, test } from 'vitest';
import { responses, type Session, type Snapshot, type Summary } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { api, runCli, spawnServer, supportConversation, TestSocket, visitorSession, type SpawnedServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };
const password = 'a long enough password';

let server: SpawnedServer;
afterEach(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });

test('an account that is removed beside a running server is out at once, everywhere; its words and name stay, its conversations are free', async () => {
  server = await spawnServer();
  const { directory } = server;
  for (const [email, name] of [['sam@example.org', 'Sam'], ['eve@example.org', 'Eve']] as const) await runCli(directory, ['staff', 'add', email, '--name', name], password);
  const signIn = async (email: string) => (await api(server, 'POST', '/staff/sessions', { body: { email, password } }));
  await expect.poll(async () => (await signIn('eve@example.org')).status, patiently).toBe(201);
  const [atWork, atHome, eve] = await Promise.all([signIn('sam@example.org'), signIn('sam@example.org'), signIn('eve@example.org')].map(async (answer) => (await answer).body as Session)) as [Session, Session, Session];
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  for (const [session, text] of [[visitor, 'Hello'], [atWork, 'Good day']] as const) await call(session, 'POST', `/conversations/${id}/messages`, { clientId: text.slice(0, 4), content: { kind: 'text', text } });
  await call(atWork, 'PUT', `/conversations/${id}/assignee`, { assignee: atWork.user.id });
  const sockets = await Promise.all([atWork, atHome].map((session) => TestSocket.open(server, session)));
  const others = await TestSocket.open(server, eve);

  const removed = await runCli(directory, ['staff', 'remove', 'SAM@example.org']);
  expect(removed).toMatchObject({ code: 0, stderr: '' });
  // Sam signed in twice, and Eve's conversations are not his.
  expect(removed.stdout).toMatch(/Devices signed out: 2\. Conversations given back: 1\./);
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
  expect([(await call(atWork, 'GET', '/me')).status, (await api(server, 'POST', '/sessions/refresh', { body: { refreshToken: atHome.refreshToken } })).status, (await signIn('sam@example.org')).status]).toEqual([401, 401, 401]);
  others.send({ t: 'ping' });
  await others.frame(({ t }) => t === 'pong');

  const sam = { id: atWork.user.id, name: 'Sam', kind: 'staff', role: 'staff', hasLeft: true };
  const snapshot = (await call(visitor, 'GET', `/conversations/${id}`)).body as Snapshot;
  expect(snapshot.messages.map(({ from }) => from)).toEqual([visitor.user.id, sam.id]);
  expect(snapshot.people.filter(({ role }) => role === 'staff').map(({ name, hasLeft }) => [name, hasLeft])).toEqual([['Eve', undefined], ['Sam', true]]);
  const inbox = v.parse(responses.inbox, (await call(visitor, 'GET', '/inbox')).body);
  expect([inbox.team.map(({ name }) => name), inbox.conversations[0]?.people.find((person) => person.id === sam.id)]).toEqual([['Eve'], sam]);
  const desk = (await call(eve, 'GET', '/desk')).body as { conversations: Summary[]; counts: { unassigned: number } };
  expect([desk.conversations[0]?.assignee, desk.counts.unassigned]).toEqual([undefined, 1]);
  // Who never met him does not hear of him.
  const stranger = await visitorSession(server);
  expect((await supportConversation(server, stranger)).people.map(({ name }) => name)).not.toContain('Sam');

  expect((await runCli(directory, ['staff', 'remove', 'sam@example.org'])).code).toBe(1);
  expect((await runCli(directory, ['staff', 'remove'])).code).toBe(1);
});
