import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { limits, responses, type DeskEntry, type DeskResponses, type Message, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { until } from './faults/until.ts';
import { watch } from './feed-watch.ts';
import { api, staffSession, startServer, supportConversation, TestSocket, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
let aheadMs = 0;
afterEach(async () => {
  aheadMs = 0;
  await server.stop();
});
const clock = { now: () => Date.now() + aheadMs };

async function tokenFor(sub: string, claims: object = {}): Promise<string> {
  const site = await server.store.sites.get('demo');
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).setSubject(sub).setAudience('demo')
    .setExpirationTime(Math.floor(clock.now() / 1000) + 120).sign(new TextEncoder().encode(site?.secret));
}

interface Proof { refreshToken: string; attempt?: string }

const ask = async (sub: string, former?: Proof, claims: object = {}) =>
  api(server, 'POST', '/sessions', { body: { site: 'demo', identity: await tokenFor(sub, claims), ...(former ? { former } : {}) } });
const identify = async (...asked: Parameters<typeof ask>): Promise<Session> => v.parse(responses.session, (await ask(...asked)).body);
const proofOf = ({ refreshToken }: Session, attempt = 'try-1'): Proof => ({ refreshToken, attempt });
const status = async (session: Pick<Session, 'accessToken'>, path = '/me') => (await api(server, 'GET', path, { token: session.accessToken })).status;

async function say(session: Session, conversation: string, text: string, clientId = `c-${text.replaceAll(' ', '-')}`) {
  return api(server, 'POST', `/conversations/${conversation}/messages`, { token: session.accessToken, body: { clientId, content: { kind: 'text', text } } });
}

async function messagesOf(session: Session, conversation: string): Promise<Message[]> {
  return v.parse(responses.messages, (await api(server, 'GET', `/conversations/${conversation}/messages?after=0&limit=100`, { token: session.accessToken })).body).messages;
}

const conversationsOf = async (session: Session): Promise<string[]> =>
  v.parse(responses.inbox, (await api(server, 'GET', '/inbox', { token: session.accessToken })).body).conversations.map(({ id }) => id);

/** A visitor who has said something to the team. */
async function talkingVisitor(...texts: string[]): Promise<{ visitor: Session; support: Snapshot }> {
  const visitor = await visitorSession(server);
  const support = await supportConversation(server, visitor);
  for (const text of texts) await say(visitor, support.id, text);
  return { visitor, support };
}

test('a visitor becomes a new customer of the site: the same user and device, with their conversation, under the name that the site says, everywhere', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  const { visitor, support } = await talkingVisitor('hello');
  const [socket, desk, feed] = [await TestSocket.open(server, visitor), await watch(server, staff, 'desk'), await watch(server, staff, `conversation/${support.id}`)];
  const customer = await identify('ann', proofOf(visitor), { name: 'Ann Arbor' });
  expect(customer.user).toEqual({ ...visitor.user, name: 'Ann Arbor', kind: 'customer' });
  expect(customer.device).toEqual(visitor.device);
  expect([await status(visitor), await status(customer), await socket.closed]).toEqual([401, 200, 4401]);
  expect(await messagesOf(customer, support.id)).toMatchObject([{ from: customer.user.id, content: { text: 'hello' } }]);
  expect((await api(server, 'PATCH', '/me', { token: customer.accessToken, body: { name: 'Mallory' } })).status).toBe(403);
  const seen = await until('the desk to know the name', 5_000, () => {
    const entries = desk.log() as unknown as DeskEntry[];
    const isListed = entries.some((entry) => entry.kind === 'conversation' && entry.summary.id === support.id && entry.summary.people.some(({ name }) => name === 'Ann Arbor'));
    return isListed && entries.some((entry) => entry.kind === 'presence' && entry.person?.name === 'Ann Arbor') && feed.log().at(-1);
  });
  expect(seen).toMatchObject({ kind: 'member', user: customer.user.id, role: 'visitor', person: { name: 'Ann Arbor', kind: 'customer' } });
  const next = v.parse(responses.session, (await api(server, 'POST', '/sessions/refresh', { body: { refreshToken: customer.refreshToken } })).body);
  expect(next.user).toEqual(customer.user);
});

test('what a visitor said goes to the customer who is there already, on all their devices and on the desk, and the visitor is no more', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  const phone = await identify('ann', undefined, { name: 'Ann' });
  const { visitor, support } = await talkingVisitor('one', 'two');
  await say(staff, support.id, 'hello');
  const visitorsSocket = await TestSocket.open(server, visitor);
  const [inbox, desk, feed] = [await watch(server, phone, 'inbox'), await watch(server, staff, 'desk'), await watch(server, staff, `conversation/${support.id}`)];
  // What the messages imply is told by now: what comes after is about the customer.
  const { version } = await until('the receipts', 5_000, async () => {
    const now = v.parse(responses.snapshot, (await api(server, 'GET', `/conversations/${support.id}`, { token: staff.accessToken })).body);
    return now.version > 3 && now;
  });

  const customer = await identify('ann', proofOf(visitor));
  expect([customer.user.id, customer.device]).toEqual([phone.user.id, visitor.device]);
  expect([await status(visitor), await status(customer), await visitorsSocket.closed]).toEqual([401, 200, 4401]);
  expect((await api(server, 'GET', `/conversations/${support.id}/changes?after=${version}`, { token: staff.accessToken })).status).toBe(410);
  expect(await feed.socket.frame(({ t }) => t === 'closed')).toMatchObject({ reason: 'stale-epoch' });
  for (const reader of [customer, phone, staff]) {
    expect((await messagesOf(reader, support.id)).map(({ from }) => from)).toEqual([phone.user.id, phone.user.id, staff.user.id]);
  }
  expect(await conversationsOf(phone)).toEqual([support.id]);
  await until('the phone and the desk to hear of it', 5_000, () => {
    const rows = desk.log() as unknown as DeskEntry[];
    const row = rows.findLast((entry) => entry.kind === 'conversation');
    return JSON.stringify(inbox.log()).includes(support.id)
      && row?.kind === 'conversation' && row.summary.people.some(({ name }) => name === 'Ann')
      && rows.some((entry) => entry.kind === 'presence' && entry.user === visitor.user.id && !entry.online);
  });
  expect((await api(server, 'GET', `/users/${visitor.user.id}`, { token: staff.accessToken })).status).toBe(404);
  const seen = (await api(server, 'GET', `/users/${phone.user.id}`, { token: staff.accessToken })).body as DeskResponses['person'];
  expect([seen.conversations.map(({ id }) => id), seen.devices]).toMatchObject([[support.id], [{}, {}]]);
  // The next one of the customer's anonymous moments is an older conversation beside this one, and works as before.
  const { visitor: again, support: second } = await talkingVisitor('three');
  const later = await identify('ann', proofOf(again));
  expect((await say(later, second.id, 'four')).status).toBe(201);
  expect((await supportConversation(server, later)).id).toBe(support.id);
  expect((await conversationsOf(phone)).sort()).toEqual([support.id, second.id].sort());
});

test('whatever is no session of a visitor of this site proves nothing, is answered alike, and stays what it was', async () => {
  server = await startServer({ clock });
  await server.store.sites.add({ key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  const staff = await staffSession(server);
  const elsewhere = await visitorSession(server, { site: 'other' });
  const customer = await identify('ann');
  await supportConversation(server, customer);
  const ended = await visitorSession(server);
  await api(server, 'DELETE', '/sessions/current', { token: ended.accessToken });
  for (const proof of [proofOf(elsewhere), proofOf(staff), proofOf(customer), proofOf(ended), { refreshToken: 'unknown' }, { refreshToken: customer.accessToken }]) {
    const eve = await ask('eve', proof);
    const session = v.parse(responses.session, eve.body);
    expect([eve.status, session.user.kind, await conversationsOf(session)]).toEqual([201, 'customer', []]);
    expect([elsewhere, staff, customer, ended].map(({ device }) => device.id)).not.toContain(session.device.id);
  }
  expect(await Promise.all([elsewhere, staff, customer].map((session) => status(session)))).toEqual([200, 200, 200]);
  for (const { refreshToken } of [elsewhere, staff, customer]) expect((await api(server, 'POST', '/sessions/refresh', { body: { refreshToken } })).status).toBe(200);
  // A session that has run out.
  const { visitor, support } = await talkingVisitor('hello');
  aheadMs = limits.refreshTokenMs + 1;
  expect(await conversationsOf(await identify('eve', proofOf(visitor)))).not.toContain(support.id);
  // A proof without an identity is none, and what is no proof is no request.
  const plain = await api(server, 'POST', '/sessions', { body: { site: 'demo', former: proofOf(elsewhere) } });
  expect(v.parse(responses.session, plain.body).user.kind).toBe('visitor');
  expect((await api(server, 'POST', '/sessions', { body: { site: 'demo', former: {} } })).status).toBe(400);
});

test('a forged identity moves nothing and uses nothing up', async () => {
  server = await startServer();
  const { visitor, support } = await talkingVisitor('hello');
  const forged = await api(server, 'POST', '/sessions', { body: { site: 'demo', identity: `${await tokenFor('ann')}x`, former: proofOf(visitor) } });
  expect([forged.status, forged.body]).toMatchObject([401, { error: { code: 'identity-refused' } }]);
  expect([await status(visitor), await conversationsOf(visitor)]).toEqual([200, [support.id]]);
  expect((await identify('ann', proofOf(visitor))).device).toEqual(visitor.device);
});

test('an answer that was lost is had again with the same attempt, also from a server that was restarted; a refresh has it too', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-identify-'));
  server = await startServer({ directory });
  await identify('known');
  for (const sub of ['known', 'new']) {
    const { visitor, support } = await talkingVisitor('hello');
    const lost = await identify(sub, proofOf(visitor));
    await server.stop();
    server = await startServer({ directory });
    const again = await identify(sub, proofOf(visitor));
    const refreshed = v.parse(responses.session, (await api(server, 'POST', '/sessions/refresh', { body: proofOf(visitor) })).body);
    expect([again.refreshToken, refreshed.refreshToken]).toEqual([lost.refreshToken, lost.refreshToken]);
    expect([again.user.id, refreshed.user.id, refreshed.device]).toEqual([lost.user.id, lost.user.id, visitor.device]);
    expect(await messagesOf(again, support.id)).toMatchObject([{ from: lost.user.id }]);
    expect([await status(lost), await status(again), await status(refreshed), await status(visitor)]).toEqual([200, 200, 200, 401]);
  }
});

test('two that ask at once with one attempt are one; a second use of the proof with another attempt ends the device', async () => {
  server = await startServer();
  for (const sub of ['ann', 'ann']) {
    const { visitor, support } = await talkingVisitor('hello');
    const [one, two] = await Promise.all([identify(sub, proofOf(visitor)), identify(sub, proofOf(visitor))]);
    expect([one.user.id, one.device, one.refreshToken]).toEqual([two.user.id, two.device, two.refreshToken]);
    expect(await messagesOf(one, support.id)).toHaveLength(1);
    const thief = await identify('eve', proofOf(visitor, 'try-2'));
    expect(await conversationsOf(thief)).toEqual([]);
    const socket = await TestSocket.open(server, one);
    const second = await identify(sub, proofOf(visitor, 'try-3'));
    expect(second.device).not.toEqual(one.device);
    expect([await status(one), await socket.closed, await status(second)]).toEqual([401, 4401, 200]);
  }
});

test('sends under way while somebody is identified arrive once each, under the customer, whether they were answered or not', { timeout: 60_000 }, async () => {
  server = await startServer();
  await identify('known');
  for (const sub of ['known', 'new']) {
    const { visitor, support } = await talkingVisitor();
    const socket = await TestSocket.open(server, visitor);
    const sends = Array.from({ length: 60 }, (_, index) => {
      const args = { conversation: support.id, clientId: `m-${index}`, content: { kind: 'text', text: `m ${index}` } } as const;
      // Over both ways; a socket that is closed answers nothing.
      return index % 2 === 0 ? say(visitor, support.id, args.content.text, args.clientId).then((answer) => answer.status)
        : Promise.race([socket.command('message.send', args).then(() => 201, (error: Error) => error.message), socket.closed]);
    });
    const customer = await identify(sub, proofOf(visitor));
    const answers = await Promise.all(sends);
    for (const answer of answers) expect([201, 401, 'session-ended', 4401]).toContain(answer);
    const before = await messagesOf(customer, support.id);
    expect(before.length).toBeGreaterThanOrEqual(answers.filter((answer) => answer === 201).length);
    // The device asks again for all of them, as an outbox does for what it has not heard of.
    for (let index = 0; index < sends.length; index += 1) expect([200, 201]).toContain((await say(customer, support.id, `m ${index}`, `m-${index}`)).status);
    const after = await messagesOf(customer, support.id);
    expect(after.map(({ clientId }) => clientId).sort()).toEqual(sends.map((_, index) => `m-${index}`).sort());
    expect(new Set(after.map(({ from }) => from))).toEqual(new Set([customer.user.id]));
    expect(after.slice(0, before.length)).toEqual(before);
  }
});

test('how far the team had read stays known while a conversation goes to somebody else', async () => {
  server = await startServer();
  const staff = await staffSession(server);
  await identify('ann');
  const { visitor, support } = await talkingVisitor('one', 'two');
  const [reading] = await Promise.all([
    api(server, 'POST', `/conversations/${support.id}/receipts/read`, { token: staff.accessToken, body: { seq: 2 } }),
    identify('ann', proofOf(visitor)),
  ]);
  expect(reading.status).toBe(200);
  const desk = (await api(server, 'GET', '/desk', { token: staff.accessToken })).body as DeskResponses['desk'];
  expect(desk.conversations).toMatchObject([{ id: support.id, unread: 0 }]);
});
