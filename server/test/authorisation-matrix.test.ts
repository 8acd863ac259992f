import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands, type CommandName, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { apiRoutes, type RouteServices } from '../src/http/routes.ts';
import { hashPassword } from '../src/services/passwords.ts';
import { api, staffPassword, staffSession, startServer, TestSocket, visitorSession, type TestServer } from './harness.ts';

/**
 * Who may do what, over every route and every command that the code declares. Columns: nobody · the visitor whose conversation it is ·
 * another visitor of the site · a visitor of another site · staff of the site · staff of another site. Routes are asked about a support conversation;
 * `authorisation-private.test.ts` asks about those between people, `authorisation-sites.test.ts` looks at what is in the answers.
 */
const askers = ['nobody', 'visitor', 'otherVisitor', 'otherSiteVisitor', 'staff', 'otherSiteStaff'] as const;
type Asker = (typeof askers)[number];
type Row = readonly [nobody: number, visitor: number, otherVisitor: number, otherSiteVisitor: number, staff: number, otherSiteStaff: number];

interface Fixture {
  sessions: Record<Asker, Session | undefined>;
  /** The visitor's, with one message of theirs. */
  support: Snapshot;
  direct: Snapshot;
  /** Whom it is with, and what the visitor has told the team of them. */
  friend: string;
  report: string;
}

let server: TestServer;
let staff: Session;
let otherSiteStaff: Session;
beforeAll(async () => {
  server = await startServer();
  const other = await server.store.sites.add({
    key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now(),
  });
  staff = await staffSession(server);
  const email = 'other@example.org';
  await server.store.staff.add({
    uid: 'other-staff-uid', email, name: 'Olga', role: 'admin', passwordHash: await hashPassword(staffPassword), siteIds: [other.id], at: Date.now(),
  });
  otherSiteStaff = (await api(server, 'POST', '/staff/sessions', { body: { email, password: staffPassword } })).body as Session;
});
afterAll(() => server.stop());

const message = { clientId: 'c-1', content: { kind: 'text', text: 'hello' } };

async function fixture(): Promise<Fixture> {
  const [visitor, otherVisitor, friend, otherSiteVisitor] = await Promise.all([
    visitorSession(server), visitorSession(server), visitorSession(server), visitorSession(server, { site: 'other' }),
  ]);
  const open = async (body: object) => (await api(server, 'POST', '/conversations', { token: visitor.accessToken, body })).body as Snapshot;
  const support = await open({ kind: 'support' });
  const direct = await open({ kind: 'direct', with: friend.user.id });
  for (const { id } of [support, direct]) {
    await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: { ...message, clientId: `first-${id}` } });
  }
  const { id: report } = (await api(server, 'POST', '/reports', { token: visitor.accessToken, body: { clientId: 'r-1', user: friend.user.id, reason: 'other' } })).body as { id: string };
  return { sessions: { nobody: undefined, visitor, otherVisitor, otherSiteVisitor, staff, otherSiteStaff }, support, direct, friend: friend.user.id, report };
}

const anySession: Row = [401, 200, 200, 200, 200, 200];
const inConversation: Row = [401, 200, 404, 404, 200, 404];
const handling: Row = [401, 403, 404, 404, 200, 404];
const staffOnly: Row = [401, 404, 404, 404, 200, 200];
/** There is nothing to run in a conversation that is no group. */
const inGroups: Row = [401, 403, 404, 404, 403, 404];
const noInvite = { token: 'x'.repeat(44) };
const aboutConversation = (status: number): Row => [401, 404, 404, 404, status, 404];
const everywhere = (status: number): Row => [status, status, status, status, status, status];

const aboutFriend: Row = [401, 204, 404, 404, 403, 403];

const routeTable: Record<string, { row: Row; body?: unknown; bodyOf?: (f: Fixture) => unknown; path?: (f: Fixture) => string; /** Ends the asker's session: asked with a fresh one. */ ends?: true }> = {
  'post /sessions': { row: everywhere(201), body: { site: 'demo' } },
  'post /sessions/refresh': { row: everywhere(401), body: { refreshToken: 'unknown' } },
  'delete /sessions/current': { row: [401, 204, 204, 204, 204, 204], ends: true },
  'post /staff/sessions': { row: everywhere(401), body: { email: 'nobody@example.org', password: 'wrong' } },
  'post /staff/setup': { row: everywhere(410), body: { secret: 'unknown', email: 'a@example.org', name: 'A', password: staffPassword } },
  'get /me': { row: anySession },
  'patch /me': { row: anySession, body: { name: 'Renamed' } },
  'delete /me': { row: [401, 204, 204, 204, 403, 403], ends: true },
  'get /inbox': { row: anySession },
  'get /inbox/search': { row: anySession, path: () => '/inbox/search?q=hello' },
  'put /me/context': { row: [401, 204, 204, 204, 403, 403], body: { language: 'en', page: { url: 'https://shop.example/cart' } } },
  'get /users/:id': { row: inConversation, path: (f) => `/users/${f.sessions.visitor?.user.id}` },
  'post /conversations': { row: [401, 201, 201, 201, 201, 201], body: { kind: 'group', title: 'Plans', members: [] } },
  'get /conversations/:id': { row: inConversation },
  'get /conversations/:id/messages': { row: inConversation },
  'get /conversations/:id/changes': { row: inConversation, path: (f) => `/conversations/${f.support.id}/changes?after=0` },
  'put /conversations/:id/state': { row: handling, body: { state: 'resolved' } },
  'put /conversations/:id/arrangement': { row: [401, 200, 404, 404, 403, 404], body: { pinned: true } },
  'put /conversations/:id/members/:user': { row: inGroups, path: (f) => `/conversations/${f.support.id}/members/${f.sessions.otherVisitor?.user.id}`, body: { role: 'member' } },
  'delete /conversations/:id/members/:user': { row: inGroups, path: (f) => `/conversations/${f.support.id}/members/${f.sessions.visitor?.user.id}` },
  'put /conversations/:id/title': { row: inGroups, body: { title: 'Renamed' } },
  'put /conversations/:id/permissions': { row: inGroups, body: { send: 'admins' } },
  'get /conversations/:id/invite': { row: inGroups },
  'post /conversations/:id/invite': { row: inGroups },
  'delete /conversations/:id/invite': { row: inGroups },
  'post /invites/look': { row: [401, 404, 404, 404, 404, 404], body: noInvite },
  'post /invites/accept': { row: [401, 404, 404, 404, 404, 404], body: noInvite },
  'put /conversations/:id/assignee': { row: handling, body: { assignee: null } },
  'put /conversations/:id/snooze': { row: handling, body: { until: null } },
  'post /conversations/:id/messages': { row: [401, 201, 404, 404, 201, 404], body: message },
  'patch /conversations/:id/messages/:seq': { row: [401, 200, 404, 404, 403, 404], body: { content: message.content } },
  'delete /conversations/:id/messages/:seq': { row: inConversation },
  'put /conversations/:id/messages/:seq/reactions': { row: inConversation, body: { emoji: '👍', on: true } },
  'put /conversations/:id/messages/:seq/star': { row: [401, 200, 404, 404, 403, 404], body: { on: true } },
  'get /conversations/:id/stars': { row: [401, 200, 404, 404, 403, 404] },
  'get /conversations/:id/events': { row: handling },
  'get /me/stars': { row: anySession },
  'get /me/data': { row: [401, 200, 200, 200, 403, 403] },
  'post /conversations/:id/receipts/delivered': { row: inConversation, body: { seq: 1 } },
  'post /conversations/:id/receipts/read': { row: inConversation, body: { seq: 1 } },
  'get /desk': { row: staffOnly },
  'get /desk/conversations': { row: staffOnly, path: () => '/desk/conversations?list=all' },
  'put /desk/visitors/:id/block': { row: [401, 404, 404, 404, 204, 404], path: (f) => `/desk/visitors/${f.sessions.visitor?.user.id}/block`, body: { blocked: true } },
  'get /me/blocks': { row: anySession },
  'put /me/blocks/:user': { row: aboutFriend, path: (f) => `/me/blocks/${f.friend}`, body: { on: true } },
  'post /reports': { row: [401, 201, 404, 404, 403, 403], bodyOf: (f) => ({ clientId: 'r-2', user: f.friend, reason: 'spam', note: 'every day' }) },
  'get /desk/reports': { row: staffOnly, path: () => '/desk/reports?state=open' },
  'put /desk/reports/:id': { row: [401, 404, 404, 404, 204, 404], path: (f) => `/desk/reports/${f.report}`, body: { handled: true } },
  'get /me/devices': { row: anySession },
  'delete /me/devices': { row: [401, 204, 204, 204, 204, 204] },
  'delete /me/devices/:device': { row: [401, 204, 404, 404, 404, 404], path: (f) => `/me/devices/${f.sessions.visitor?.device.id}` },
  'post /me/link': { row: [401, 201, 201, 201, 403, 403] },
  'delete /me/link': { row: [401, 204, 204, 204, 204, 204] },
  'post /links/look': { row: [401, 404, 404, 404, 403, 403], body: { token: 'x'.repeat(44) } },
  'get /search': { row: staffOnly, path: () => '/search?q=hello' },
  'get /conversations/:id/notes': { row: aboutConversation(200) },
  'post /conversations/:id/notes': { row: aboutConversation(201), body: { clientId: 'n-1', text: 'asked before' } },
  'delete /conversations/:id/notes/:note': { row: aboutConversation(204), path: (f) => `/conversations/${f.support.id}/notes/no-such-note` },
  'get /canned-replies': { row: staffOnly },
  'put /canned-replies/:shortcut': { row: staffOnly, path: () => '/canned-replies/hi', body: { text: 'Hello {visitor.name}' } },
  'delete /canned-replies/:shortcut': { row: [401, 404, 404, 404, 204, 204], path: () => '/canned-replies/hi' },
};

const routes = apiRoutes({} as RouteServices).map(({ method, path }) => ({ name: `${method} ${path}`, method, path }));

test('every route is in the table, and nothing else', () => {
  expect(routes.map(({ name }) => name).sort()).toEqual(Object.keys(routeTable).sort());
});

test.each(routes)('$name: who gets what', async ({ name, method, path }) => {
  const line = routeTable[name];
  if (!line) throw new Error(`${name} is not in the table`);
  const f = await fixture();
  const actual: number[] = [];
  for (const asker of askers) {
    const session = line.ends && asker !== 'nobody' ? await freshSession(asker) : f.sessions[asker];
    const asked = line.path?.(f) ?? path.replace(':id', f.support.id).replace(':seq', '1');
    const body = line.bodyOf?.(f) ?? line.body;
    const { status } = await api(server, method.toUpperCase(), asked, {
      ...(body === undefined ? {} : { body }), ...(session === undefined ? {} : { token: session.accessToken }),
    });
    actual.push(status);
  }
  expect(actual).toEqual(line.row);
});

async function freshSession(asker: Asker): Promise<Session> {
  if (asker !== 'staff' && asker !== 'otherSiteStaff') return visitorSession(server, { site: asker === 'otherSiteVisitor' ? 'other' : 'demo' });
  const email = asker === 'staff' ? 'staff@example.org' : 'other@example.org';
  return (await api(server, 'POST', '/staff/sessions', { body: { email, password: staffPassword } })).body as Session;
}

type Verdicts = readonly [visitor: string, otherVisitor: string, otherSiteVisitor: string, staff: string, otherSiteStaff: string];
const outside = 'not-found';
const commandTable: Record<CommandName, { args: object; support: Verdicts; direct: Verdicts }> = {
  'message.send': { args: message, support: ['ok', outside, outside, 'ok', outside], direct: ['ok', outside, outside, outside, outside] },
  'message.edit': { args: { seq: 1, content: message.content }, support: ['ok', outside, outside, 'forbidden', outside], direct: ['ok', outside, outside, outside, outside] },
  'message.delete': { args: { seq: 1 }, support: ['ok', outside, outside, 'ok', outside], direct: ['ok', outside, outside, outside, outside] },
  'reaction.set': { args: { seq: 1, emoji: '👍', on: true }, support: ['ok', outside, outside, 'ok', outside], direct: ['ok', outside, outside, outside, outside] },
  'receipt.delivered': { args: { seq: 1 }, support: ['ok', outside, outside, 'ok', outside], direct: ['ok', outside, outside, outside, outside] },
  'receipt.read': { args: { seq: 1 }, support: ['ok', outside, outside, 'ok', outside], direct: ['ok', outside, outside, outside, outside] },
  'conversation.setState': { args: { state: 'resolved' }, support: ['forbidden', outside, outside, 'ok', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'conversation.assign': { args: { assignee: null }, support: ['forbidden', outside, outside, 'ok', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'conversation.snooze': { args: { until: null }, support: ['forbidden', outside, outside, 'ok', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'conversation.rename': { args: { title: 'Renamed' }, support: ['forbidden', outside, outside, 'forbidden', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'conversation.setPermissions': { args: { send: 'admins' }, support: ['forbidden', outside, outside, 'forbidden', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'member.set': { args: { user: 'somebody-else', role: 'member' }, support: ['forbidden', outside, outside, 'forbidden', outside], direct: ['forbidden', outside, outside, outside, outside] },
  'conversation.arrange': { args: { pinned: true }, support: ['ok', outside, outside, 'forbidden', outside], direct: ['ok', outside, outside, outside, outside] },
};

test.each(Object.keys(commands) as CommandName[])('%s over the socket: who gets what', async (name) => {
  const f = await fixture();
  for (const kind of ['support', 'direct'] as const) {
    const actual: string[] = [];
    for (const asker of askers) {
      const session = f.sessions[asker];
      if (!session) continue;
      const socket = await TestSocket.open(server, session);
      const args = { ...commandTable[name].args, conversation: f[kind].id, ...(name === 'message.send' ? { clientId: `s-${f[kind].id}` } : {}) };
      actual.push(await socket.command(name, args as never).then(() => 'ok', (error: Error) => error.message));
      socket.close();
    }
    expect(actual, kind).toEqual(commandTable[name][kind]);
  }
});

const block = (visitor: Session | undefined) => api(server, 'PUT', `/desk/visitors/${visitor?.user.id}/block`, { token: staff.accessToken, body: { blocked: true } });
const blockedRoutes = ['patch /me', 'post /conversations', 'post /invites/accept', 'post /conversations/:id/messages', 'patch /conversations/:id/messages/:seq', 'put /conversations/:id/messages/:seq/reactions'];
const blockedCommands: CommandName[] = ['message.send', 'message.edit', 'reaction.set'];

test.each(routes)('$name: for a blocked visitor it is refused or as it was', async ({ name, method, path }) => {
  const line = routeTable[name];
  const f = await fixture();
  expect((await block(f.sessions.visitor)).status).toBe(204);
  const asked = line?.path?.(f) ?? path.replace(':id', f.support.id).replace(':seq', '1');
  const given = line?.bodyOf?.(f) ?? line?.body;
  const { status, body } = await api(server, method.toUpperCase(), asked, { token: f.sessions.visitor?.accessToken ?? '', ...(given === undefined ? {} : { body: given }) });
  const isBlocked = (body as { error?: { code: string } } | undefined)?.error?.code === 'blocked';
  expect([status, isBlocked]).toEqual(blockedRoutes.includes(name) ? [403, true] : [line?.row[1], false]);
});

test.each(Object.keys(commands) as CommandName[])('%s over the socket: for a blocked visitor it is refused or as it was', async (name) => {
  const f = await fixture();
  const visitor = f.sessions.visitor;
  if (!visitor) throw new Error('There is no visitor.');
  // Open before: who is blocked then is blocked at once.
  const socket = await TestSocket.open(server, visitor);
  await block(visitor);
  for (const kind of ['support', 'direct'] as const) {
    const args = { ...commandTable[name].args, conversation: f[kind].id };
    const verdict = await socket.command(name, args as never).then(() => 'ok', (error: Error) => error.message);
    expect(verdict, kind).toBe(blockedCommands.includes(name) ? 'blocked' : commandTable[name][kind][0]);
  }
  socket.close();
});

test('feeds open for those who may read, and are not there for others', async () => {
  const f = await fixture();
  const opened: Record<string, string[]> = {};
  for (const feed of [`conversation/${f.support.id}`, `conversation/${f.direct.id}`, 'inbox', 'desk', 'conversation/nothing-like-this', 'nonsense']) {
    const outcomes: string[] = [];
    for (const asker of askers) {
      const session = f.sessions[asker];
      if (!session) continue;
      const socket = await TestSocket.open(server, session);
      socket.send({ t: 'open', ch: 1, feed });
      const frame = await socket.frame(({ t }) => t === 'opened' || t === 'closed');
      outcomes.push(frame.t === 'closed' ? frame.reason : frame.t);
      socket.close();
    }
    opened[feed.replace(f.support.id, 'support').replace(f.direct.id, 'direct')] = outcomes;
  }
  expect(opened).toEqual({
    'conversation/support': ['opened', outside, outside, 'opened', outside],
    'conversation/direct': ['opened', outside, outside, outside, outside],
    'inbox': ['opened', 'opened', 'opened', 'opened', 'opened'],
    'desk': [outside, outside, outside, 'opened', 'opened'],
    'conversation/nothing-like-this': [outside, outside, outside, outside, outside],
    'nonsense': [outside, outside, outside, outside, outside],
  });
});
