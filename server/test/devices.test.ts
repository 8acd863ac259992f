import { afterEach, expect, test } from 'vitest';
import { limits, type Device, type DeviceLink, type LinkOffer, type Message, type Session, type User } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import { until } from './faults/until.ts';
import { watch } from './feed-watch.ts';
import { api, staffPassword, staffSession, startServer, supportConversation, TestSocket, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
let aheadMs = 0;
afterEach(async () => {
  aheadMs = 0;
  await server.stop();
});
const clock = { now: () => Date.now() + aheadMs };
const start = async (env = {}) => { server = await startServer({ clock, env }); };

const ask = (session: Session, method: string, path: string, body?: object) => api(server, method, path, { token: session.accessToken, ...(body ? { body } : {}) });
const status = async (session: Session) => (await ask(session, 'GET', '/me')).status;
const devicesOf = async (session: Session) => ((await ask(session, 'GET', '/me/devices')).body as { devices: Device[] }).devices;
const link = async (session: Session) => (await ask(session, 'POST', '/me/link')).body as DeviceLink;
const look = (session: Session, asked: object) => ask(session, 'POST', '/links/look', asked);
const accept = (token: string, { refreshToken }: Session, attempt = 'try-1') => api(server, 'POST', '/sessions', { body: { site: 'demo', link: token, former: { refreshToken, attempt } } });
const say = (session: Session, conversation: string, text: string) => ask(session, 'POST', `/conversations/${conversation}/messages`, { clientId: `c-${text}`, content: { kind: 'text', text } });
const messagesOf = async (session: Session, conversation: string) =>
  ((await ask(session, 'GET', `/conversations/${conversation}/messages?after=0`)).body as { messages: Message[] }).messages;
const named = (name: string) => visitorSession(server, { profile: { name } });

/** A second device of the same visitor. */
async function linked(first: Session): Promise<Session> {
  const { token } = await link(first);
  return (await accept(token, await named('Second'))).body as Session;
}

async function customer(sub: string, former?: object): Promise<Session> {
  const site = await server.store.sites.get('demo');
  const identity = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(sub).setAudience('demo').setExpirationTime(Math.floor(clock.now() / 1000) + 120).sign(new TextEncoder().encode(site?.secret));
  return (await api(server, 'POST', '/sessions', { body: { site: 'demo', identity, ...(former ? { former } : {}) } })).body as Session;
}

test('a second device comes by a link with all it has, sees the same as the first, and the first hears of it at once', async () => {
  await start();
  const [ana, bo] = [await named('Ana'), await named('Bo')];
  const [anas, bos] = [await supportConversation(server, ana), await supportConversation(server, bo)];
  await say(ana, anas.id, 'one');
  await say(bo, bos.id, 'two');
  const [inbox, bosSocket] = [await watch(server, ana, 'inbox'), await TestSocket.open(server, bo)];
  const { token } = await link(ana);
  expect((await look(bo, { token })).body).toEqual({ token, name: 'Ana', isOwn: false });

  const answer = await accept(token, bo);
  expect(answer.status).toBe(201);
  const second = answer.body as Session;
  expect([second.user.id, second.user.name, second.device.id, second.user.devices]).toEqual([ana.user.id, 'Ana', bo.device.id, 1]);
  expect([await bosSocket.closed, await status(bo), await status(second), await status(ana)]).toEqual([4401, 401, 200, 200]);
  for (const device of [ana, second]) {
    expect((await messagesOf(device, anas.id)).map(({ from }) => from)).toEqual([ana.user.id]);
    expect((await messagesOf(device, bos.id)).map(({ from }) => from)).toEqual([ana.user.id]);
  }
  await until('the first device to hear of the other one and of what it brings', 5_000, () => {
    const entries = inbox.log() as unknown as { kind: string; user?: User; summary?: { id: string } }[];
    return entries.some(({ kind, user }) => kind === 'me' && user?.devices === 1) && entries.some(({ summary }) => summary?.id === bos.id);
  });
  expect((await devicesOf(ana)).map(({ id, isCurrent }) => [id, isCurrent])).toEqual([[ana.device.id, true], [second.device.id, false]]);
  // What was on its way is known under the same device.
  expect((await say(second, bos.id, 'two')).status).toBe(200);
});

test('a code leads to the same, however it is typed, and only as long as it holds', async () => {
  await start();
  const [ana, bo] = [await named('Ana'), await named('Bo')];
  const first = await link(ana);
  expect(first.code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  expect(first.expiresAt).toBeGreaterThan(Date.now());
  const typed = ` ${first.code.slice(0, 4).toLowerCase()} \u2013 ${first.code.slice(4)}`;
  expect((await look(bo, { code: typed })).body).toEqual({ token: first.token, name: 'Ana', isOwn: false });
  for (const code of ['', 'K3F7', 'K3F7 9QW0', 'K3F7 9QWXX', 7]) expect((await look(bo, { code })).status).toBe(400);

  const next = await link(ana);
  expect([(await look(bo, { code: first.code })).status, (await look(bo, { code: next.code })).status]).toEqual([404, 200]);
  aheadMs = limits.linkMs;
  const later = await named('Late');
  const late = [await look(later, { code: next.code }), await look(later, { token: next.token }), await accept(next.token, later)];
  expect(late.map((one) => one.status)).toEqual([404, 404, 404]);
  expect(new Set(late.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  aheadMs = 0;
  await ask(ana, 'DELETE', '/me/link');
  expect((await look(bo, { token: next.token })).status).toBe(404);
});

test('whoever guesses at a code has five tries at it, then even the right one leads nowhere; the link itself is not hurt', async () => {
  await start();
  const [ana, bo] = [await named('Ana'), await named('Bo')];
  const { code, token } = await link(ana);
  const wrong = code.slice(0, 4) + code.slice(4).replaceAll(/./g, (char) => (char === 'Z' ? 'Y' : 'Z'));
  for (let at = 1; at < limits.linkCodeGuesses; at += 1) expect((await look(bo, { code: wrong })).status).toBe(404);
  expect((await look(bo, { code })).status).toBe(200);
  await look(bo, { code: wrong });
  const [spent, none] = [await look(bo, { code }), await look(bo, { code: '22223333' })];
  expect([spent.status, spent.body]).toEqual([404, none.body]);
  expect((await look(bo, { token })).status).toBe(200);
});

test('whoever tries from one place is slowed down, with whatever device', async () => {
  await start({ FOYER_RATE_SCALE: '1' });
  const visitors = [await named('One'), await named('Two')] as const;
  const statuses: number[] = [];
  for (let at = 0; at < 12; at += 1) statuses.push((await look(visitors[at % 2 === 0 ? 0 : 1], { code: '22223333' })).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429, 429]);
});

test('a link is used once; the device that used it may ask again for an answer that was lost', async () => {
  await start();
  const [ana, bo, carl] = [await named('Ana'), await named('Bo'), await named('Carl')];
  const { token, code } = await link(ana);
  const first = (await accept(token, bo)).body as Session;
  const again = (await accept(token, bo)).body as Session;
  expect([again.user.id, again.refreshToken]).toEqual([ana.user.id, first.refreshToken]);
  expect([(await look(carl, { token })).status, (await look(carl, { code })).status, (await accept(token, carl)).status]).toEqual([404, 404, 404]);
  expect((await messagesOf(carl, (await supportConversation(server, carl)).id))).toEqual([]);
});

test('a link of nobody, of another site, or of an invite leads nowhere; one’s own says so', async () => {
  await start();
  await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  const ana = await named('Ana');
  const far = await visitorSession(server, { site: 'other' });
  const { token, code } = await link(ana);
  const group = (await ask(ana, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: [] })).body as { id: string };
  const invite = (await ask(ana, 'POST', `/conversations/${group.id}/invite`)).body as { token: string };
  const forged = token.slice(0, 43) + (token.endsWith('A') ? 'B' : 'A');
  expect([(await look(far, { token })).status, (await look(far, { code })).status, (await look(ana, { token: invite.token })).status, (await look(ana, { token: forged })).status]).toEqual([404, 404, 404, 404]);
  expect((await ask(ana, 'POST', '/invites/look', { token })).status).toBe(404);
  expect((await look(ana, { token })).body).toEqual({ token, name: 'Ana', isOwn: true } satisfies LinkOffer);
  expect((await api(server, 'POST', '/sessions', { body: { site: 'other', link: token, former: { refreshToken: far.refreshToken } } })).status).toBe(404);
});

test('a customer makes no link and comes by none, and what they have stays theirs; a link of who has become one leads nowhere', async () => {
  await start();
  const [ana, cora] = [await named('Ana'), await customer('cora')];
  const made = await link(ana);
  expect([(await ask(cora, 'POST', '/me/link')).status, (await look(cora, { token: made.token })).status, (await accept(made.token, cora)).status]).toEqual([403, 403, 403]);
  expect([await status(cora), (await devicesOf(ana)).length]).toEqual([200, 1]);
  await customer('ana', { refreshToken: ana.refreshToken });
  const bo = await named('Bo');
  expect([(await look(bo, { token: made.token })).status, (await accept(made.token, bo)).status, await status(bo)]).toEqual([404, 404, 200]);
});

test('a link goes with a former session that is good, and with no identity', async () => {
  await start();
  const [ana, bo] = [await named('Ana'), await named('Bo')];
  const { token } = await link(ana);
  const begin = (body: object) => api(server, 'POST', '/sessions', { body: { site: 'demo', link: token, ...body } });
  const former = { refreshToken: bo.refreshToken };
  expect([(await begin({})).status, (await begin({ former, identity: 'x.y.z' })).status, (await begin({ former: { refreshToken: 'unknown' } })).status]).toEqual([400, 400, 403]);
  expect([(await look(bo, { token })).status, await status(bo)]).toEqual([200, 200]);
});

test('what is signed out is out at once: sockets, access tokens and refresh tokens; the others stay, and hear of it', async () => {
  await start();
  const ana = await named('Ana');
  const [second, third] = [await linked(ana), await linked(ana)];
  const [socket, inbox] = [await TestSocket.open(server, second), await watch(server, third, 'inbox')];
  expect((await ask(ana, 'DELETE', `/me/devices/${second.device.id}`)).status).toBe(204);
  expect([await socket.closed, await status(second), (await api(server, 'POST', '/sessions/refresh', { body: { refreshToken: second.refreshToken } })).status]).toEqual([4401, 401, 401]);
  await until('the third device to hear of it', 5_000, () => (inbox.log() as unknown as { user?: User }[]).some(({ user }) => user?.devices === 3));
  expect([(await devicesOf(third)).map(({ id }) => id), (await ask(ana, 'DELETE', `/me/devices/${second.device.id}`)).status]).toEqual([[third.device.id, ana.device.id], 404]);

  const fourth = await linked(ana);
  expect((await ask(ana, 'DELETE', '/me/devices')).status).toBe(204);
  expect([await status(ana), await status(third), await status(fourth), (await devicesOf(ana)).length]).toEqual([200, 401, 401, 1]);
  const stranger = await named('Bo');
  expect([(await ask(stranger, 'DELETE', `/me/devices/${ana.device.id}`)).status, await status(ana)]).toEqual([404, 200]);
});

test('a device that leaves is told of as signed out, and what it calls itself and when it was last here is told', async () => {
  await start();
  const ana = await named('Ana');
  const second = await linked(ana);
  const socket = await TestSocket.open(server, second);
  const other = async () => (await devicesOf(ana)).find(({ isCurrent }) => !isCurrent);
  expect(await other()).toMatchObject({ id: second.device.id, label: '', online: true });
  socket.close();
  await socket.closed;
  const leftAt = clock.now();
  aheadMs = 5 * 60_000;
  await until('the socket to be gone', 5_000, async () => (await other())?.online === false);
  expect((await other())?.lastSeenAt).toBeLessThanOrEqual(leftAt + 1_000);
  aheadMs = 0;
  await ask(second, 'DELETE', '/sessions/current');
  expect(await other()).toBeUndefined();
  expect(((await ask(ana, 'GET', '/me')).body as { user: User }).user.devices).toBe(2);
});

test('staff see and end their own devices; with one more than there may be, the one that was not used for longest ends', async () => {
  await start();
  const first = await staffSession(server);
  const signIn = async () => {
    aheadMs += 1_000;
    return (await api(server, 'POST', '/staff/sessions', { body: { email: 'staff@example.org', password: staffPassword, device: { label: 'Desk' } } })).body as Session;
  };
  const second = await signIn();
  const kept = await TestSocket.open(server, first);
  expect((await devicesOf(second)).map(({ id, label }) => [id, label])).toEqual([[second.device.id, 'Desk'], [first.device.id, '']]);
  let last = second;
  for (let count = 2; count <= limits.devicesPerUser; count += 1) last = await signIn();
  expect([(await devicesOf(last)).length, await status(first), await status(second)]).toEqual([limits.devicesPerUser, 200, 401]);
  kept.close();
});

test('whoever takes a copy of their data finds their devices in it, and a link goes with who is erased', async () => {
  await start();
  const [ana, bo] = [await named('Ana'), await named('Bo')];
  const { token } = await link(ana);
  expect((await ask(ana, 'GET', '/me/data')).body).toMatchObject({ devices: [{ id: ana.device.id }] });
  await ask(ana, 'DELETE', '/me');
  expect([(await look(bo, { token })).status, (await accept(token, bo)).status, await status(bo)]).toEqual([404, 404, 200]);
});
