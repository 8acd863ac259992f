import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { deskResponses, limits, personAnswerSchema, responses, searchPageSchema, type InboxEntry, type Message, type Session, type Snapshot, type Summary } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { watch, type WatchedFeed } from './feed-watch.ts';
import { api, staffPassword, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const text = (words: string) => ({ kind: 'text', text: words });
const send = (conversation: string, session: Session, clientId: string, words: string) =>
  api(server, 'POST', `/conversations/${conversation}/messages`, { body: { clientId, content: text(words) }, token: session.accessToken });

async function supportWith(messages: number): Promise<{ visitor: Session; conversation: Snapshot }> {
  const visitor = await visitorSession(server);
  const conversation = await supportConversation(server, visitor);
  for (let index = 1; index <= messages; index += 1) await send(conversation.id, visitor, `m-${index}`, `number ${index}`);
  return { visitor, conversation };
}

test('a visitor session has the shape of the contract', async () => {
  const { status, body } = await api(server, 'POST', '/sessions', { body: { site: 'demo', device: { label: 'Test' }, profile: { name: 'Ada' } } });
  expect(status).toBe(201);
  const session = v.parse(responses.session, body);
  expect(session.user).toEqual({ id: session.user.id, name: 'Ada', kind: 'visitor', privacy: { lastSeen: true, receipts: true, writers: 'everyone', adders: 'everyone' } });
  expect(session.accessTokenExpiresAt).toBeGreaterThan(Date.now());
  expect(Object.keys(body as object).sort()).toEqual(['accessToken', 'accessTokenExpiresAt', 'device', 'refreshToken', 'site', 'user']);
});

test('me is answered and changed', async () => {
  const { accessToken: token } = await visitorSession(server);
  expect((await api(server, 'PATCH', '/me', { token, body: { name: 'Grace', email: 'GRACE@example.org' } })).body)
    .toMatchObject({ user: { name: 'Grace', email: 'grace@example.org' } });
  expect((await api(server, 'GET', '/me', { token })).body).toMatchObject({ user: { name: 'Grace', email: 'grace@example.org' } });
  expect((await api(server, 'PATCH', '/me', { token, body: { kind: 'staff' } })).status).toBe(400);
  const { body } = await api(server, 'PATCH', '/me', { token, body: { email: '' } });
  expect((body as { user: object }).user).not.toHaveProperty('email');
});

test('who erases themselves is shut out on every device, and nothing they said is shown to anybody any more', async () => {
  const { visitor, conversation } = await supportWith(2);
  await send(conversation.id, staff, 'answer', 'an answer');
  expect((await api(server, 'DELETE', '/me', { token: visitor.accessToken })).status).toBe(204);
  expect((await api(server, 'GET', '/me', { token: visitor.accessToken })).status).toBe(401);
  expect((await api(server, 'POST', '/sessions/refresh', { body: { refreshToken: visitor.refreshToken } })).status).toBe(401);
  const { body } = await api(server, 'GET', `/conversations/${conversation.id}`, { token: staff.accessToken });
  const left = v.parse(responses.snapshot, body);
  expect(left.messages.map(({ content }) => content)).toEqual([{ kind: 'none' }, { kind: 'none' }, text('an answer')]);
  expect(left.people.map(({ id }) => id)).toEqual([staff.user.id]);
});

test('support is opened once: 201, then 200 with the same conversation', async () => {
  const visitor = await visitorSession(server);
  const open = () => api(server, 'POST', '/conversations', { body: { kind: 'support' }, token: visitor.accessToken });
  const first = await open();
  const second = await open();
  expect([first.status, second.status]).toEqual([201, 200]);
  const snapshot = v.parse(responses.snapshot, first.body);
  expect(second.body).toEqual(first.body);
  expect(snapshot).toMatchObject({ kind: 'support', lastSeq: 0, messages: [], watermarks: { deliveredSeq: 0, readSeq: 0 }, state: 'open' });
  expect(snapshot.people.map(({ id, role }) => ({ id, role }))).toEqual([
    { id: visitor.user.id, role: 'visitor' }, { id: staff.user.id, role: 'staff' },
  ]);
});

test('two visitors meet directly, whoever begins, and groups are always new', async () => {
  const [ada, bob, eve] = [await visitorSession(server), await visitorSession(server), await visitorSession(server)];
  const direct = (from: Session, to: Session) => api(server, 'POST', '/conversations', { body: { kind: 'direct', with: to.user.id }, token: from.accessToken });
  const [first, second] = [await direct(ada, bob), await direct(bob, ada)];
  expect([first.status, second.status]).toEqual([201, 200]);
  expect((second.body as Snapshot).id).toBe((first.body as Snapshot).id);
  expect((await direct(ada, ada)).status).toBe(400);
  const group = () => api(server, 'POST', '/conversations', { body: { kind: 'group', title: 'Plans', members: [bob.user.id, eve.user.id] }, token: ada.accessToken });
  const [one, two] = [await group(), await group()];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect((one.body as Snapshot).id).not.toBe((two.body as Snapshot).id);
  expect((one.body as Snapshot).people.map((person) => person.role).sort()).toEqual(['member', 'member', 'owner']);
});

test('a message is 201 Message; the same clientId again is 200 with the same Message, with other content 409', async () => {
  const { visitor, conversation } = await supportWith(0);
  const first = await send(conversation.id, visitor, 'one', 'hello');
  expect(first.status).toBe(201);
  const message = v.parse(responses.message, first.body);
  expect(message).toEqual({ seq: 1, clientId: 'one', from: visitor.user.id, at: message.at, content: text('hello') });
  const again = await send(conversation.id, visitor, 'one', 'hello');
  expect([again.status, again.body]).toEqual([200, first.body]);
  const other = await send(conversation.id, visitor, 'one', 'something else');
  expect(other.status).toBe(409);
  expect(other.body).toMatchObject({ error: { code: 'client-id-reused' } });
  expect((other.body as { error: object }).error).toHaveProperty('message');
});

test('two devices of a user may choose the same clientId', async () => {
  const { conversation } = await supportWith(1);
  const answer = await send(conversation.id, staff, 'm-1', 'answer');
  expect([answer.status, (answer.body as Message).seq]).toEqual([201, 2]);
});

test('a snapshot has the newest 50, pages go both ways, ascending', async () => {
  const { visitor, conversation } = await supportWith(55);
  const get = async (path: string) => (await api(server, 'GET', `/conversations/${conversation.id}${path}`, { token: visitor.accessToken })).body;
  const snapshot = v.parse(responses.snapshot, await get(''));
  expect(snapshot.messages.map((message) => message.seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 6));
  const seqs = async (query: string) => v.parse(responses.messages, await get(`/messages?${query}`)).messages.map((message) => message.seq);
  expect(await seqs('before=6&limit=3')).toEqual([3, 4, 5]);
  expect(await seqs('after=50&limit=3')).toEqual([51, 52, 53]);
  expect(await seqs('limit=1')).toEqual([55]);
  expect(await seqs('after=55')).toEqual([]);
  for (const query of ['limit=0', 'limit=101', 'before=x', 'after=-1', 'since=3']) {
    expect((await api(server, 'GET', `/conversations/${conversation.id}/messages?${query}`, { token: visitor.accessToken })).status, query).toBe(400);
  }
});

test('changes after a version are contiguous and tell of messages, edits, reactions, receipts and deletions', async () => {
  const { visitor, conversation } = await supportWith(2);
  const call = (method: string, path: string, body?: unknown, session = visitor) =>
    api(server, method, `/conversations/${conversation.id}${path}`, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
  expect((await call('PATCH', '/messages/1', { content: text('edited') })).status).toBe(200);
  expect((await call('PUT', '/messages/1/reactions', { emoji: '👍', on: true }, staff)).status).toBe(200);
  expect((await call('POST', '/receipts/delivered', { seq: 2 }, staff)).status).toBe(200);
  expect((await call('POST', '/receipts/read', { seq: 2 }, staff)).status).toBe(200);
  expect((await call('DELETE', '/messages/2')).status).toBe(200);
  expect((await call('PUT', '/state', { state: 'resolved' }, staff)).status).toBe(200);
  const { changes } = v.parse(responses.changes, (await call('GET', '/changes?after=0')).body);
  expect(changes.map((change) => change.v)).toEqual(changes.map((_, index) => index + 1));
  expect(changes.map((change) => change.kind)).toEqual(['message', 'message', 'edit', 'reaction', 'receipt', 'receipt', 'delete', 'state']);
  expect(changes[5]).toMatchObject({ deliveredSeq: 2, readSeq: 2 });
  expect(JSON.stringify(changes)).not.toContain('number 2');
  const snapshot = v.parse(responses.snapshot, (await call('GET', '')).body);
  expect(snapshot).toMatchObject({ version: 8, state: 'resolved', watermarks: { deliveredSeq: 2, readSeq: 2 } });
  expect(snapshot.messages[0]).toMatchObject({ content: text('edited'), reactions: { '👍': [staff.user.id] } });
  expect(snapshot.messages[1]).toMatchObject({ content: { kind: 'none' }, from: visitor.user.id });
});

test('a visitor who writes into a resolved conversation opens it again', async () => {
  const { visitor, conversation } = await supportWith(1);
  await api(server, 'PUT', `/conversations/${conversation.id}/state`, { token: staff.accessToken, body: { state: 'resolved' } });
  await send(conversation.id, visitor, 'again', 'one more thing');
  expect((await api(server, 'GET', `/conversations/${conversation.id}`, { token: staff.accessToken })).body).toMatchObject({ state: 'open' });
});

test('the inbox counts what its reader has not read, the desk what the team has not', async () => {
  const { visitor, conversation } = await supportWith(2);
  const find = async (path: string, session: Session) => {
    const { body } = await api(server, 'GET', path, { token: session.accessToken });
    return (body as { conversations: { id: string }[] }).conversations.find((summary) => summary.id === conversation.id);
  };
  expect(await find('/inbox', visitor)).toMatchObject({ unread: 0, lastSeq: 2, lastMessage: { seq: 2 } });
  expect(await find('/desk', staff)).toMatchObject({ unread: 2 });
  await send(conversation.id, staff, `answer-${conversation.id}`, 'hello');
  expect(await find('/inbox', visitor)).toMatchObject({ unread: 1 });
  expect(await find('/desk', staff)).toMatchObject({ unread: 0 });
  v.parse(responses.inbox, (await api(server, 'GET', '/inbox', { token: visitor.accessToken })).body);
  v.parse(deskResponses.desk, (await api(server, 'GET', '/desk', { token: staff.accessToken })).body);
});

const rowIn = async (session: Session, id: string, at: TestServer = server): Promise<Summary | undefined> =>
  v.parse(responses.inbox, (await api(at, 'GET', '/inbox', { token: session.accessToken })).body).conversations.find((summary) => summary.id === id);
const arrangementOf = ({ pinned, mutedUntil, archivedSeq }: Partial<Summary> = {}) => ({ pinned, mutedUntil, archivedSeq });
const rowsOf = (feed: WatchedFeed, id: string) => (feed.log() as InboxEntry[])
  .flatMap((entry) => (entry.kind === 'conversation' && entry.summary.id === id ? [entry.summary] : []));
/** What a feed was told of a conversation before its first message. */
async function untilFirstMessage(feed: WatchedFeed, id: string): Promise<Summary[]> {
  await expect.poll(() => rowsOf(feed, id).some(({ lastSeq }) => lastSeq > 0), patiently).toBe(true);
  return rowsOf(feed, id).slice(0, rowsOf(feed, id).findIndex(({ lastSeq }) => lastSeq > 0));
}

test('a conversation is arranged for oneself: one\'s other devices hear of it, nobody else does, and it takes no version', async () => {
  const visitor = await visitorSession(server);
  const second = (await api(server, 'POST', '/staff/sessions', { body: { email: 'staff@example.org', password: staffPassword } })).body as Session;
  const [mine, theirs] = [await watch(server, second, 'inbox'), await watch(server, visitor, 'inbox')];
  const { id } = (await api(server, 'POST', '/conversations', { body: { kind: 'direct', with: visitor.user.id }, token: staff.accessToken })).body as Snapshot;
  const until = Date.now() + 3_600_000;
  const answer = await api(server, 'PUT', `/conversations/${id}/arrangement`, { token: staff.accessToken, body: { pinned: true, mutedUntil: until } });
  expect([answer.status, answer.body]).toEqual([200, {}]);
  const arranged = () => arrangementOf(rowsOf(mine, id).at(-1));
  await expect.poll(arranged, patiently).toEqual({ pinned: true, mutedUntil: until });
  expect(await rowIn(second, id)).toMatchObject({ version: 0, pinned: true, mutedUntil: until });
  await mine.socket.command('conversation.arrange', { conversation: id, pinned: false });
  await expect.poll(arranged, patiently).toEqual({ mutedUntil: until });
  await mine.socket.command('conversation.arrange', { conversation: id, mutedUntil: 0 });
  await expect.poll(arranged, patiently).toEqual({});
  expect(Object.keys(rowsOf(mine, id).at(-1) ?? {})).not.toContain('pinned');

  await send(id, staff, `first-${id}`, 'to you');
  expect(await untilFirstMessage(theirs, id)).toHaveLength(1);
  expect(JSON.stringify([theirs.log(), await rowIn(visitor, id)])).not.toMatch(/pinned|muted|archived/);
});

test('the desk neither arranges a visitor\'s list nor hears of it', async () => {
  const visitor = await visitorSession(server);
  const [desk, inbox] = [await watch(server, staff, 'desk'), await watch(server, visitor, 'inbox')];
  const { id } = await supportConversation(server, visitor);
  expect((await api(server, 'PUT', `/conversations/${id}/arrangement`, { token: staff.accessToken, body: { pinned: true } })).status).toBe(403);
  await inbox.socket.command('conversation.arrange', { conversation: id, pinned: true });
  await expect.poll(() => rowsOf(inbox, id).at(-1)?.pinned, patiently).toBe(true);
  await send(id, visitor, 'first', 'hello');
  expect(await untilFirstMessage(desk, id)).toHaveLength(1);
  expect(JSON.stringify([desk.log(), (await api(server, 'GET', '/desk', { token: staff.accessToken })).body])).not.toContain('pinned');
});

test('an arrangement outlives the server; nobody puts away what is yet to come, and nonsense is none', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-arranged-'));
  onTestFinished(() => { rmSync(directory, { recursive: true, force: true, maxRetries: 3 }); });
  let fresh = await startServer({ directory });
  const visitor = await visitorSession(fresh);
  const { id } = await supportConversation(fresh, visitor);
  await api(fresh, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: { clientId: 'first', content: text('hello') } });
  const put = async (body: object) => (await api(fresh, 'PUT', `/conversations/${id}/arrangement`, { token: visitor.accessToken, body })).status;
  for (const body of [{ pinned: 1 }, { mutedUntil: -1 }, { mutedUntil: limits.mutedForGood + 1 }, { archivedSeq: 0.5 }, { muted: true }]) expect(await put(body), JSON.stringify(body)).toBe(400);
  expect(await put({})).toBe(200);
  expect(arrangementOf(await rowIn(visitor, id, fresh))).toEqual({});
  expect(await put({ pinned: true, mutedUntil: limits.mutedForGood })).toBe(200);
  expect(await put({ archivedSeq: 99 })).toBe(200);
  const arranged = { pinned: true, mutedUntil: limits.mutedForGood, archivedSeq: 1 };
  expect(arrangementOf(await rowIn(visitor, id, fresh))).toEqual(arranged);
  await fresh.stop();
  fresh = await startServer({ directory });
  expect(arrangementOf(await rowIn(visitor, id, fresh))).toEqual(arranged);
  await fresh.stop();
});

async function found(session: Session, words: string): Promise<{ id: string; excerpt: string; seq: number | undefined }[]> {
  const { body } = await api(server, 'GET', `/inbox/search?q=${encodeURIComponent(words)}`, { token: session.accessToken });
  return v.parse(searchPageSchema, body).hits.map(({ conversation, excerpt, seq }) => ({ id: conversation.id, excerpt, seq }));
}

test('everybody searches their own conversations, by words, titles and the names of others; addresses tell nothing', async () => {
  const ada = await visitorSession(server, { profile: { name: 'Ada Gannet', email: 'ada@tern.example' } });
  const bob = await visitorSession(server, { profile: { name: 'Bob Tern', email: 'bob@gannet.example' } });
  const eve = await visitorSession(server, { profile: { name: 'Eve' } });
  const open = async (session: Session, body: object) => ((await api(server, 'POST', '/conversations', { body, token: session.accessToken })).body as Snapshot).id;
  const direct = await open(ada, { kind: 'direct', with: bob.user.id });
  const group = await open(bob, { kind: 'group', title: 'Cliff walk', members: [eve.user.id] });
  const support = (await supportConversation(server, ada)).id;
  await send(direct, bob, 'd-1', 'the puffins are back');
  await send(group, bob, 'g-1', 'puffins, everybody');
  await send(support, ada, 's-1', 'do you sell puffins?');
  expect(await found(ada, 'PUFFINS')).toEqual([
    { id: support, excerpt: 'do you sell puffins?', seq: 1 }, { id: direct, excerpt: 'the puffins are back', seq: 1 },
  ]);
  expect((await found(eve, 'puffins')).map(({ id }) => id)).toEqual([group]);
  expect(await found(eve, 'cliff')).toEqual([{ id: group, excerpt: 'Cliff walk', seq: undefined }]);
  expect(await found(ada, 'cliff')).toEqual([]);
  expect(await found(ada, 'tern')).toEqual([{ id: direct, excerpt: 'Bob Tern', seq: undefined }]);
  expect(await found(ada, 'gannet')).toEqual([]);
  expect(await found(staff, 'puffins')).toEqual([]);
  for (const query of ['q=a', '', 'q=ab&before=x', 'q=ab&other=1']) expect((await api(server, 'GET', `/inbox/search?${query}`, { token: ada.accessToken })).status, query).toBe(400);
});

test('a hit shows the conversation as one\'s inbox does, and pages go on where they ended', async () => {
  const [ada, bob] = [await visitorSession(server), await visitorSession(server)];
  const ids: string[] = [];
  for (let index = 0; index < limits.searchPage + 2; index += 1) {
    const { body } = await api(server, 'POST', '/conversations', { body: { kind: 'group', title: `Kestrel ${index}`, members: [bob.user.id] }, token: ada.accessToken });
    ids.unshift((body as Snapshot).id);
  }
  await api(server, 'PUT', `/conversations/${ids[0]}/arrangement`, { token: ada.accessToken, body: { pinned: true } });
  const page = async (session: Session, query = '') => v.parse(searchPageSchema, (await api(server, 'GET', `/inbox/search?q=kestrel${query}`, { token: session.accessToken })).body);
  const first = await page(ada);
  expect(first.hits[0]?.conversation).toEqual(await rowIn(ada, ids[0]!));
  expect(first.hits[0]?.conversation.pinned).toBe(true);
  expect((await page(bob)).hits[0]?.conversation).not.toHaveProperty('pinned');
  const rest = await page(ada, `&before=${first.next}`);
  expect([...first.hits, ...rest.hits].map(({ conversation }) => conversation.id)).toEqual(ids);
  expect(rest.next).toBeUndefined();
});

test('of a person, staff see e-mail address and devices, and visitors only those they meet', async () => {
  const ada = await visitorSession(server, { profile: { name: 'Ada', email: 'ada@example.org' } });
  const bob = await visitorSession(server);
  const person = (session: Session) => api(server, 'GET', `/users/${ada.user.id}`, { token: session.accessToken });
  const seen = v.parse(personAnswerSchema, (await person(staff)).body);
  expect([seen.user.email, seen.devices?.length]).toEqual(['ada@example.org', 1]);
  expect((await person(bob)).status).toBe(404);
  await api(server, 'POST', '/conversations', { token: bob.accessToken, body: { kind: 'direct', with: ada.user.id } });
  const met = v.parse(personAnswerSchema, (await person(bob)).body);
  expect([met.user.name, met.user.email, met.devices]).toEqual(['Ada', undefined, undefined]);
});

test('every error has the one shape: wrong shapes, wrong JSON, large bodies, unknown routes', async () => {
  const { visitor, conversation } = await supportWith(0);
  const token = visitor.accessToken;
  const messages = `/conversations/${conversation.id}/messages`;
  const answers = [
    await api(server, 'POST', messages, { token, body: { clientId: 'x y', content: text('a') } }),
    await api(server, 'POST', messages, { token, body: { clientId: 'x', content: { kind: 'html', html: '<b>' } } }),
    await api(server, 'POST', messages, { token, body: { clientId: 'x', content: text('a'), extra: 1 } }),
    await api(server, 'POST', messages, { token, body: { clientId: 'x', content: text('ä'.repeat(limits.textMaxBytes / 2 + 1)) } }),
    await api(server, 'POST', messages, { token, body: { clientId: 'x', content: text('a'.repeat(limits.httpBodyMaxBytes)) } }),
    await api(server, 'GET', '/nowhere', { token }),
    await api(server, 'GET', '/conversations/nothing-like-this', { token }),
    await api(server, 'GET', '/me'),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 413, 413, 404, 404, 401]);
  for (const { body } of answers) v.parse(responses.error, body);
  const broken = await fetch(`${server.url}/api/v1${messages}`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: '{' });
  expect([broken.status, Object.keys(await broken.json() as object)]).toEqual([400, ['error']]);
  expect(JSON.stringify(answers.map((answer) => answer.body))).not.toMatch(/node_modules|\.ts:|\n\s+at /);
});

test('browsers are answered for the exact origins of the site only; without Origin there is no browser', async () => {
  const body = { site: 'demo' };
  for (const origin of ['https://evil.example', 'null', `${server.origin}.evil.example`, server.origin.replace('http:', 'https:')]) {
    const answer = await api(server, 'POST', '/sessions', { body, origin });
    expect([answer.status, answer.body]).toMatchObject([403, { error: { code: 'origin-denied' } }]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  const allowed = await api(server, 'POST', '/sessions', { body });
  expect(allowed.headers.get('access-control-allow-origin')).toBe(server.origin);
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  expect((await api(server, 'POST', '/sessions', { body, origin: null })).status).toBe(201);
  const preflight = await fetch(`${server.url}/api/v1/me`, { method: 'OPTIONS', headers: { Origin: server.origin, 'Access-Control-Request-Method': 'GET' } });
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'Authorization, Content-Type']);
});

test('machines learn whether it lives, can store, and how it is', async () => {
  const get = async (path: string) => { const response = await fetch(server.url + path); return { status: response.status, text: await response.text() }; };
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  const metrics = await get('/metrics');
  expect(metrics.text).toMatch(/^foyer_committed_messages_total [1-9]/m);
  const typeOf = (name: string) => new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(metrics.text)?.[1];
  const names = [...metrics.text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  expect(names.filter((name) => (typeOf(name) === 'counter') !== name.endsWith('_total'))).toEqual([]);
  // A scrape counts nothing twice.
  const again = await get('/metrics');
  expect(Number(/^foyer_committed_messages_total (\d+)/m.exec(again.text)?.[1])).toBe(Number(/^foyer_committed_messages_total (\d+)/m.exec(metrics.text)?.[1]));
  expect(metrics.text).toMatch(/^foyer_ack_seconds_count [1-9]/m);
});
