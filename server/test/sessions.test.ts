import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { responses, subprotocol, tokenSubprotocol, type Session } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { api, staffPassword, staffSession, startServer, TestSocket, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
afterEach(() => server.stop());

const refresh = (refreshToken: string, attempt?: string) =>
  api(server, 'POST', '/sessions/refresh', { body: { refreshToken, ...(attempt === undefined ? {} : { attempt }) } });
const me = async (session: Pick<Session, 'accessToken'>) => (await api(server, 'GET', '/me', { token: session.accessToken })).status;

test('a refresh token works once; a second use ends the device and its sockets', async () => {
  server = await startServer();
  const session = await visitorSession(server);
  const socket = await TestSocket.open(server, session);
  const renewed = v.parse(responses.session, (await refresh(session.refreshToken)).body);
  expect([renewed.user, renewed.device]).toEqual([session.user, session.device]);
  expect(await me(renewed)).toBe(200);
  const stolen = await refresh(session.refreshToken);
  expect([stolen.status, stolen.body]).toMatchObject([401, { error: { code: 'session-ended' } }]);
  expect(await socket.closed).toBe(4401);
  expect(await me(renewed)).toBe(401);
  expect((await refresh(renewed.refreshToken)).status).toBe(401);
});

test('an answer that was lost is had again with the same attempt, until the new token is used', async () => {
  server = await startServer();
  const session = await visitorSession(server);
  const [first, again] = [await refresh(session.refreshToken, 'try-1'), await refresh(session.refreshToken, 'try-1')];
  const [one, two] = [v.parse(responses.session, first.body), v.parse(responses.session, again.body)];
  expect(two.refreshToken).toBe(one.refreshToken);
  const next = v.parse(responses.session, (await refresh(one.refreshToken, 'try-2')).body);
  expect(await me(next)).toBe(200);
  expect((await refresh(session.refreshToken, 'try-1')).status).toBe(401);
  expect(await me(next)).toBe(401);
});

test('a lost answer is had again also from a server that was restarted meanwhile', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-sessions-'));
  server = await startServer({ directory });
  const session = await visitorSession(server);
  const before = v.parse(responses.session, (await refresh(session.refreshToken, 'try')).body);
  await server.stop();
  server = await startServer({ directory });
  const after = v.parse(responses.session, (await refresh(session.refreshToken, 'try')).body);
  expect(after.refreshToken).toBe(before.refreshToken);
  expect(await me(before)).toBe(200);
});

test('a session that was ended is worth nothing, and other devices go on', async () => {
  server = await startServer();
  const [one, two] = [await visitorSession(server), await visitorSession(server)];
  const socket = await TestSocket.open(server, one);
  expect((await api(server, 'DELETE', '/sessions/current', { token: one.accessToken })).status).toBe(204);
  expect(await socket.closed).toBe(4401);
  expect([await me(one), await me(two)]).toEqual([401, 200]);
  expect((await refresh(one.refreshToken)).status).toBe(401);
});

test('unknown tokens and forged ones are answered alike', async () => {
  server = await startServer();
  const session = await visitorSession(server);
  for (const token of ['', 'x', `${session.accessToken}x`, session.refreshToken]) expect(await me({ accessToken: token })).toBe(401);
  expect((await refresh('unknown')).body).toMatchObject({ error: { code: 'session-ended' } });
});

test('the set-up link makes one first member of staff, and then nothing', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  expect(staff.user).toMatchObject({ kind: 'staff', email: 'staff@example.org' });
  expect(staff.site).toBe('demo');
  const body = { secret: server.setupSecret, email: 'second@example.org', name: 'Second', password: staffPassword };
  for (const secret of [server.setupSecret, 'unknown']) {
    const answer = await api(server, 'POST', '/staff/setup', { body: { ...body, secret } });
    expect([answer.status, answer.body]).toMatchObject([410, { error: { code: 'setup-done' } }]);
  }
});

test('staff sign in; whatever is wrong, the answer is the same', async () => {
  server = await startServer();
  await staffSession(server);
  const signIn = (change: object) => api(server, 'POST', '/staff/sessions', { body: { email: 'staff@example.org', password: staffPassword, ...change } });
  expect((await signIn({ email: 'STAFF@example.org' })).status).toBe(201);
  const wrong = [await signIn({ password: 'wrong' }), await signIn({ email: 'nobody@example.org' }), await signIn({ site: 'other' })];
  for (const answer of wrong) {
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual(wrong[0]?.body);
  }
});

test('guessing passwords is slowed down, per account', async () => {
  server = await startServer({ env: { FOYER_RATE_SCALE: '0.4' } });
  await staffSession(server);
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    statuses.push((await api(server, 'POST', '/staff/sessions', { body: { email: 'staff@example.org', password: 'wrong' } })).status);
  }
  expect(statuses.at(-1)).toBe(429);
});

test('a customer is the same user on every device, also when two sign in at once, and is called what the site says', async () => {
  server = await startServer();
  const site = await server.store.sites.get('demo');
  const identity = await new SignJWT({ name: 'Ada', email: 'ada@example.org' }).setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-1').setAudience('demo').setExpirationTime('2m').sign(new TextEncoder().encode(site?.secret));
  const [one, two] = await Promise.all([visitorSession(server, { identity }), visitorSession(server, { identity, profile: { name: 'Mallory' } })]);
  expect(one.user).toMatchObject({ kind: 'customer', name: 'Ada', email: 'ada@example.org' });
  expect(two.user).toEqual(one.user);
  expect(two.device.id).not.toBe(one.device.id);
  expect((await api(server, 'PATCH', '/me', { token: one.accessToken, body: { name: 'Mallory' } })).status).toBe(403);
  const refused = await api(server, 'POST', '/sessions', { body: { site: 'demo', identity: `${identity}x` } });
  expect([refused.status, refused.body]).toMatchObject([401, { error: { code: 'identity-refused' } }]);
});

test('all addresses of one IPv6 network share its rates, by HTTP and by socket', async () => {
  server = await startServer({ env: { FOYER_TRUST_PROXY: '1', FOYER_RATE_SCALE: '0.04' } });
  const ask = async (path: string, body: object, address: string) => {
    const response = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address }, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() as Session };
  };
  const begin = (address: string) => ask('/sessions', { site: 'demo' }, address);
  const first = await begin('2001:db8::1');
  expect([first.status, (await begin('2001:db8::2')).status, (await begin('2001:db8:0:1::2')).status]).toEqual([201, 429, 201]);
  for (const address of ['2001:db8::3', '2001:db8::4']) expect((await ask('/sessions/refresh', { refreshToken: 'unknown' }, address)).status).toBe(401);
  const dial = async (address: string) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync`, [subprotocol, tokenSubprotocol(first.body.accessToken)], { origin: server.origin, headers: { 'X-Forwarded-For': address } });
    return await once(socket, 'open').then(() => { socket.close(); return 'open'; }, (error: Error) => error.message);
  };
  expect(await dial('2001:db8::5')).toContain('429');
  expect(await dial('2001:db8:0:2::5')).toBe('open');
});
