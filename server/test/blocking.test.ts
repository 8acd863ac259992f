import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFoyerClient } from '@foyer-chat/widget/headless';
import type { Session, Summary, User } from '@foyer-chat/widget/protocol';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { watch, type WatchedFeed } from './feed-watch.ts';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
afterEach(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const setBlocked = async (staff: Session, user: string, blocked: unknown) => (await call(staff, 'PUT', `/desk/visitors/${user}/block`, { blocked })).status;
const send = async (session: Session, id: string, clientId: string) => (await call(session, 'POST', `/conversations/${id}/messages`, { clientId, content: { kind: 'text', text: clientId } })).status;
const newest = <T>(feed: WatchedFeed, kind: string) => feed.log().findLast((entry) => entry['kind'] === kind) as T | undefined;
const visitorOf = (summary: Summary | undefined) => summary?.people.find(({ role }) => role === 'visitor');

test('who is blocked hears of it at once, reads on, and writes nowhere; staff see it, others do not', async () => {
  server = await startServer();
  const [staff, visitor, friend] = [await staffSession(server), await visitorSession(server), await visitorSession(server)];
  const { id } = await supportConversation(server, visitor);
  const direct = ((await call(visitor, 'POST', '/conversations', { kind: 'direct', with: friend.user.id })).body as { id: string }).id;
  for (const place of [id, direct]) await send(visitor, place, `first-${place}`);
  const [inbox, desk, others] = [await watch(server, visitor, 'inbox'), await watch(server, staff, 'desk'), await watch(server, friend, 'inbox')];

  expect(await setBlocked(staff, visitor.user.id, true)).toBe(204);
  await expect.poll(() => newest<{ user: User }>(inbox, 'me')?.user.blocked, patiently).toBe(true);
  await expect.poll(() => visitorOf(newest<{ summary: Summary }>(desk, 'conversation')?.summary)?.blocked, patiently).toBe(true);
  expect([await send(visitor, id, 'refused'), await send(visitor, direct, 'refused'), await send(staff, id, 'an-answer')]).toEqual([403, 403, 201]);
  expect(((await call(visitor, 'GET', `/conversations/${id}`)).body as { lastSeq: number }).lastSeq).toBe(2);
  const asked = await Promise.all([call(visitor, 'GET', '/me'), call(visitor, 'GET', '/inbox'), call(staff, 'GET', `/users/${visitor.user.id}`), call(staff, 'GET', '/desk')]);
  expect([(asked[0].body as { user: User }).user.blocked, (asked[1].body as { me: User }).me.blocked, (asked[2].body as { user: User }).user.blocked]).toEqual([true, true, true]);
  expect(visitorOf((asked[3].body as { conversations: Summary[] }).conversations.find((row) => row.id === id))?.blocked).toBe(true);
  // To the friend they are who they were.
  expect(await send(friend, direct, 'are-you-there')).toBe(201);
  await expect.poll(() => newest<{ summary: Summary }>(others, 'conversation')?.summary.lastSeq, patiently).toBe(2);
  const told = [others.log(), (await call(friend, 'GET', '/inbox')).body, (await call(friend, 'GET', `/conversations/${direct}`)).body, (await call(friend, 'GET', `/users/${visitor.user.id}`)).body];
  expect(JSON.stringify(told)).not.toContain('blocked');

  expect(await setBlocked(staff, visitor.user.id, false)).toBe(204);
  await expect.poll(() => newest<{ user: User }>(inbox, 'me')?.user, patiently).not.toHaveProperty('blocked');
  expect(await send(visitor, id, 'thank-you')).toBe(201);
});

test('the row on the desk follows, also of somebody who has not said a word', async () => {
  server = await startServer();
  const [staff, visitor] = [await staffSession(server), await visitorSession(server)];
  const desk = await watch(server, staff, 'desk');
  const { id } = await supportConversation(server, visitor);
  const row = () => desk.log().map((entry) => entry['summary'] as Summary | undefined).findLast((summary) => summary?.id === id);
  await expect.poll(row, patiently).toBeDefined();
  for (const blocked of [true, false]) {
    await setBlocked(staff, visitor.user.id, blocked);
    await expect.poll(() => visitorOf(row())?.blocked ?? false, patiently).toBe(blocked);
  }
});

test('staff of the site block its visitors and nobody else; what is no yes or no is refused', async () => {
  server = await startServer();
  const other = await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  await server.store.noteOutsideChange();
  await server.store.staff.add({ uid: 'second-staff-uid', email: 'tom@example.org', name: 'Tom', role: 'agent', passwordHash: null, siteIds: [other.id], at: Date.now() });
  const [staff, visitor] = [await staffSession(server), await visitorSession(server)];
  await expect.poll(async () => (await api(server, 'POST', '/sessions', { body: { site: 'other' } })).status, patiently).toBe(201);
  const elsewhere = await visitorSession(server, { site: 'other' });
  expect(await Promise.all([staff.user.id, 'second-staff-uid', elsewhere.user.id, 'nobody-at-all'].map((user) => setBlocked(staff, user, true)))).toEqual([404, 404, 404, 404]);
  expect(await Promise.all([undefined, 'yes', 1].map((value) => setBlocked(staff, visitor.user.id, value)))).toEqual([400, 400, 400]);
  expect(await server.store.users.blockedIds()).toEqual([]);
});

test('a block outlives the server, and one that another process has set counts within a moment', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-blocking-'));
  server = await startServer({ directory });
  const [staff, visitor, next] = [await staffSession(server), await visitorSession(server), await visitorSession(server)];
  const places = await Promise.all([visitor, next].map((session) => supportConversation(server, session)));
  await setBlocked(staff, visitor.user.id, true);
  await server.stop();
  server = await startServer({ directory });
  expect([await send(visitor, places[0]?.id ?? '', 'a'), await send(next, places[1]?.id ?? '', 'a')]).toEqual([403, 201]);
  const row = await server.store.users.getByUid(next.user.id);
  await server.store.users.setBlocked(row?.id ?? 0, Date.now());
  await server.store.noteOutsideChange();
  await expect.poll(() => send(next, places[1]?.id ?? '', 'a'), patiently).toBe(403);
  rmSync(directory, { recursive: true, force: true });
});

test('to a client a message of somebody who is blocked has failed, with the code, and goes when they are let again', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  const client = createFoyerClient({ server: server.url, origin: server.origin, site: 'demo', storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  await client.start();
  const handle = await client.openConversation({ support: true });
  await handle.send({ kind: 'text', text: 'before' });
  await expect.poll(() => client.queued.value, patiently).toBe(0);
  const me = client.me.value?.id ?? '';
  const desk = createFoyerClient({ server: server.url, origin: server.origin, staff: true, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  await desk.signIn({ email: 'staff@example.org', password: 'a long enough password' });
  const seen = await desk.openConversation({ id: handle.id });
  await setBlocked(staff, me, true);
  await expect.poll(() => client.me.value?.blocked, patiently).toBe(true);
  await handle.send({ kind: 'text', text: 'after' });
  await expect.poll(() => handle.timeline.value.items.at(-1), patiently).toMatchObject({ status: 'failed', error: 'blocked' });
  expect(client.queued.value).toBe(0);
  await setBlocked(staff, me, false);
  await expect.poll(() => client.me.value?.blocked, patiently).toBeUndefined();
  await handle.retry(handle.timeline.value.items.at(-1)?.message.clientId ?? '');
  await expect.poll(() => seen.timeline.value.items.map(({ message }) => message.content.kind === 'text' && message.content.text), patiently).toEqual(['before', 'after']);
  for (const each of [client, desk]) await each.stop();
});
