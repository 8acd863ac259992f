import { limits, type EventsPage, type Invite, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const visitors = (...names: string[]) => Promise.all(names.map((name) => visitorSession(server, { profile: { name } })));
const page = async (session: Session, id: string, query = '') => (await call(session, 'GET', `/conversations/${id}/events${query}`)).body as EventsPage;
const setRole = (session: Session, id: string, of: Session, role: string | null) =>
  (role === null ? call(session, 'DELETE', `/conversations/${id}/members/${of.user.id}`) : call(session, 'PUT', `/conversations/${id}/members/${of.user.id}`, { role }));
const group = async (owner: Session, ...members: Session[]): Promise<string> =>
  ((await call(owner, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: members.map(({ user }) => user.id) })).body as Snapshot).id;

/** Kind and names, as the page tells them. */
async function told(session: Session, id: string): Promise<string[]> {
  const { events, people } = await page(session, id);
  const nameOf = (user: string | undefined): string => people.find((person) => person.id === user)?.name ?? '';
  return events.map(({ kind, by, user, title }) => [kind, nameOf(by), nameOf(user), title ?? ''].join(' ').trim());
}

test('every member reads what happened in a group, who came later and by whomever it was done, with the names of those who have left', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben);
  await setRole(ana, id, ben, 'admin');
  await call(ben, 'PUT', `/conversations/${id}/title`, { title: 'Climbing' });
  await setRole(ben, id, ben, null);
  const { token } = (await call(ana, 'POST', `/conversations/${id}/invite`)).body as Invite;
  await call(cleo, 'POST', '/invites/accept', { token });
  const expected = ['created Ana', 'added Ana Ben', 'admin Ana Ben', 'named Ben  Climbing', 'left  Ben', 'joined  Cleo'];
  expect(await told(ana, id)).toEqual(expected);
  expect(await told(cleo, id)).toEqual(expected);
  expect((await page(cleo, id)).people.map((person) => Object.keys(person).sort())).toEqual([['id', 'kind', 'name'], ['id', 'kind', 'name'], ['id', 'kind', 'name']]);
  expect((await call(ben, 'GET', `/conversations/${id}/events`)).status).toBe(404);
});

test('what happened stands after the message that was the last one then', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben') as [Session, Session];
  const id = await group(ana);
  for (const text of ['one', 'two']) await call(ana, 'POST', `/conversations/${id}/messages`, { clientId: `${id}-${text}`, content: { kind: 'text', text } });
  await setRole(ana, id, ben, 'member');
  expect((await page(ana, id)).events.map(({ n, seq, kind }) => [n, seq, kind])).toEqual([[1, 0, 'created'], [2, 2, 'added']]);
});

test('a group that much has happened in is read in pages', async () => {
  const [ana] = await visitors('Ana') as [Session];
  const id = await group(ana);
  for (let count = 0; count < limits.eventsPage; count += 1) await call(ana, 'PUT', `/conversations/${id}/title`, { title: `Name ${count}` });
  const first = await page(ana, id);
  const rest = await page(ana, id, `?before=${first.next}`);
  expect([first.events.length, first.events[0]?.title, rest.events.map(({ kind }) => kind), rest.next]).toEqual([limits.eventsPage, 'Name 0', ['created'], undefined]);
  for (const query of ['?before=x', '?before=1', '?after=1', '?limit=5']) expect((await call(ana, 'GET', `/conversations/${id}/events${query}`)).status, query).toBe(400);
});

test('how staff handle a conversation is told to staff alone', async () => {
  const [ana] = await visitors('Ana') as [Session];
  const { id } = await supportConversation(server, ana);
  await call(ana, 'POST', `/conversations/${id}/messages`, { clientId: `${id}-1`, content: { kind: 'text', text: 'hello' } });
  await call(staff, 'PUT', `/conversations/${id}/assignee`, { assignee: staff.user.id });
  await call(staff, 'PUT', `/conversations/${id}/state`, { state: 'resolved' });
  await call(ana, 'POST', `/conversations/${id}/messages`, { clientId: `${id}-2`, content: { kind: 'text', text: 'one more thing' } });
  await expect.poll(() => told(staff, id), { timeout: 15_000 }).toEqual(['assigned Sam Staff Sam Staff', 'resolved Sam Staff', 'reopened']);
  const { status, body } = await call(ana, 'GET', `/conversations/${id}/events`);
  expect([status, body]).toEqual([403, { error: { code: 'forbidden', message: expect.any(String) } }]);
  expect(JSON.stringify((await call(ana, 'GET', `/conversations/${id}/changes?after=0`)).body)).not.toContain(staff.user.id);
});

test('who is erased is not named any more', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben, cleo);
  expect((await call(ana, 'DELETE', '/me')).status).toBe(204);
  const { events, people } = await page(cleo, id);
  expect([events.map(({ kind, by }) => [kind, by]), people.map(({ name }) => name).sort()]).toEqual([[['added', undefined], ['added', undefined], ['owner', undefined]], ['Ben', 'Cleo']]);
  expect(JSON.stringify([events, people])).not.toContain(ana.user.id);
});
