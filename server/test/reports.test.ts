import { createFoyerClient, type FoyerClient } from '@foyer-chat/widget/headless';
import { limits, type DeskResponses, type Report, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { watch } from './feed-watch.ts';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };
const hourMs = 3_600_000;

let server: TestServer;
afterEach(() => server.stop());

const call = (session: Session, method: string, path: string, body?: unknown) => api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) });
const visitors = (count: number) => Promise.all(Array.from({ length: count }, () => visitorSession(server)));
const say = (session: Session, id: string, text: string) => call(session, 'POST', `/conversations/${id}/messages`, { clientId: text.replaceAll(' ', '-'), content: { kind: 'text', text } });
const report = (session: Session, other: Pick<Session, 'user'>, more: object = {}) => call(session, 'POST', '/reports', { clientId: `r-${Math.random().toString(36).slice(2)}`, user: other.user.id, reason: 'harassment', ...more });
const waiting = async (staff: Session) => (await call(staff, 'GET', '/desk/reports?state=open')).body as DeskResponses['reports'];

/** Two who share a group in which the second has said something. */
async function quarrel() {
  server = await startServer();
  const staff = await staffSession(server);
  const [ada, bob] = await visitors(2) as [Session, Session];
  const { id } = (await call(ada, 'POST', '/conversations', { kind: 'group', title: 'Plans', members: [bob.user.id] })).body as Snapshot;
  await say(bob, id, 'something bad');
  return { staff, ada, bob, id };
}

/** As others see them. */
const seen = ({ user: { id, name, kind } }: Session) => ({ id, name, kind });

test('a report reaches the desk at once with what was said, and keeps it when the message is changed and deleted', async () => {
  const { staff, ada, bob, id } = await quarrel();
  const [desk, others] = [await watch(server, staff, 'desk'), await watch(server, bob, 'inbox')];
  const { status, body } = await report(ada, bob, { conversation: id, seq: 1, note: '  again and again ' });
  expect(status).toBe(201);
  const told: Report = {
    id: (body as { id: string }).id, at: expect.any(Number) as number, reporter: seen(ada), reported: seen(bob), reason: 'harassment', note: 'again and again', place: { kind: 'group', title: 'Plans' }, text: 'something bad',
  };
  await expect.poll(() => desk.log(), patiently).toContainEqual({ kind: 'report', report: told, open: 1 });
  await call(bob, 'PATCH', `/conversations/${id}/messages/1`, { content: { kind: 'text', text: 'never mind' } });
  await call(bob, 'DELETE', `/conversations/${id}/messages/1`);
  expect(await waiting(staff)).toEqual({ reports: [told], open: 1 });
  await others.caughtUp();
  const known = [others.log(), ...(await Promise.all([call(bob, 'GET', '/inbox'), call(bob, 'GET', `/conversations/${id}`), call(bob, 'GET', '/me')])).map((answer) => answer.body)];
  expect(JSON.stringify(known)).not.toMatch(/report|again and again/);
});

test('the same report twice is one; another under its id is refused, as is what is no report', async () => {
  const { staff, ada, bob, id } = await quarrel();
  const given = { clientId: 'r-1', user: bob.user.id, reason: 'spam', conversation: id, seq: 1 };
  const post = async (body: object) => (await call(ada, 'POST', '/reports', body)).status;
  expect([await post(given), await post(given), await post({ ...given, reason: 'other' })]).toEqual([201, 200, 409]);
  const wrong = [{ reason: 'boring' }, { note: 'x'.repeat(limits.reportNoteMaxLength + 1) }, { note: ' ' }, { seq: 1 }, { conversation: id, seq: 0 }, { conversation: id, seq: 1, text: 'what I say they said' }];
  expect(await Promise.all(wrong.map(async (more) => (await report(ada, bob, more)).status))).toEqual(wrong.map(() => 400));
  expect((await waiting(staff)).open).toBe(1);
});

test('only people whom one has met are reported, for what they said where one can read it; nobody of the team', async () => {
  const { staff, ada, bob, id } = await quarrel();
  const [eve] = await visitors(1) as [Session];
  const support = await supportConversation(server, ada);
  await say(ada, id, 'my own words');
  await say(staff, support.id, 'how can we help');
  await call(ada, 'DELETE', `/conversations/${id}/messages/2`);
  const at = (conversation: string, seq?: number) => ({ conversation, ...(seq === undefined ? {} : { seq }) });
  const asked = [
    report(ada, eve), report(eve, bob, at(id, 1)), report(ada, bob, at('nothing-like-this', 1)), report(ada, bob, at(id, 9)), report(ada, bob, at(id, 2)), report(ada, bob, at(support.id)), report(ada, eve, at(id)),
    report(ada, staff), report(ada, staff, at(support.id, 1)), report(ada, ada), report(staff, ada),
  ];
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 404, 400, 403]);
  // A message of somebody else.
  await say(ada, id, 'other words');
  expect((await report(ada, bob, at(id, 3))).status).toBe(400);
  // Who has left has said what they said.
  expect([(await report(ada, bob)).status, (await report(ada, bob, at(id))).status]).toEqual([201, 201]);
});

test('what one of the staff has handled is gone for all of them, with nothing of it left to who joins later, and can be taken up again', async () => {
  const { staff, ada, bob, id } = await quarrel();
  const desk = await watch(server, staff, 'desk');
  const { id: uid } = (await report(ada, bob, { conversation: id, seq: 1 })).body as { id: string };
  const handle = async (handled: unknown) => (await call(staff, 'PUT', `/desk/reports/${uid}`, { handled })).status;
  expect(await handle(true)).toBe(204);
  await expect.poll(() => desk.log().at(-1), patiently).toEqual({ kind: 'report-closed', report: uid, open: 0 });
  expect(await waiting(staff)).toEqual({ reports: [], open: 0 });
  const late = await watch(server, staff, 'desk');
  await late.caughtUp();
  expect(JSON.stringify(late.log())).not.toContain('something bad');
  expect(await handle(false)).toBe(204);
  await expect.poll(() => desk.log().at(-1), patiently).toMatchObject({ kind: 'report', report: { id: uid, text: 'something bad' }, open: 1 });
  expect([await handle('yes'), (await call(staff, 'PUT', '/desk/reports/no-such-report', { handled: true })).status, (await call(staff, 'GET', '/desk/reports')).status, (await call(staff, 'GET', '/desk/reports?state=handled')).status]).toEqual([400, 404, 400, 400]);
});

test('a report that was handled is forgotten after an hour, and one that nobody has handled after thirty days', async () => {
  let now = Date.now();
  server = await startServer({ clock: { now: () => now } });
  const staff = await staffSession(server);
  const [ada, bob] = await visitors(2) as [Session, Session];
  await call(ada, 'POST', '/conversations', { kind: 'direct', with: bob.user.id });
  const [, second] = [await report(ada, bob), (await report(ada, bob)).body as { id: string }];
  await call(staff, 'PUT', `/desk/reports/${second.id}`, { handled: true });
  now += hourMs + 1;
  const expire = () => server.store.reports.expire({ at: now - limits.reportKeptMs, handledAt: now - limits.handledReportKeptMs });
  expect(await expire()).toMatchObject([{ uid: second.id, isOpen: false }]);
  expect(await server.store.reports.countOpen(1)).toBe(1);
  now += limits.reportKeptMs;
  expect(await expire()).toMatchObject([{ isOpen: true }]);
});

test('a person may report a few times at once and then has to wait', async () => {
  server = await startServer({ env: { FOYER_RATE_SCALE: '1' } });
  const [ada, bob] = await visitors(2) as [Session, Session];
  await call(ada, 'POST', '/conversations', { kind: 'direct', with: bob.user.id });
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(await report(ada, bob));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
  expect(answers.at(-1)?.body).toMatchObject({ error: { code: 'rate-limited', retryAfterMs: expect.toSatisfy((ms: number) => ms > 60_000) as number } });
});

test('who has everything erased leaves no report, by them or about them, on the desk or in its feed', async () => {
  for (const isReporter of [true, false]) {
    const { staff, ada, bob, id } = await quarrel();
    const desk = await watch(server, staff, 'desk');
    const { id: uid } = (await report(ada, bob, { conversation: id, seq: 1 })).body as { id: string };
    expect((await call(isReporter ? ada : bob, 'DELETE', '/me')).status).toBe(204);
    await expect.poll(() => desk.log(), patiently).toContainEqual({ kind: 'report-closed', report: uid, open: 0 });
    expect(await waiting(staff)).toEqual({ reports: [], open: 0 });
    const late = await watch(server, staff, 'desk');
    await late.caughtUp();
    expect(JSON.stringify(late.log())).not.toContain('something bad');
    if (isReporter) await server.stop();
  }
});

test('clients of staff see reports come, follow whom they are about, and lose what a colleague has handled', async () => {
  const { staff, ada, bob, id } = await quarrel();
  const client = (): FoyerClient => createFoyerClient({ server: server.url, origin: server.origin, staff: true, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  const desks = [client(), client()] as const;
  for (const each of desks) await each.signIn({ email: 'staff@example.org', password: 'a long enough password' });
  const [first, second] = await Promise.all(desks.map(async (each) => (await each.deskTools()).reports)) as [Awaited<ReturnType<FoyerClient['deskTools']>>['reports'], Awaited<ReturnType<FoyerClient['deskTools']>>['reports']];
  for (const { state } of [first, second]) await expect.poll(() => state.value, patiently).toEqual({ reports: [], open: 0, hasOlder: false, loaded: true });
  await report(ada, bob, { conversation: id, seq: 1 });
  for (const { state } of [first, second]) await expect.poll(() => state.value, patiently).toMatchObject({ open: 1, reports: [{ text: 'something bad', reported: { id: bob.user.id } }] });
  await call(staff, 'PUT', `/desk/visitors/${bob.user.id}/block`, { blocked: true });
  await expect.poll(() => first.state.value.reports[0]?.reported.blocked, patiently).toBe(true);
  const uid = first.state.value.reports[0]?.id ?? '';
  await first.handle(uid, true);
  for (const { state } of [first, second]) await expect.poll(() => state.value, patiently).toMatchObject({ reports: [], open: 0 });
  await second.handle(uid, false);
  for (const { state } of [first, second]) await expect.poll(() => state.value, patiently).toMatchObject({ reports: [{ id: uid }], open: 1 });
  for (const each of desks) await each.stop();
});

test('older reports come by page, and the count is of all', async () => {
  server = await startServer();
  await staffSession(server);
  const [ada, bob] = await visitors(2) as [Session, Session];
  await call(ada, 'POST', '/conversations', { kind: 'direct', with: bob.user.id });
  for (let count = 0; count < limits.reportsPage + 2; count += 1) await report(ada, bob, { note: `number ${count}` });
  const client = createFoyerClient({ server: server.url, origin: server.origin, staff: true, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  await client.signIn({ email: 'staff@example.org', password: 'a long enough password' });
  const { reports } = await client.deskTools();
  await expect.poll(() => [reports.state.value.reports.length, reports.state.value.open, reports.state.value.hasOlder], patiently).toEqual([limits.reportsPage, limits.reportsPage + 2, true]);
  await reports.loadOlder();
  expect([reports.state.value.reports.length, reports.state.value.hasOlder]).toEqual([limits.reportsPage + 2, false]);
  expect(reports.state.value.reports.at(-1)?.note).toBe('number 0');
  await client.stop();
});
