import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFoyerClient, type FoyerClient } from '@foyer-chat/widget/headless';
import type { Presence, Session, Snapshot, User } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { watch, type WatchedFeed } from './feed-watch.ts';
import { api, staffSession, startServer, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
afterEach(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const block = async (session: Session, other: { user: User }, on = true) => (await call(session, 'PUT', `/me/blocks/${other.user.id}`, { on })).status;
const open = (session: Session, other: Session) => call(session, 'POST', '/conversations', { kind: 'direct', with: other.user.id });
const talkOf = async (session: Session, other: Session) => ((await open(session, other)).body as Snapshot).id;
const group = (session: Session, ...members: Session[]) => call(session, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: members.map(({ user }) => user.id) });
const send = async (session: Session, id: string, clientId: string) => {
  const { status, body } = await call(session, 'POST', `/conversations/${id}/messages`, { clientId, content: { kind: 'text', text: clientId } });
  return status === 201 ? 'sent' : (body as { error: { code: string } }).error.code;
};
const visitors = (count: number) => Promise.all(Array.from({ length: count }, () => visitorSession(server)));
const blockedPeople = (feed: WatchedFeed) => (feed.log().findLast(({ kind }) => kind === 'me') as { user: User } | undefined)?.user.blockedPeople;

test('who is blocked reaches the other no more, nor the other them, until it is taken back; what was said stays, and groups are as they were', async () => {
  server = await startServer();
  const [ada, bob] = await visitors(2) as [Session, Session];
  const talk = await talkOf(ada, bob);
  const plans = ((await group(ada, bob)).body as Snapshot).id;
  expect(await send(bob, talk, 'before')).toBe('sent');
  expect(await block(ada, bob)).toBe(204);
  expect([await send(bob, talk, 'from-bob'), await send(ada, talk, 'from-ada'), await send(bob, plans, 'to-all')]).toEqual(['forbidden', 'forbidden', 'sent']);
  expect((await call(bob, 'DELETE', `/conversations/${talk}/messages/1`)).status).toBe(200);
  // Who opens what is there already reads it; the answers are those of before.
  expect((await open(bob, ada)).body).toMatchObject({ id: talk, lastSeq: 1 });
  expect(await block(ada, bob, false)).toBe(204);
  expect([await send(bob, talk, 'from-bob'), await send(ada, talk, 'from-ada')]).toEqual(['sent', 'sent']);
});

test('who is blocked begins no conversation with the other and brings them into no group; the other way it is free', async () => {
  server = await startServer();
  const [ada, bob] = await visitors(2) as [Session, Session];
  await group(ada, bob);
  await block(ada, bob);
  const refused = await Promise.all([open(bob, ada), group(bob, ada)]);
  expect(refused.map(({ status, body }) => [status, (body as { error: { code: string } }).error.code])).toEqual([[403, 'forbidden'], [403, 'forbidden']]);
  // Not into one that they run already either.
  const own = ((await call(bob, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: [] })).body as { id: string }).id;
  expect((await call(bob, 'PUT', `/conversations/${own}/members/${ada.user.id}`, { role: 'member' })).status).toBe(403);
  expect([(await group(ada, bob)).status, (await open(ada, bob)).status]).toEqual([201, 201]);
  expect(await send(ada, await talkOf(ada, bob), 'hello')).toBe('forbidden');
  await block(ada, bob, false);
  expect([(await open(bob, ada)).status, (await group(bob, ada)).status]).toEqual([200, 201]);
});

test('the one who blocks sees it on every device, in every answer about themselves; the other one and the team are told nothing', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  const [ada, bob] = await visitors(2) as [Session, Session];
  const talk = await talkOf(ada, bob);
  await send(bob, talk, 'before');
  const [tabs, others, desk] = [await Promise.all([watch(server, ada, 'inbox'), watch(server, ada, 'inbox')]), await watch(server, bob, 'inbox'), await watch(server, staff, 'desk')];
  await block(ada, bob);
  for (const tab of tabs) await expect.poll(() => blockedPeople(tab), patiently).toEqual([bob.user.id]);
  const asked = await Promise.all([call(ada, 'GET', '/me'), call(ada, 'GET', '/inbox'), api(server, 'POST', '/sessions/refresh', { body: { refreshToken: ada.refreshToken } }), call(ada, 'GET', '/me/blocks')]);
  expect([(asked[0].body as { user: User }).user, (asked[1].body as { me: User }).me, (asked[2].body as { user: User }).user].map((user) => user.blockedPeople)).toEqual([[bob.user.id], [bob.user.id], [bob.user.id]]);
  expect(asked[3].body).toEqual({ people: [{ id: bob.user.id, name: bob.user.name, kind: 'visitor' }] });
  // Whatever says who one is keeps it.
  await call(ada, 'PATCH', '/me', { name: 'Ada' });
  await call(staff, 'PUT', `/desk/visitors/${ada.user.id}/block`, { blocked: true });
  await expect.poll(() => tabs[0]?.log().findLast(({ kind }) => kind === 'me')?.['user'], patiently).toMatchObject({ name: 'Ada', blocked: true, blockedPeople: [bob.user.id] });

  await others.caughtUp();
  const told = [others.log(), desk.log(), ...(await Promise.all([call(bob, 'GET', '/inbox'), call(bob, 'GET', `/conversations/${talk}`), call(bob, 'GET', `/users/${ada.user.id}`), call(bob, 'GET', '/me/blocks'), call(staff, 'GET', '/desk'), call(staff, 'GET', `/users/${ada.user.id}`)])).map(({ body }) => body)];
  expect(JSON.stringify(told)).not.toMatch(/blockedPeople|"kind":"(block|state)"/);

  await block(ada, bob, false);
  for (const tab of tabs) await expect.poll(() => blockedPeople(tab), patiently).toBeUndefined();
});

test('neither hears when the other is here or was last; to who was blocked it looks as if the other had left', async () => {
  server = await startServer();
  const [ada, bob, eve] = await visitors(3) as [Session, Session, Session];
  for (const other of [bob, eve]) await talkOf(ada, other);
  const feeds = { ada: await watch(server, ada, 'inbox'), bob: await watch(server, bob, 'inbox') };
  const presence = (feed: WatchedFeed, { user }: Session) => feed.log().findLast((entry) => entry['kind'] === 'presence' && entry['user'] === user.id) as Presence | undefined;
  await block(ada, bob);
  await expect.poll(() => presence(feeds.ada, bob), patiently).toEqual({ kind: 'presence', user: bob.user.id, online: false });
  await expect.poll(() => presence(feeds.bob, ada), patiently).toEqual({ kind: 'presence', user: ada.user.id, online: false, lastSeenAt: expect.any(Number) });
  const known = async (session: Session) => ((await call(session, 'GET', '/inbox')).body as { presence: Presence[] }).presence.map(({ user }) => user);
  expect([await known(ada), await known(bob)]).toEqual([[eve.user.id], []]);
  const asked = async (session: Session, other: Session) => ((await call(session, 'GET', `/users/${other.user.id}`)).body as { presence: Presence }).presence;
  expect([await asked(ada, bob), await asked(bob, ada)]).toEqual([{ user: bob.user.id, online: false }, { user: ada.user.id, online: false }]);
  // Somebody else still does, so that what follows is not mere silence.
  const eves = await watch(server, eve, 'inbox');
  const again = await watch(server, bob, 'inbox');
  feeds.ada.socket.close();
  await expect.poll(() => presence(eves, ada), patiently).toMatchObject({ online: false });
  await again.caughtUp();
  expect(again.log().filter((entry) => entry['kind'] === 'presence' && entry['user'] === ada.user.id).length).toBeLessThanOrEqual(1);

  const back = await watch(server, ada, 'inbox');
  await block(ada, bob, false);
  await expect.poll(() => presence(back, bob), patiently).toMatchObject({ online: true });
  await expect.poll(() => presence(again, ada), patiently).toMatchObject({ online: true });
});

test('neither sees the other type, in the conversation or in a list', async () => {
  server = await startServer();
  const [ada, bob] = await visitors(2) as [Session, Session];
  const talk = await talkOf(ada, bob);
  await send(ada, talk, 'before');
  const of = async (session: Session) => ({ thread: await watch(server, session, `conversation/${talk}`), list: await watch(server, session, 'inbox') });
  const [adas, bobs] = [await of(ada), await of(bob)];
  bobs.thread.type('text');
  await expect.poll(() => [adas.thread.typing().length, adas.list.typing().length], patiently).toEqual([1, 1]);
  bobs.thread.type(null);
  await expect.poll(() => [adas.thread.typing().length, adas.list.typing().length], patiently).toEqual([0, 0]);
  await block(ada, bob);
  for (const [writer, reader] of [[adas, bobs], [bobs, adas]] as const) {
    writer.thread.type('text');
    for (const feed of [writer.thread, reader.thread, reader.list]) await feed.caughtUp();
    expect([reader.thread.typing(), reader.list.typing()]).toEqual([[], []]);
    writer.thread.type(null);
  }
  await block(ada, bob, false);
  bobs.thread.type('text');
  await expect.poll(() => [adas.thread.typing().length, adas.list.typing().length], patiently).toEqual([1, 1]);
});

test('a message costs no look at who has blocked whom', async () => {
  server = await startServer();
  const [ada, bob] = await visitors(2) as [Session, Session];
  const talk = await talkOf(ada, bob);
  await send(ada, talk, 'first');
  let looks = 0;
  for (const name of ['between', 'blockersAmong', 'blockersOf', 'of', 'haveMet'] as const) {
    const look = server.store.personBlocks[name] as (...args: unknown[]) => unknown;
    Object.assign(server.store.personBlocks, { [name]: (...args: unknown[]) => { looks += 1; return look(...args); } });
  }
  const get = server.store.conversations.get;
  server.store.conversations.get = (id) => { looks += 1; return get(id); };
  for (let index = 0; index < 20; index += 1) expect(await send(index % 2 ? ada : bob, talk, `m-${index}`)).toBe('sent');
  expect(looks).toBe(0);
  await block(ada, bob);
  looks = 0;
  expect(await send(bob, talk, 'refused')).toBe('forbidden');
  expect(looks).toBe(0);
});

test('a block outlives the server, and one that another process has set counts within a moment', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-person-blocks-'));
  server = await startServer({ directory });
  const [ada, bob, eve] = await visitors(3) as [Session, Session, Session];
  const talks = [await talkOf(ada, bob), await talkOf(ada, eve)] as const;
  await block(ada, bob);
  await server.stop();
  server = await startServer({ directory });
  expect([await send(bob, talks[0], 'a'), await send(eve, talks[1], 'a')]).toEqual(['forbidden', 'sent']);
  const [adasRow, evesRow] = [await server.store.users.getByUid(ada.user.id), await server.store.users.getByUid(eve.user.id)];
  await server.store.personBlocks.set({ userId: adasRow?.id ?? 0, blockedId: evesRow?.id ?? 0, on: true, at: Date.now(), max: 9 });
  await server.store.noteOutsideChange();
  await expect.poll(() => send(eve, talks[1], 'b'), patiently).toBe('forbidden');
  rmSync(directory, { recursive: true, force: true });
});

test('only people whom one has met are blocked: no stranger, nobody of the team, of another site, not oneself; and to take it back nothing is asked', async () => {
  server = await startServer();
  await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  await server.store.noteOutsideChange();
  const staff = await staffSession(server);
  const [ada, bob] = await visitors(2) as [Session, Session];
  await expect.poll(async () => (await api(server, 'POST', '/sessions', { body: { site: 'other' } })).status, patiently).toBe(201);
  const elsewhere = await visitorSession(server, { site: 'other' });
  expect(await Promise.all([bob, staff, elsewhere, ada].map((other) => block(ada, other)))).toEqual([404, 404, 404, 400]);
  expect([await block(ada, { user: { ...bob.user, id: 'nobody-at-all' } }), await block(ada, bob, false), await block(staff, ada)]).toEqual([404, 204, 403]);
  expect((await call(ada, 'PUT', `/me/blocks/${bob.user.id}`, { on: 'yes' })).status).toBe(400);
});

test('signing in ends no block: who was blocked as a visitor is blocked as the customer, and who has blocked them knows by which name', async () => {
  server = await startServer();
  const site = await server.store.sites.get('demo');
  const identity = await new SignJWT({ name: 'Bob' }).setProtectedHeader({ alg: 'HS256' }).setSubject('bob').setAudience('demo')
    .setExpirationTime(Math.floor(Date.now() / 1000) + 120).sign(new TextEncoder().encode(site?.secret));
  const known = await visitorSession(server, { identity });
  const [ada, bob, eve] = await visitors(3) as [Session, Session, Session];
  const talks = [await talkOf(ada, bob), await talkOf(eve, bob)] as const;
  for (const talk of talks) await send(bob, talk, 'before');
  await block(ada, bob);
  await block(bob, eve);
  const inbox = await watch(server, ada, 'inbox');
  const { body } = await api(server, 'POST', '/sessions', { body: { site: 'demo', identity, former: { refreshToken: bob.refreshToken, attempt: 'try-1' } } });
  const customer = body as Session;
  expect(customer.user).toEqual({ ...known.user, devices: 1, blockedPeople: [eve.user.id] });
  await expect.poll(() => blockedPeople(inbox), patiently).toEqual([known.user.id]);
  expect([await send(customer, talks[0], 'after'), await send(ada, talks[0], 'after'), await send(eve, talks[1], 'after')]).toEqual(['forbidden', 'forbidden', 'forbidden']);
  expect([await block(ada, known, false), await block(customer, eve, false)]).toEqual([204, 204]);
  expect([await send(customer, talks[0], 'again'), await send(eve, talks[1], 'again')]).toEqual(['sent', 'sent']);
});

test('who has everything erased is blocked by nobody any more', async () => {
  server = await startServer();
  const [ada, bob] = await visitors(2) as [Session, Session];
  const talk = await talkOf(ada, bob);
  await send(bob, talk, 'before');
  await block(ada, bob);
  const inbox = await watch(server, ada, 'inbox');
  expect((await call(bob, 'DELETE', '/me')).status).toBe(204);
  await expect.poll(() => inbox.log().findLast(({ kind }) => kind === 'me'), patiently).toEqual({ kind: 'me', user: ada.user });
  expect((await call(ada, 'GET', '/me/blocks')).body).toEqual({ people: [] });
  expect(await send(ada, talk, 'alone')).toBe('sent');
});

test('to a client a message to who has blocked them has failed and is not lost, and goes when they may again', async () => {
  server = await startServer();
  const client = (): FoyerClient => createFoyerClient({ server: server.url, origin: server.origin, site: 'demo', storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  const [ada, bob] = [client(), client()];
  for (const each of [ada, bob]) {
    await each.start();
    await each.openConversation({ support: true });
  }
  const handle = await bob.openConversation({ with: ada.me.value?.id ?? '' });
  await handle.send({ kind: 'text', text: 'before' });
  const { people } = await ada.listTools();
  await expect.poll(() => ada.inbox.value.conversations.some(({ id }) => id === handle.id), patiently).toBe(true);
  await people.block(bob.me.value?.id ?? '', true);
  await expect.poll(() => ada.me.value?.blockedPeople, patiently).toEqual([bob.me.value?.id]);
  expect((await people.blocked()).map(({ id }) => id)).toEqual([bob.me.value?.id]);
  await handle.send({ kind: 'text', text: 'after' });
  await expect.poll(() => handle.timeline.value.items.at(-1), patiently).toMatchObject({ status: 'failed', error: 'forbidden' });
  await people.block(bob.me.value?.id ?? '', false);
  await expect.poll(() => ada.me.value?.blockedPeople, patiently).toBeUndefined();
  await handle.retry(handle.timeline.value.items.at(-1)?.message.clientId ?? '');
  await expect.poll(() => handle.timeline.value.items.map(({ message, status }) => [message.content.kind === 'text' && message.content.text, status === 'failed']), patiently).toEqual([['before', false], ['after', false]]);
  for (const each of [ada, bob]) await each.stop();
});
