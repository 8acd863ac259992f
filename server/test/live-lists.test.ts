import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits, type Session, type Snapshot, type Summary } from '@foyer-chat/widget/protocol';
import { hashPassword } from '../src/services/passwords.ts';
import { watch } from './feed-watch.ts';
import { api, staffPassword, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
let otherSiteStaff: Session;
beforeAll(async () => {
  server = await startServer();
  const other = await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  staff = await staffSession(server);
  const account = { email: 'other@example.org', password: staffPassword };
  await server.store.staff.add({ uid: 'other-staff-uid', email: account.email, name: 'Olga', role: 'agent', passwordHash: await hashPassword(account.password), siteIds: [other.id], at: Date.now() });
  otherSiteStaff = (await api(server, 'POST', '/staff/sessions', { body: account })).body as Session;
});
afterAll(() => server.stop());

const send = (conversation: string, session: Session, clientId: string) =>
  api(server, 'POST', `/conversations/${conversation}/messages`, { token: session.accessToken, body: { clientId, content: { kind: 'text', text: clientId } } });

test('the desk sees a visitor come, write and be read; the visitor sees the answer in the inbox', async () => {
  const desk = await watch(server, staff, 'desk');
  const visitor = await visitorSession(server, { profile: { name: 'Ada' } });
  const inbox = await watch(server, visitor, 'inbox');
  await expect.poll(() => desk.log(), patiently).toContainEqual({
    kind: 'presence', user: visitor.user.id, online: true, person: { id: visitor.user.id, name: 'Ada', kind: 'visitor' },
  });
  const { id } = await supportConversation(server, visitor);
  await send(id, visitor, 'question');
  const newest = (log: Record<string, unknown>[]) => log.filter((entry) => entry['kind'] === 'conversation').at(-1)?.['summary'] as Summary | undefined;
  await expect.poll(() => newest(desk.log()), patiently).toMatchObject({ id, unread: 1, lastMessage: { clientId: 'question' } });
  await desk.socket.command('receipt.read', { conversation: id, seq: 1 });
  await expect.poll(() => newest(desk.log()), patiently).toMatchObject({ id, unread: 0, watermarks: { deliveredSeq: 1, readSeq: 1 } });
  await send(id, staff, 'answer');
  await expect.poll(() => newest(inbox.log()), patiently).toMatchObject({ id, unread: 1, lastMessage: { clientId: 'answer', from: staff.user.id } });
  expect(JSON.stringify(inbox.log())).not.toContain('"team"');
});

test('a busy conversation reaches each list at most four times a second', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const inbox = await watch(server, visitor, 'inbox');
  const startedAt = performance.now();
  for (let index = 0; index < 60; index += 1) await send(id, staff, `${id}-${index}`);
  await expect.poll(() => (inbox.log().at(-1)?.['summary'] as Summary | undefined)?.lastSeq, patiently).toBe(60);
  const rows = inbox.log().filter((entry) => entry['kind'] === 'conversation').length;
  expect(rows).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 250));
});

test('visitors who come and go from page to page reach the desk at most four times a second, and of each the last page is told', async () => {
  const desk = await watch(server, staff, 'desk');
  const visitors = await Promise.all(Array.from({ length: 20 }, () => visitorSession(server)));
  await desk.caughtUp();
  const [framesBefore, startedAt] = [desk.socket.binary.length, performance.now()];
  await Promise.all(visitors.map(async (visitor) => {
    await watch(server, visitor, 'inbox');
    for (let page = 1; page <= 20; page += 1) {
      const body = { page: { url: `https://shop.example/${page}` }, ...(page === 5 ? { context: { cart: visitor.user.id } } : {}) };
      expect((await api(server, 'PUT', '/me/context', { token: visitor.accessToken, body })).status).toBe(204);
    }
  }));
  const placeOf = ({ user }: Session) => desk.log().findLast((entry) => entry['kind'] === 'visitor' && entry['user'] === user.id)?.['page'] as { url: string } | undefined;
  await expect.poll(() => visitors.map((visitor) => placeOf(visitor)?.url), patiently).toEqual(visitors.map(() => 'https://shop.example/20'));
  expect(desk.socket.binary.length - framesBefore).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 250));
});

test('of a visitor who was erased a moment later the desk shows nothing to who joins then', async () => {
  const early = await watch(server, staff, 'desk');
  const visitor = await visitorSession(server, { profile: { name: 'Eraseable' } });
  for (const page of ['first', 'second']) await api(server, 'PUT', '/me/context', { token: visitor.accessToken, body: { page: { url: `https://shop.example/${page}` } } });
  expect((await api(server, 'DELETE', '/me', { token: visitor.accessToken })).status).toBe(204);
  const next = await visitorSession(server);
  await api(server, 'PUT', '/me/context', { token: next.accessToken, body: { page: { url: 'https://shop.example/next' } } });
  await expect.poll(() => JSON.stringify(early.log()), patiently).toContain('/next');
  const late = await watch(server, staff, 'desk');
  await expect.poll(() => JSON.stringify(late.log()), patiently).toContain('/next');
  expect(JSON.stringify(late.log())).not.toContain(visitor.user.id);
});

test('a deleted message is gone for who joins late, and for who reads the change log', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const early = await watch(server, staff, `conversation/${id}`);
  await send(id, visitor, 'regretted');
  await expect.poll(() => early.log().length, patiently).toBe(1);
  await api(server, 'DELETE', `/conversations/${id}/messages/1`, { token: visitor.accessToken });
  const closed = await early.socket.frame(({ t }) => t === 'closed');
  expect(closed).toMatchObject({ code: 4410 });
  const late = await watch(server, staff, `conversation/${id}`);
  await expect.poll(() => late.log().length, patiently).toBeGreaterThan(0);
  expect(JSON.stringify(late.log())).not.toContain('"text":"regretted"');
  const { body } = await api(server, 'GET', `/conversations/${id}/changes?after=0`, { token: staff.accessToken });
  expect(JSON.stringify(body)).not.toContain('"text":"regretted"');
});

const open = async (session: Session, body: object) => (await api(server, 'POST', '/conversations', { token: session.accessToken, body })).body as Snapshot;

test('the lists of the others show who types in which conversation, until the channel closes, and nobody else\'s do', async () => {
  const [ada, bob, eve] = [await visitorSession(server), await visitorSession(server), await visitorSession(server)];
  const stranger = await visitorSession(server, { site: 'other' });
  const { id } = await open(ada, { kind: 'direct', with: bob.user.id });
  const bobs = await watch(server, bob, 'inbox');
  const others = [await watch(server, ada, 'inbox'), await watch(server, eve, 'inbox'), await watch(server, stranger, 'inbox'), await watch(server, staff, 'desk')];
  const thread = await watch(server, ada, `conversation/${id}`);
  thread.type('text');
  const typing = { user: ada.user.id, typing: 'text', conversation: id };
  await expect.poll(() => bobs.typing(), patiently).toEqual([typing]);
  const late = await watch(server, bob, 'inbox');
  await expect.poll(() => late.typing(), patiently).toEqual([typing]);
  thread.socket.send({ t: 'close', ch: 1 });
  await expect.poll(() => [...bobs.typing(), ...late.typing()], patiently).toEqual([]);
  await Promise.all(others.map((each) => each.caughtUp()));
  for (const each of others) expect(Buffer.concat(each.socket.binary).toString('latin1')).not.toContain('typing');
});

test('the desk shows who types in support, visitors and colleagues, and no desk of another site does', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const [desk, inbox, elsewhere] = [await watch(server, staff, 'desk'), await watch(server, visitor, 'inbox'), await watch(server, otherSiteStaff, 'desk')];
  const [asking, answering] = [await watch(server, visitor, `conversation/${id}`), await watch(server, staff, `conversation/${id}`)];
  const shown = (session: Session) => ({ user: session.user.id, typing: 'text', conversation: id });
  asking.type('text');
  await expect.poll(() => desk.typing(), patiently).toEqual([shown(visitor)]);
  answering.type('text');
  await expect.poll(() => desk.typing(), patiently).toEqual([shown(visitor), shown(staff)]);
  await expect.poll(() => inbox.typing(), patiently).toEqual([shown(staff)]);
  asking.type(null);
  answering.socket.close();
  await expect.poll(() => [...desk.typing(), ...inbox.typing()], patiently).toEqual([]);
  await elsewhere.caughtUp();
  expect(Buffer.concat(elsewhere.socket.binary).toString('latin1')).not.toContain('typing');
});

test('of a large group, where somebody always types, the lists say nothing', async () => {
  const people = await Promise.all(Array.from({ length: limits.typingListedMembers + 1 }, () => visitorSession(server)));
  const [ada, bob] = people as [Session, Session];
  const group = (size: number) => open(ada, { kind: 'group', title: 'Plans', members: people.slice(1, size).map(({ user }) => user.id) });
  const [small, large] = [await group(limits.typingListedMembers), await group(limits.typingListedMembers + 1)];
  const inbox = await watch(server, bob, 'inbox');
  const [inSmall, inLarge, heard] = [await watch(server, ada, `conversation/${small.id}`), await watch(server, ada, `conversation/${large.id}`), await watch(server, bob, `conversation/${large.id}`)];
  inLarge.type('text');
  await expect.poll(() => heard.typing(), patiently).toEqual([{ user: ada.user.id, typing: 'text' }]);
  inSmall.type('text');
  await expect.poll(() => inbox.typing(), patiently).toEqual([{ user: ada.user.id, typing: 'text', conversation: small.id }]);
});

test('what is said on the channel of a list about typing goes nowhere', async () => {
  const [ada, bob] = [await visitorSession(server), await visitorSession(server)];
  const { id } = await open(ada, { kind: 'direct', with: bob.user.id });
  const [adas, second, bobs] = [await watch(server, ada, 'inbox'), await watch(server, ada, 'inbox'), await watch(server, bob, 'inbox')];
  adas.type('text');
  await adas.caughtUp();
  (await watch(server, ada, `conversation/${id}`)).type('text');
  await expect.poll(() => bobs.typing(), patiently).toHaveLength(1);
  await second.caughtUp();
  expect([second.typing(), bobs.typing()]).toEqual([[], [{ user: ada.user.id, typing: 'text', conversation: id }]]);
});
