import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskResponses, limits, type DeskResponses, type Session, type Snapshot, type Summary } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { watch, type WatchedFeed } from './feed-watch.ts';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) =>
  api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const send = (conversation: string, session: Session, clientId: string, text = clientId) =>
  call(session, 'POST', `/conversations/${conversation}/messages`, { clientId, content: { kind: 'text', text } });
const asStaff = async <S extends v.GenericSchema>(schema: S, path: string): Promise<v.InferOutput<S>> => v.parse(schema, (await call(staff, 'GET', path)).body);

/** A visitor who has said something. */
async function asking(profile: object = {}, text = 'hello'): Promise<{ visitor: Session; id: string }> {
  const visitor = await visitorSession(server, { profile });
  const { id } = await supportConversation(server, visitor);
  await send(id, visitor, `first-${id}`, text);
  return { visitor, id };
}

const newestRow = (feed: WatchedFeed, id: string) =>
  feed.log().filter((entry) => entry['kind'] === 'conversation').map((entry) => entry['summary'] as Summary).findLast((summary) => summary.id === id);
const rowOf = async (id: string) => (await asStaff(deskResponses.desk, '/desk')).conversations.find((summary) => summary.id === id);

test('whose a conversation is, and until when it rests, is on the desk at once and nowhere else', async () => {
  const { visitor, id } = await asking();
  const [desk, inbox, thread] = [await watch(server, staff, 'desk'), await watch(server, visitor, 'inbox'), await watch(server, visitor, `conversation/${id}`)];
  const until = Date.now() + 3_600_000;
  await desk.socket.command('conversation.assign', { conversation: id, assignee: staff.user.id });
  await desk.socket.command('conversation.snooze', { conversation: id, until });
  await expect.poll(() => newestRow(desk, id), patiently).toMatchObject({ assignee: staff.user.id, snoozedUntil: until });
  expect(await rowOf(id)).toMatchObject({ assignee: staff.user.id, snoozedUntil: until });

  const version = newestRow(desk, id)?.version ?? 0;
  await expect.poll(() => thread.log().at(-1)?.['v'], patiently).toBe(version);
  await expect.poll(() => newestRow(inbox, id)?.version, patiently).toBe(version);
  const seen = [
    inbox.log(), thread.log(), (await call(visitor, 'GET', '/inbox')).body, (await call(visitor, 'GET', `/conversations/${id}`)).body,
    (await call(visitor, 'GET', `/conversations/${id}/changes?after=0`)).body,
  ];
  expect(JSON.stringify(seen)).not.toMatch(/assignee|snoozed/);
});

test('only somebody of the team can be given a conversation; what is over cannot be waited for', async () => {
  const { visitor, id } = await asking();
  expect((await call(staff, 'PUT', `/conversations/${id}/assignee`, { assignee: visitor.user.id })).status).toBe(404);
  expect((await call(staff, 'PUT', `/conversations/${id}/snooze`, { until: Date.now() + limits.snoozeMaxMs + 60_000 })).status).toBe(400);
  expect((await call(staff, 'PUT', `/conversations/${id}/snooze`, { until: Date.now() - 1 })).status).toBe(200);
  const row = await rowOf(id);
  expect([row?.assignee, row?.snoozedUntil, row?.version]).toEqual([undefined, undefined, 1]);
});

test('a message of the visitor brings a resolved or snoozed conversation back with it, one of staff does not', async () => {
  const { visitor, id } = await asking();
  for (const [index, away] of (['resolve', 'snooze'] as const).entries()) {
    if (away === 'resolve') await call(staff, 'PUT', `/conversations/${id}/state`, { state: 'resolved' });
    else await call(staff, 'PUT', `/conversations/${id}/snooze`, { until: Date.now() + 60_000 });
    await send(id, staff, `${id}-staff-${index}`);
    await send(id, visitor, `first-${id}`, 'hello');
    const row = await rowOf(id);
    expect([row?.state, row?.snoozedUntil === undefined]).toEqual(away === 'resolve' ? ['resolved', true] : ['open', false]);
    await send(id, visitor, `${id}-back-${index}`);
    expect(await rowOf(id)).toMatchObject({ state: 'open' });
    expect((await rowOf(id))?.snoozedUntil).toBeUndefined();
  }
});

test('when its time is over, a snoozed conversation comes back by itself', async () => {
  const { id } = await asking();
  const desk = await watch(server, staff, 'desk');
  await desk.socket.command('conversation.snooze', { conversation: id, until: Date.now() + 500 });
  await expect.poll(() => newestRow(desk, id)?.snoozedUntil, patiently).toBeGreaterThan(0);
  await expect.poll(() => newestRow(desk, id)?.snoozedUntil, patiently).toBeUndefined();
});

test('no frame, snapshot, change, list, person or export that a visitor can get holds a note', async () => {
  const { visitor, id } = await asking();
  const desk = await watch(server, staff, 'desk');
  const feeds = await Promise.all(['inbox', `conversation/${id}`].map((feed) => watch(server, visitor, feed)));
  const secret = 'marzipan';
  const { status, body } = await call(staff, 'POST', `/conversations/${id}/notes`, { clientId: 'n-1', text: `they like ${secret}` });
  const note = body as DeskResponses['note'];
  expect(status).toBe(201);
  expect((await call(staff, 'POST', `/conversations/${id}/notes`, { clientId: 'n-1', text: `they like ${secret}` })).status).toBe(200);
  await expect.poll(() => desk.log(), patiently).toContainEqual({ kind: 'note', conversation: id, note });
  expect((await asStaff(deskResponses.notes, `/conversations/${id}/notes`)).notes).toEqual([note]);

  // Something after it, so that all feeds have had their chance.
  await send(id, staff, `after-${id}`);
  await expect.poll(() => feeds.map((feed) => JSON.stringify(feed.log()).includes(`after-${id}`)), patiently).toEqual([true, true]);
  const asked = await Promise.all([
    '/inbox', '/me', `/conversations/${id}`, `/conversations/${id}/messages`, `/conversations/${id}/changes?after=0`, `/users/${staff.user.id}`, `/users/${visitor.user.id}`,
    `/conversations/${id}/notes`, `/search?q=${secret}`, '/desk', '/desk/conversations?list=all', '/canned-replies',
  ].map((path) => call(visitor, 'GET', path)));
  const seen = [asked.map(({ body: answer }) => answer), feeds.map(({ socket }) => socket.frames), feeds.map((feed) => feed.log()), await server.store.users.exportOf(visitor.user.id)];
  expect(JSON.stringify(seen)).not.toContain(secret);
  const bytes = Buffer.concat(feeds.flatMap(({ socket }) => socket.binary));
  expect(bytes.includes(secret)).toBe(false);
  expect(bytes.includes(`after-${id}`)).toBe(true);
});

test('a note is deleted by who wrote it, and then is not shown to who opens the desk later', async () => {
  const { id } = await asking();
  const desk = await watch(server, staff, 'desk');
  const note = (await call(staff, 'POST', `/conversations/${id}/notes`, { clientId: 'n-2', text: 'a hasty word' })).body as DeskResponses['note'];
  const other = await api(server, 'POST', '/staff/sessions', { body: await secondStaff() });
  expect((await call(other.body as Session, 'DELETE', `/conversations/${id}/notes/${note.id}`)).status).toBe(403);
  expect((await call(staff, 'DELETE', `/conversations/${id}/notes/${note.id}`)).status).toBe(204);
  expect((await call(staff, 'DELETE', `/conversations/${id}/notes/${note.id}`)).status).toBe(204);
  await expect.poll(() => desk.log(), patiently).toContainEqual({ kind: 'note-deleted', conversation: id, note: note.id });
  const late = await watch(server, staff, 'desk');
  await send(id, staff, `later-${id}`);
  await expect.poll(() => JSON.stringify(late.log()), patiently).toContain(`later-${id}`);
  expect(JSON.stringify(late.log())).not.toContain('a hasty word');
});

async function secondStaff(): Promise<{ email: string; password: string }> {
  const { hashPassword } = await import('../src/services/passwords.ts');
  const account = { email: 'tom@example.org', password: 'a long enough password' };
  await server.store.staff.add({ uid: 'second-staff-uid', email: account.email, name: 'Tom', role: 'agent', passwordHash: await hashPassword(account.password), siteIds: 'all', at: Date.now() });
  return account;
}

test('canned replies are shared by the staff of a site, live', async () => {
  const desk = await watch(server, staff, 'desk');
  expect((await call(staff, 'PUT', '/canned-replies/Hello', { text: 'Hello {visitor.name}' })).body).toEqual({ shortcut: 'hello', text: 'Hello {visitor.name}' });
  expect((await asStaff(deskResponses.cannedReplies, '/canned-replies')).replies).toContainEqual({ shortcut: 'hello', text: 'Hello {visitor.name}' });
  for (const [shortcut, text] of [['two%20words', 'x'], ['x'.repeat(33), 'x'], ['blank', ' '], ['nul', 'a\0b']] as const) {
    expect((await call(staff, 'PUT', `/canned-replies/${shortcut}`, { text })).status, shortcut).toBe(400);
  }
  expect((await call(staff, 'PUT', '/canned-replies/long', { text: 'x'.repeat(limits.textMaxBytes + 1) })).status).toBe(413);
  expect((await call(staff, 'PUT', '/canned-replies/hey', { text: 'Hey', replaces: 'Hello' })).status).toBe(200);
  expect((await call(staff, 'DELETE', '/canned-replies/hey')).status).toBe(204);
  await expect.poll(() => desk.log().filter(({ kind }) => kind === 'canned-reply'), patiently).toEqual([
    { kind: 'canned-reply', shortcut: 'hello', text: 'Hello {visitor.name}' }, { kind: 'canned-reply', shortcut: 'hello', text: null },
    { kind: 'canned-reply', shortcut: 'hey', text: 'Hey' }, { kind: 'canned-reply', shortcut: 'hey', text: null },
  ]);
});

test('staff see where a visitor is, as it happens and when they look; addresses lose fragment and password', async () => {
  const { visitor, id } = await asking({ name: 'Ada', email: 'ada@example.org' });
  const desk = await watch(server, staff, 'desk');
  const here = await watch(server, visitor, 'inbox');
  const put = (body: object) => call(visitor, 'PUT', '/me/context', body);
  expect((await put({
    context: { plan: 'gold', seats: 3, trial: false }, language: 'de-CH',
    page: { url: 'https://ada:secret@shop.example/cart?step=2#pay', title: '  Cart ', referrer: 'about:blank' },
  })).status).toBe(204);
  const page = { url: 'https://shop.example/cart?step=2', title: 'Cart', at: expect.any(Number) as number };
  await expect.poll(() => desk.log(), patiently).toContainEqual({ kind: 'visitor', user: visitor.user.id, page, language: 'de-CH', context: { plan: 'gold', seats: 3, trial: false } });
  await put({ page: { url: 'https://shop.example/thanks', referrer: 'https://shop.example/cart#x' } });
  const thanks = { url: 'https://shop.example/thanks', title: '', referrer: 'https://shop.example/cart', at: expect.any(Number) as number };
  expect((await asStaff(deskResponses.desk, '/desk')).places).toContainEqual({ user: visitor.user.id, page: thanks, language: 'de-CH' });
  here.socket.close();

  const person = await asStaff(deskResponses.person, `/users/${visitor.user.id}`);
  expect(person).toMatchObject({ context: { plan: 'gold', seats: 3, trial: false }, language: 'de-CH', pages: [thanks, page] });
  expect(person.conversations.map((summary) => summary.id)).toEqual([id]);
  const later = await asking({ email: 'ada@example.org' });
  expect((await asStaff(deskResponses.person, `/users/${later.visitor.user.id}`)).conversations.map((summary) => summary.id).sort()).toEqual([id, later.id].sort());
  expect(JSON.stringify((await call(visitor, 'GET', `/users/${visitor.user.id}`)).body)).not.toMatch(/gold|cart|conversations/);
});

test('a context that is deep, large, or names what is no name is refused, and so is a page that is no web page', async () => {
  const visitor = await visitorSession(server);
  const status = async (body: unknown) => (await call(visitor, 'PUT', '/me/context', body)).status;
  expect(await status({ context: { deep: { er: 1 } } })).toBe(400);
  expect(await status({ context: { list: [1] } })).toBe(400);
  expect(await status({ context: { nothing: null } })).toBe(400);
  expect(await status({ context: { ' x': 1 } })).toBe(400);
  expect(await status({ context: { ['x'.repeat(65)]: 1 } })).toBe(400);
  expect(await status({ context: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`k${index}`, 1])) })).toBe(413);
  expect(await status({ context: { large: 'x'.repeat(limits.contextMaxBytes) } })).toBe(413);
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'shop.example', 'https://', `https://shop.example/${'x'.repeat(3_000)}`]) expect(await status({ page: { url } }), url).toBe(400);
  expect(await status({ language: 'not a language' })).toBe(400);
  expect(await status({ unknown: 1 })).toBe(400);
  await call(visitor, 'PUT', '/me/context', JSON.parse('{"context":{"__proto__":{"admin":true},"fine":1}}'));
  expect((await asStaff(deskResponses.person, `/users/${visitor.user.id}`)).context).toEqual({ fine: 1 });
});

test('of many pages the newest 20 are kept', async () => {
  const visitor = await visitorSession(server);
  for (let index = 0; index < 23; index += 1) await call(visitor, 'PUT', '/me/context', { page: { url: `https://shop.example/${index}` } });
  const { pages } = await asStaff(deskResponses.person, `/users/${visitor.user.id}`);
  expect(pages.map(({ url }) => url)).toEqual(Array.from({ length: limits.pagesPerVisitor }, (_, index) => `https://shop.example/${22 - index}`));
});

test('search pages through hits, newest first, each conversation once, with what was found', async () => {
  const asked: string[] = [];
  for (let index = 0; index < limits.searchPage + 3; index += 1) asked.push((await asking({}, `a kumquat, number ${index}`)).id);
  const first = await asStaff(deskResponses.search, '/search?q=KUMQUAT');
  expect(first.hits).toHaveLength(limits.searchPage);
  const rest = await asStaff(deskResponses.search, `/search?q=kumquat&before=${first.next}`);
  expect(rest.next).toBeUndefined();
  const hits = [...first.hits, ...rest.hits];
  expect(hits.map(({ conversation }) => conversation.id).sort()).toEqual([...asked].sort());
  expect(hits[0]).toMatchObject({ seq: 1, excerpt: expect.stringMatching(/^a kumquat, number \d+$/) as string });
  for (const query of ['q=a', 'q=', '', 'q=%20a%20', 'q=ab&before=x', 'q=ab&other=1']) expect((await call(staff, 'GET', `/search?${query}`)).status, query).toBe(400);
});

test('lists page beyond what the desk begins with, and the counts are those of all', async () => {
  const fresh = await startServer();
  try {
    const agent = await staffSession(fresh);
    const total = limits.deskPage + 7;
    const snapshots: Snapshot[] = [];
    for (let index = 0; index < total; index += 1) {
      const visitor = await visitorSession(fresh);
      const snapshot = await supportConversation(fresh, visitor);
      snapshots.push(snapshot);
      await api(fresh, 'POST', `/conversations/${snapshot.id}/messages`, { token: visitor.accessToken, body: { clientId: 'c', content: { kind: 'text', text: 'x' } } });
    }
    // One who has only looked.
    await supportConversation(fresh, await visitorSession(fresh));
    const get = async <S extends v.GenericSchema>(schema: S, path: string): Promise<v.InferOutput<S>> => v.parse(schema, (await api(fresh, 'GET', path, { token: agent.accessToken })).body);
    const feed = await watch(fresh, agent, 'desk');
    await feed.socket.command('conversation.assign', { conversation: snapshots[0]!.id, assignee: agent.user.id });
    await feed.socket.command('conversation.setState', { conversation: snapshots[1]!.id, state: 'resolved' });
    const desk = await get(deskResponses.desk, '/desk');
    const counts = { all: total - 1, unassigned: total - 2, snoozed: 0, resolved: 1, assigned: { [agent.user.id]: 1 } };
    expect([desk.conversations.length, desk.counts]).toEqual([limits.deskPage, counts]);
    await expect.poll(() => feed.log().findLast(({ kind }) => kind === 'counts'), patiently).toEqual({ kind: 'counts', counts });
    const rest = await get(deskResponses.deskPage, `/desk/conversations?list=all&before=${desk.next}`);
    expect(rest.next).toBeUndefined();
    expect((await get(deskResponses.deskPage, '/desk/conversations?list=mine')).conversations.map(({ id }) => id)).toEqual([snapshots[0]!.id]);
    expect((await get(deskResponses.deskPage, '/desk/conversations?list=resolved')).conversations.map(({ id }) => id)).toEqual([snapshots[1]!.id]);
    const all = new Set([...desk.conversations, ...rest.conversations].map(({ id }) => id));
    expect(snapshots.filter(({ id }) => !all.has(id)).map(({ id }) => id)).toEqual([snapshots[1]!.id]);
  } finally {
    await fresh.stop();
  }
});
