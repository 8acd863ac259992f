import { conversationFeed, limits, type Invite, type Session, type Snapshot, type Summary } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watch, type WatchedFeed } from './feed-watch.ts';
import { api, staffSession, startServer, TestSocket, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const status = async (...asked: Parameters<typeof call>) => (await call(...asked)).status;
const visitors = (...names: string[]) => Promise.all(names.map((name) => visitorSession(server, { profile: { name } })));
const setRole = (session: Session, id: string, of: Session, role: string | null) =>
  (role === null ? status(session, 'DELETE', `/conversations/${id}/members/${of.user.id}`) : status(session, 'PUT', `/conversations/${id}/members/${of.user.id}`, { role }));
const send = (session: Session, id: string, text: string) => status(session, 'POST', `/conversations/${id}/messages`, { clientId: `${id}-${text.replaceAll(' ', '-')}`, content: { kind: 'text', text } });
const snapshotOf = async (session: Session, id: string) => (await call(session, 'GET', `/conversations/${id}`)).body as Snapshot;
const listed = async (session: Session) => ((await call(session, 'GET', '/inbox')).body as { conversations: Summary[] }).conversations.map(({ id }) => id);
const rolesIn = async (session: Session, id: string) => Object.fromEntries((await snapshotOf(session, id)).people.map(({ name, role, hasLeft }) => [name, hasLeft ? 'left' : role]));
const newest = (feed: WatchedFeed) => feed.log().findLast(({ kind }) => kind === 'conversation')?.['summary'] as Summary | undefined;

async function group(owner: Session, ...members: Session[]): Promise<string> {
  return ((await call(owner, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: members.map(({ user }) => user.id) })).body as Snapshot).id;
}
const invite = async (session: Session, id: string) => ((await call(session, 'POST', `/conversations/${id}/invite`)).body as Invite).token;

test('who is added sees the group in their list and what was said before, owes nothing of it, and everybody hears of them', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben);
  await send(ana, id, 'before');
  await call(ben, 'POST', `/conversations/${id}/receipts/read`, { seq: 1 });
  const [inbox, feed] = [await watch(server, cleo, 'inbox'), await watch(server, ben, conversationFeed(id))];
  expect(await setRole(ana, id, cleo, 'member')).toBe(200);
  await expect.poll(() => newest(inbox), patiently).toMatchObject({ id, unread: 0, lastMessage: { seq: 1 } });
  await expect.poll(() => feed.log().at(-1), patiently).toMatchObject({ kind: 'member', user: cleo.user.id, role: 'member', person: { name: 'Cleo' } });
  const seen = await snapshotOf(cleo, id);
  expect([seen.messages.length, seen.watermarks]).toEqual([1, { deliveredSeq: 1, readSeq: 1 }]);
  expect(await setRole(ana, id, cleo, 'member')).toBe(200);
  expect((await snapshotOf(ana, id)).version).toBe(seen.version);
  expect(await send(cleo, id, 'hello')).toBe(201);
});

test('who is taken out loses feed, history and list at once, and those who stay still know who wrote', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben, cleo);
  await send(ben, id, 'mine');
  const [inbox, feed, others] = [await watch(server, ben, 'inbox'), await watch(server, ben, conversationFeed(id)), await watch(server, ana, conversationFeed(id))];
  expect(await setRole(ana, id, ben, null)).toBe(200);
  expect(await feed.socket.frame(({ t }) => t === 'closed')).toMatchObject({ code: 4404, reason: 'not-found' });
  await expect.poll(() => inbox.log().at(-1), patiently).toEqual({ kind: 'left', conversation: id });
  expect([await status(ben, 'GET', `/conversations/${id}`), await status(ben, 'GET', `/conversations/${id}/messages`), await send(ben, id, 'more')]).toEqual([404, 404, 404]);
  expect(await listed(ben)).not.toContain(id);
  await expect.poll(() => others.log().at(-1), patiently).toMatchObject({ kind: 'member', user: ben.user.id, role: null, person: { name: 'Ben', hasLeft: true } });
  expect(await rolesIn(ana, id)).toEqual({ Ana: 'owner', Cleo: 'member', Ben: 'left' });
  await expect.poll(async () => ((await call(cleo, 'GET', '/inbox')).body as { conversations: Summary[] }).conversations[0]?.people.find(({ name }) => name === 'Ben')?.hasLeft, patiently).toBe(true);
  // A row that was on its way tells them nothing more.
  expect(await send(ana, id, 'without you')).toBe(201);
  await inbox.caughtUp();
  expect(JSON.stringify(inbox.log())).not.toContain('without you');
  // Nobody waits for them any more.
  await call(cleo, 'POST', `/conversations/${id}/receipts/read`, { seq: 2 });
  await expect.poll(async () => (await snapshotOf(ana, id)).watermarks.readSeq, patiently).toBe(2);
});

test('who leaves takes their tick along: what all the others have read is read', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben, cleo);
  await send(ana, id, 'one');
  await call(ben, 'POST', `/conversations/${id}/receipts/read`, { seq: 1 });
  const feed = await watch(server, ana, conversationFeed(id));
  expect(await setRole(cleo, id, cleo, null)).toBe(200);
  await expect.poll(() => feed.log().at(-1), patiently).toMatchObject({ kind: 'receipt', deliveredSeq: 1, readSeq: 1 });
});

test('admins add, remove and rename, but give no roles and do not touch the owner; members do none of it; all may leave', async () => {
  const [ana, ben, cleo, dora] = await visitors('Ana', 'Ben', 'Cleo', 'Dora') as [Session, Session, Session, Session];
  const id = await group(ana, ben, cleo);
  expect([await setRole(ben, id, dora, 'member'), await setRole(ben, id, cleo, null), await setRole(ben, id, ben, 'admin'), await status(ben, 'PUT', `/conversations/${id}/title`, { title: 'Ben’s' })]).toEqual([403, 403, 403, 403]);
  expect(await setRole(ana, id, ben, 'admin')).toBe(200);
  expect([await setRole(ben, id, dora, 'member'), await setRole(ben, id, dora, 'admin'), await setRole(ben, id, ana, null), await setRole(ben, id, ana, 'member'), await setRole(ben, id, cleo, null)]).toEqual([200, 403, 403, 403, 200]);
  expect(await status(ben, 'PUT', `/conversations/${id}/title`, { title: ' Ben’s group ' })).toBe(200);
  expect(await rolesIn(ana, id)).toEqual({ Ana: 'owner', Ben: 'admin', Dora: 'member' });
  expect([await setRole(ana, id, ana, 'admin'), await setRole(ana, id, ben, 'owner'), await setRole(ana, id, ben, 'owner')]).toEqual([403, 200, 200]);
  expect(await rolesIn(dora, id)).toEqual({ Ana: 'admin', Ben: 'owner', Dora: 'member' });
  expect([await setRole(ben, id, ben, null), await setRole(dora, id, dora, null)]).toEqual([200, 200]);
  expect(await rolesIn(ana, id)).toEqual({ Ana: 'owner' });
  expect((await snapshotOf(ana, id)).title).toBe('Ben’s group');
  expect([await setRole(ana, id, ana, null), await status(ana, 'GET', `/conversations/${id}`), await setRole(ana, id, ana, null)]).toEqual([200, 404, 404]);
  // Only users of the site are added, and nobody is made more than a member by it.
  const other = await group(ana);
  expect([await status(ana, 'PUT', `/conversations/${other}/members/no-such-user`, { role: 'member' }), await setRole(ana, other, dora, 'admin'), await setRole(ana, other, staff, 'member')]).toEqual([404, 404, 200]);
});

test('a name is seen at once in threads and lists; the same again is no news, and none, or too long a one, is refused', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben') as [Session, Session];
  const id = await group(ana, ben);
  const [inbox, feed] = [await watch(server, ben, 'inbox'), await watch(server, ben, conversationFeed(id))];
  const socket = await TestSocket.open(server, ana);
  for (let time = 0; time < 2; time += 1) await socket.command('conversation.rename', { conversation: id, title: 'Saturday' });
  await expect.poll(() => newest(inbox)?.title, patiently).toBe('Saturday');
  expect(feed.log()).toEqual([{ v: 1, kind: 'state', title: 'Saturday' }]);
  const refused = await Promise.all(['', ' ', 'x'.repeat(limits.titleMaxLength + 1), 'a\0b'].map((title) => status(ana, 'PUT', `/conversations/${id}/title`, { title })));
  expect(refused).toEqual([400, 400, 400, 400]);
});

test('of two admins who take each other out at once, one goes', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  for (let round = 0; round < 5; round += 1) {
    const id = await group(ana, ben, cleo);
    for (const admin of [ben, cleo]) await setRole(ana, id, admin, 'admin');
    const outcomes = await Promise.all([setRole(ben, id, cleo, null), setRole(cleo, id, ben, null)]);
    expect(outcomes.sort()).toEqual([200, 404]);
    expect(Object.values(await rolesIn(ana, id)).sort()).toEqual(['admin', 'owner']);
  }
});

test('whoever comes and goes at once, everybody folds the same members in the same order', async () => {
  const [ana, ...others] = await visitors('Ana', 'Ben', 'Cleo', 'Dora', 'Emil') as [Session, Session, Session, Session, Session];
  const id = await group(ana);
  const feed = await watch(server, ana, conversationFeed(id));
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(others.flatMap((other) => [setRole(ana, id, other, 'member'), setRole(ana, id, other, round % 2 ? null : 'member'), send(ana, id, `${round}`)]));
  }
  const now = await snapshotOf(ana, id);
  await expect.poll(() => feed.log().length, patiently).toBe(now.version);
  expect(feed.log().map(({ v }) => v)).toEqual(Array.from({ length: now.version }, (_, index) => index + 1));
  const roles = new Map<unknown, unknown>();
  for (const entry of feed.log()) if (entry['kind'] === 'member') roles.set(entry['user'], entry['role']);
  for (const other of others) {
    const isIn = roles.get(other.user.id) === 'member';
    expect(now.people.some((person) => person.id === other.user.id)).toBe(isIn);
    expect(await status(other, 'GET', `/conversations/${id}`)).toBe(isIn ? 200 : 404);
  }
});

test('the last place in a group is taken once', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana);
  const token = await invite(ana, id);
  const row = await server.store.conversations.getByUid(id);
  const site = await server.store.sites.get('demo');
  for (let count = 0; count < limits.groupMaxMembers - 2; count += 1) {
    const user = await server.store.users.create({ uid: `filler-${String(count).padStart(8, '0')}`, siteId: site!.id, kind: 'visitor', name: 'Filler', at: Date.now() });
    await server.store.conversations.setMember(row!.id, { userId: user.id, role: 'member', at: Date.now() });
  }
  const outcomes = await Promise.all([setRole(ana, id, ben, 'member'), status(cleo, 'POST', '/invites/accept', { token })]);
  expect(outcomes.sort()).toEqual([expect.toBeOneOf([200, 201]), 413]);
  expect((await server.store.conversations.get(row!.id))?.members).toHaveLength(limits.groupMaxMembers);
}, 60_000);

test('a link leads in whoever has it, says what it leads to, and makes nobody a member twice', async () => {
  const [ana, ben] = await visitors('Ana', 'Ben') as [Session, Session];
  const id = await group(ana);
  await send(ana, id, 'before');
  expect((await call(ana, 'GET', `/conversations/${id}/invite`)).body).toEqual({ invite: null });
  const token = await invite(ana, id);
  expect((await call(ana, 'GET', `/conversations/${id}/invite`)).body).toEqual({ invite: { token, expiresAt: expect.any(Number) } });
  expect((await call(ben, 'POST', '/invites/look', { token })).body).toEqual({ title: 'Plans', members: 1 });
  const joined = await Promise.all([call(ben, 'POST', '/invites/accept', { token }), call(ben, 'POST', '/invites/accept', { token })]);
  expect(joined.map((answer) => answer.status).sort()).toEqual([200, 201]);
  expect(joined[0]?.body).toMatchObject({ id, title: 'Plans', messages: [{ seq: 1 }] });
  expect((await call(ben, 'POST', '/invites/look', { token })).body).toEqual({ title: 'Plans', members: 2, conversation: id });
  expect(await rolesIn(ana, id)).toEqual({ Ana: 'owner', Ben: 'member' });
  // Members neither see it nor make one.
  expect([await status(ben, 'GET', `/conversations/${id}/invite`), await status(ben, 'POST', `/conversations/${id}/invite`), await status(ben, 'DELETE', `/conversations/${id}/invite`)]).toEqual([403, 403, 403]);
});

test('a link that was replaced, ended, has run out, is of another site or was never one is the same not-found', async () => {
  let aheadMs = 0;
  const directory = await startServer({ clock: { now: () => Date.now() + aheadMs } });
  const ask = (session: Session, method: string, path: string, body?: unknown) => api(directory, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
  await directory.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  const [ana, ben, far] = [await visitorSession(directory), await visitorSession(directory), await visitorSession(directory, { site: 'other' })];
  const { id } = (await ask(ana, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: [] })).body as Snapshot;
  const make = async () => ((await ask(ana, 'POST', `/conversations/${id}/invite`)).body as Invite).token;
  const refusals = async (session: Session, token: string) => (await Promise.all(['look', 'accept'].map(async (what) => (await ask(session, 'POST', `/invites/${what}`, { token })).body)));
  const nothing = expect.objectContaining({ error: expect.objectContaining({ code: 'not-found' }) });
  const replaced = await make();
  const ended = await make();
  expect(await refusals(ben, replaced)).toEqual([nothing, nothing]);
  expect(await refusals(far, ended)).toEqual([nothing, nothing]);
  expect((await ask(ana, 'DELETE', `/conversations/${id}/invite`)).status).toBe(204);
  expect(await refusals(ben, ended)).toEqual([nothing, nothing]);
  const good = await make();
  for (const wrong of ['x'.repeat(44), `${good.slice(0, 43)}${good.endsWith('A') ? 'B' : 'A'}`, good.slice(0, 22) + replaced.slice(22)]) expect(await refusals(ben, wrong)).toEqual([nothing, nothing]);
  expect(await Promise.all(['', 'short', 'y'.repeat(45)].map(async (token) => (await ask(ben, 'POST', '/invites/look', { token })).status))).toEqual([400, 400, 400]);
  // Tokens of sessions run out long before.
  aheadMs = limits.inviteMs;
  const [later, owner] = [await visitorSession(directory), (await api(directory, 'POST', '/sessions/refresh', { body: { refreshToken: ana.refreshToken } })).body as Session];
  expect(await refusals(later, good)).toEqual([nothing, nothing]);
  expect((await ask(owner, 'GET', `/conversations/${id}/invite`)).body).toEqual({ invite: null });
  await directory.stop();
});

test('links cannot be tried by the hundred from one address, and who is blocked, or may not meet others, joins by none', async () => {
  const limited = await startServer({ env: { FOYER_RATE_SCALE: '1' } });
  const ben = await visitorSession(limited);
  const tried = await Promise.all(Array.from({ length: 30 }, async () => (await api(limited, 'POST', '/invites/look', { token: ben.accessToken, body: { token: 'x'.repeat(44) } })).status));
  expect([tried.filter((code) => code === 404).length, tried.filter((code) => code === 429).length]).toEqual([20, 10]);
  await limited.stop();

  const [ana, cleo] = await visitors('Ana', 'Cleo') as [Session, Session];
  const id = await group(ana);
  const token = await invite(ana, id);
  await call(staff, 'PUT', `/desk/visitors/${cleo.user.id}/block`, { blocked: true });
  expect((await call(cleo, 'POST', '/invites/accept', { token })).body).toMatchObject({ error: { code: 'blocked' } });
  await call(staff, 'PUT', `/desk/visitors/${cleo.user.id}/block`, { blocked: false });
  await call(ana, 'PUT', `/conversations/${id}/members/${cleo.user.id}`, { role: 'member' });
  await call(staff, 'PUT', `/desk/visitors/${cleo.user.id}/block`, { blocked: true });
  expect(await setRole(cleo, id, cleo, null)).toBe(200);
  const [dora] = await visitors('Dora') as [Session];
  const letMeet = async (direct: boolean) => {
    await server.store.sites.update('demo', { settings: { name: 'Demo', retention: 'keep', direct, enabled: true } });
    await server.store.noteOutsideChange();
    await expect.poll(async () => ((await call(dora, 'GET', '/inbox')).body as { site: { direct: boolean } }).site.direct, patiently).toBe(direct);
  };
  await letMeet(false);
  expect([await status(dora, 'POST', '/invites/accept', { token }), await setRole(ana, id, dora, 'member')]).toEqual([403, 403]);
  await letMeet(true);
  expect(await status(dora, 'POST', '/invites/accept', { token })).toBe(201);
});

test('who is erased leaves their groups to others, and their name with nobody', async () => {
  const [ana, ben, cleo] = await visitors('Ana', 'Ben', 'Cleo') as [Session, Session, Session];
  const id = await group(ana, ben, cleo);
  await send(ana, id, 'mine');
  await setRole(ana, id, cleo, 'admin');
  const inbox = await watch(server, ben, 'inbox');
  expect(await status(ana, 'DELETE', '/me')).toBe(204);
  expect(await rolesIn(ben, id)).toEqual({ Ben: 'member', Cleo: 'owner' });
  await expect.poll(() => newest(inbox)?.people.map(({ name }) => name).sort(), patiently).toEqual(['Ben', 'Cleo']);
  expect(await setRole(cleo, id, ben, 'admin')).toBe(200);
});
