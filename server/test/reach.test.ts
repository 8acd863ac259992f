import { conversationFeed, type Invite, type Session, type Snapshot, type User } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watch } from './feed-watch.ts';
import { api, staffSession, startServer, TestSocket, visitorSession, type TestServer } from './harness.ts';

/* Who may begin to write to somebody, and who may add them to a group. */

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const visitors = (...names: string[]) => Promise.all(names.map((name) => visitorSession(server, { profile: { name } }))) as Promise<[Session, Session, Session, Session]>;
const choose = (session: Session, privacy: object) => call(session, 'PATCH', '/me', { privacy });
const writeTo = (session: Session, other: Session) => call(session, 'POST', '/conversations', { kind: 'direct', with: other.user.id });
const talk = async (session: Session, other: Session) => ((await writeTo(session, other)).body as Snapshot).id;
const gather = (session: Session, ...others: Session[]) => call(session, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: others.map(({ user }) => user.id) });
const group = async (session: Session, ...others: Session[]) => ((await gather(session, ...others)).body as Snapshot).id;
const add = (session: Session, id: string, other: Session) => call(session, 'PUT', `/conversations/${id}/members/${other.user.id}`, { role: 'member' });
let count = 0;
const say = (session: Session, id: string) => call(session, 'POST', `/conversations/${id}/messages`, { clientId: `m-${count += 1}`, content: { kind: 'text', text: 'hello' } });
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { code: string } } | undefined)?.error?.code ?? 'ok';
const refusedFor = (...people: Session[]) => ({ error: { code: 'out-of-reach', message: expect.any(String), details: { users: people.map(({ user }) => user.id) } } });

test('whoever lets only those write with whom they have a chat is written to by nobody else; chats that there are go on, and they begin as they like', async () => {
  const [ben, ana, cleo] = await visitors('Ben', 'Ana', 'Cleo');
  const before = await talk(ana, ben);
  await say(ana, before);
  await choose(ben, { writers: 'known' });
  expect([codeOf(await writeTo(ana, ben)), codeOf(await say(ana, before)), codeOf(await writeTo(cleo, ben))]).toEqual(['ok', 'ok', 'out-of-reach']);
  const begun = await talk(ben, cleo);
  await say(ben, begun);
  expect([codeOf(await writeTo(cleo, ben)), codeOf(await say(cleo, begun))]).toEqual(['ok', 'ok']);
  await choose(ben, { writers: 'everyone' });
  const [dora] = await visitors('Dora');
  expect(codeOf(await say(dora, await talk(dora, ben)))).toBe('ok');
});

test('an empty conversation that somebody opened beforehand leads around nothing, over HTTP and over a socket that was open before', async () => {
  const [ben, ana] = await visitors('Ben', 'Ana');
  const opened = await talk(ana, ben);
  const socket = await TestSocket.open(server, ana);
  await choose(ben, { writers: 'known' });
  expect(await say(ana, opened)).toMatchObject({ status: 403, body: refusedFor(ben) });
  await expect(socket.command('message.send', { conversation: opened, clientId: 'first', content: { kind: 'text', text: 'hello' } })).rejects.toThrow('out-of-reach');
  expect(codeOf(await say(ben, opened))).toBe('ok');
  await expect(socket.command('message.send', { conversation: opened, clientId: 'first', content: { kind: 'text', text: 'hello' } })).resolves.toMatchObject({ seq: 2 });
  socket.close();
});

test('who is known adds people, who has only written first does not, and where nobody may nobody does; groups that there are stay', async () => {
  const [ben, ana, cleo, dora] = await visitors('Ben', 'Ana', 'Cleo', 'Dora');
  const stays = await group(cleo, ben);
  await say(ben, await talk(ben, ana));
  await say(dora, await talk(dora, ben));
  await choose(ben, { adders: 'known' });
  const [anas, doras] = [await group(ana), await group(dora)];
  expect([codeOf(await add(ana, anas, ben)), codeOf(await add(dora, doras, ben)), codeOf(await gather(cleo, ben))]).toEqual(['ok', 'out-of-reach', 'out-of-reach']);
  await say(ben, await talk(ben, dora));
  expect(codeOf(await add(dora, doras, ben))).toBe('ok');
  await choose(ben, { adders: 'nobody' });
  expect([codeOf(await gather(ana, ben)), codeOf(await add(ana, await group(ana), ben))]).toEqual(['out-of-reach', 'out-of-reach']);
  expect(codeOf(await say(ben, stays))).toBe('ok');
  // Another role is nothing new, and their own groups are theirs.
  expect([(await call(cleo, 'PUT', `/conversations/${stays}/members/${ben.user.id}`, { role: 'admin' })).status, codeOf(await gather(ben, ana))]).toEqual([200, 'ok']);
});

test('a new group is made with all of them or not at all, and the answer says who does not let themselves be added', async () => {
  const [ana, ben, cleo, dora] = await visitors('Ana', 'Ben', 'Cleo', 'Dora');
  await choose(ben, { adders: 'nobody' });
  await choose(cleo, { adders: 'known' });
  expect(await gather(ana, ben, dora, cleo)).toMatchObject({ status: 403, body: refusedFor(ben, cleo) });
  expect(((await call(ana, 'GET', '/inbox')).body as { conversations: unknown[] }).conversations).toEqual([]);
  expect(await add(ana, await group(ana, dora), ben)).toMatchObject({ status: 403, body: refusedFor(ben) });
});

test('a link leads in of one’s own will, and the team writes and adds as before, and has nothing to choose', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben');
  await choose(ben, { writers: 'known', adders: 'nobody' });
  const { token } = (await call(ana, 'POST', `/conversations/${await group(ana)}/invite`)).body as Invite;
  expect((await call(ben, 'POST', '/invites/accept', { token })).status).toBe(201);
  expect([codeOf(await say(staff, await talk(staff, ben))), codeOf(await gather(staff, ben)), (await call(staff, 'POST', '/conversations', { kind: 'support', visitor: ben.user.id })).status]).toEqual(['ok', 'ok', 201]);
  expect([(await choose(staff, { writers: 'known' })).status, (await choose(staff, { adders: 'nobody' })).status]).toEqual([403, 403]);
});

test('whoever is out of reach and has blocked somebody tells them no more than anybody', async () => {
  const [ben, ana, cleo] = await visitors('Ben', 'Ana', 'Cleo');
  await group(ben, ana, cleo);
  await choose(ben, { writers: 'known', adders: 'known' });
  await call(ben, 'PUT', `/me/blocks/${ana.user.id}`, { on: true });
  const heard = async (session: Session) => [(await writeTo(session, ben)).body, (await gather(session, ben)).body, (await add(session, await group(session), ben)).body];
  expect(await heard(ana)).toEqual(await heard(cleo));
});

test('a choice is one’s own to see, on all devices at once; what is none is refused and changes nothing', async () => {
  const [ben, ana] = await visitors('Ben', 'Ana');
  await group(ben, ana);
  const inbox = await watch(server, ben, 'inbox');
  expect((await choose(ben, { adders: 'nobody' })).body).toMatchObject({ user: { privacy: { lastSeen: true, receipts: true, writers: 'everyone', adders: 'nobody' } } });
  await expect.poll(() => (inbox.log().findLast(({ kind }) => kind === 'me')?.['user'] as User | undefined)?.privacy).toMatchObject({ adders: 'nobody' });
  for (const privacy of [{ writers: 'nobody' }, { adders: 'friends' }, { writers: null }, { adders: true }]) expect((await choose(ben, privacy)).status).toBe(400);
  expect((await call(ben, 'GET', '/me')).body).toMatchObject({ user: { privacy: { writers: 'everyone', adders: 'nobody' } } });
  expect((await call(ben, 'GET', '/me/data')).body).toMatchObject({ user: { privacy: { writers: 'everyone', adders: 'nobody' } } });
  const seen = [await call(ana, 'GET', `/users/${ben.user.id}`), await call(ana, 'GET', '/inbox'), await call(staff, 'GET', `/users/${ben.user.id}`)].map(({ body }) => JSON.stringify((body as { user?: unknown }).user ?? body));
  expect(seen.filter((text) => text.includes('nobody'))).toEqual([]);
});

test('what a group’s members may do is heard at once in threads and lists, is in what is read, and stays where nothing is said of it', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben');
  const id = await group(ana, ben);
  const [inbox, feed] = [await watch(server, ben, 'inbox'), await watch(server, ben, conversationFeed(id))];
  expect((await call(ben, 'GET', `/conversations/${id}`)).body).not.toHaveProperty('permissions');
  const socket = await TestSocket.open(server, ana);
  for (let time = 0; time < 2; time += 1) await socket.command('conversation.setPermissions', { conversation: id, send: 'admins' });
  const permissions = { send: 'admins', add: 'admins', rename: 'admins' };
  await expect.poll(() => feed.log()).toEqual([{ v: 1, kind: 'state', permissions }]);
  await expect.poll(() => inbox.log().findLast(({ kind }) => kind === 'conversation')?.['summary']).toMatchObject({ id, permissions });
  expect((await call(ben, 'GET', `/conversations/${id}`)).body).toMatchObject({ version: 1, permissions });
  expect((await call(ben, 'GET', `/conversations/${id}/changes?after=0`)).body).toEqual({ changes: [{ v: 1, kind: 'state', permissions }] });
  await call(ana, 'PUT', `/conversations/${id}/permissions`, { rename: 'all' });
  expect((await call(ben, 'PUT', `/conversations/${id}/title`, { title: 'Ben’s' })).status).toBe(200);
  for (const wrong of [{ send: 'owner' }, { send: null }, { read: 'admins' }, 'all']) expect((await call(ana, 'PUT', `/conversations/${id}/permissions`, wrong)).status).toBe(400);
  // Nothing of it is somebody else's to say: an admin who is one no more neither writes nor says who does.
  await call(ana, 'PUT', `/conversations/${id}/members/${ben.user.id}`, { role: 'admin' });
  const write = TestSocket.open(server, ben);
  const send = async (clientId: string) => (await write).command('message.send', { conversation: id, clientId, content: { kind: 'text', text: 'hello' } }).then(() => 'ok', (error: Error) => error.message);
  expect(await send('a')).toBe('ok');
  await call(ana, 'PUT', `/conversations/${id}/members/${ben.user.id}`, { role: 'member' });
  expect([await send('b'), (await call(ben, 'PUT', `/conversations/${id}/permissions`, { send: 'all' })).status]).toEqual(['forbidden', 403]);
  for (const one of [socket, await write]) one.close();
});

test('who may not write in a group is not told of as typing there', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben');
  const id = await group(ana, ben);
  await call(ana, 'PUT', `/conversations/${id}/permissions`, { send: 'admins' });
  const [anas, bens] = [await watch(server, ana, conversationFeed(id)), await watch(server, ben, conversationFeed(id))];
  bens.type('text');
  await bens.caughtUp();
  anas.type('text');
  await expect.poll(() => bens.typing()).toMatchObject([{ user: ana.user.id, typing: 'text' }]);
  await anas.caughtUp();
  expect(anas.typing()).toEqual([]);
});
