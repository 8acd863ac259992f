import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands, conversationFeed, type CommandName, type Permissions, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { apiRoutes, type RouteServices } from '../src/http/routes.ts';
import { hashPassword } from '../src/services/passwords.ts';
import { api, staffPassword, staffSession, startServer, TestSocket, visitorSession, type TestServer } from './harness.ts';

/*
 * Who may do what in conversations between people, where being on the team gives nobody a say: every route and command that is about a conversation,
 * in a `direct` one of author and friend, and in a `group` of author (its owner), friend and a colleague of the staff. Those who are in neither, in the order
 * of the test, are always told the same.
 */
const outsiders = ['nobody', 'otherVisitor', 'otherSiteVisitor', 'staff', 'otherSiteStaff'] as const;
const kinds = ['direct', 'group'] as const;
type Kind = (typeof kinds)[number];
type Outsider = (typeof outsiders)[number];
type Member = 'friend' | 'colleague' | 'author';
/** Last the one who wrote the message: who may change it does. */
const membersOf: Record<Kind, readonly Member[]> = { direct: ['friend', 'author'], group: ['friend', 'colleague', 'author'] };

interface Fixture {
  sessions: Record<Outsider | Member, Session | undefined>;
  conversations: Record<Kind, Snapshot>;
}

let server: TestServer;
let staff: Session;
let colleague: Session;
let otherSiteStaff: Session;
beforeAll(async () => {
  server = await startServer();
  const { id } = await server.store.sites.add({
    key: 'other', origins: ['self'], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now(),
  });
  staff = await staffSession(server);
  const passwordHash = await hashPassword(staffPassword);
  const signIn = async (name: string, siteIds: 'all' | number[]): Promise<Session> => {
    const email = `${name}@example.org`;
    await server.store.staff.add({ uid: `${name}-staff-uid`, email, name, role: 'agent', passwordHash, siteIds, at: Date.now() });
    return (await api(server, 'POST', '/staff/sessions', { body: { email, password: staffPassword } })).body as Session;
  };
  colleague = await signIn('colleague', 'all');
  otherSiteStaff = await signIn('other', [id]);
});
afterAll(() => server.stop());

const content = { kind: 'text', text: 'hello' };
/** A device uses a client id once, and staff are one device in all tests. */
const message = (conversation: string): object => ({ clientId: conversation, content });
type Given = object | ((conversation: string) => object);
const givenFor = (conversation: string, given: Given): object => (typeof given === 'function' ? given(conversation) as object : given);

async function fixture(): Promise<Fixture> {
  const [author, friend, otherVisitor, otherSiteVisitor] = await Promise.all([
    visitorSession(server), visitorSession(server), visitorSession(server), visitorSession(server, { site: 'other' }),
  ]);
  const open = async (body: object): Promise<Snapshot> => {
    const opened = (await api(server, 'POST', '/conversations', { token: author.accessToken, body })).body as Snapshot;
    await api(server, 'POST', `/conversations/${opened.id}/messages`, { token: author.accessToken, body: { clientId: `first-${opened.id}`, content } });
    return opened;
  };
  return {
    sessions: { nobody: undefined, otherVisitor, otherSiteVisitor, staff, otherSiteStaff, friend, colleague, author },
    conversations: {
      direct: await open({ kind: 'direct', with: friend.user.id }),
      group: await open({ kind: 'group', title: 'Plans', members: [friend.user.id, colleague.user.id] }),
    },
  };
}

interface Line {
  body?: Given; query?: string; member: number; author: number;
  /** Where it is not as for any member. */
  colleague?: number;
  /** Of two who talk with each other there is nothing to run: 403 for both. */
  isGroupsOnly?: true;
  /** Who is spoken of: the friend, unless it is somebody of whom the answer would depend on who has asked before. */
  user?: Outsider | Member;
}
/** Only staff have these routes, and only of conversations with the team. */
const teamOnly = { member: 404, author: 404, colleague: 403 };
const everyMember = (status: number) => ({ member: status, author: status });
const ofOwners = { member: 403, isGroupsOnly: true } as const;
const routeTable: Record<string, Line> = {
  'get /conversations/:id': everyMember(200),
  'get /conversations/:id/messages': everyMember(200),
  'get /conversations/:id/changes': { query: '?after=0', ...everyMember(200) },
  'put /conversations/:id/state': { body: { state: 'resolved' }, ...everyMember(403) },
  'put /conversations/:id/arrangement': { body: { pinned: true }, ...everyMember(200) },
  'put /conversations/:id/members/:user': { body: { role: 'member' }, user: 'otherVisitor', author: 200, ...ofOwners },
  'delete /conversations/:id/members/:user': { user: 'otherVisitor', author: 200, ...ofOwners },
  'put /conversations/:id/title': { body: { title: 'Renamed' }, author: 200, ...ofOwners },
  'put /conversations/:id/permissions': { body: { rename: 'admins' }, author: 200, ...ofOwners },
  'get /conversations/:id/invite': { author: 200, ...ofOwners },
  'post /conversations/:id/invite': { author: 201, ...ofOwners },
  'delete /conversations/:id/invite': { author: 204, ...ofOwners },
  'put /conversations/:id/assignee': { body: { assignee: null }, ...everyMember(403) },
  'put /conversations/:id/snooze': { body: { until: null }, ...everyMember(403) },
  'post /conversations/:id/messages': { body: message, ...everyMember(201) },
  'patch /conversations/:id/messages/:seq': { body: { content }, member: 403, author: 200 },
  'delete /conversations/:id/messages/:seq': { member: 403, author: 200 },
  'put /conversations/:id/messages/:seq/reactions': { body: { emoji: '👍', on: true }, ...everyMember(200) },
  'put /conversations/:id/messages/:seq/star': { body: { on: true }, ...everyMember(200) },
  'get /conversations/:id/stars': everyMember(200),
  'get /conversations/:id/events': { ...everyMember(200), isGroupsOnly: true },
  'post /conversations/:id/receipts/delivered': { body: { seq: 1 }, ...everyMember(200) },
  'post /conversations/:id/receipts/read': { body: { seq: 1 }, ...everyMember(200) },
  'get /conversations/:id/notes': teamOnly,
  'post /conversations/:id/notes': { body: { clientId: 'n-1', text: 'asked before' }, ...teamOnly },
  'delete /conversations/:id/notes/:note': teamOnly,
};
const routes = apiRoutes({} as RouteServices).map(({ method, path }) => ({ name: `${method} ${path}`, method: method.toUpperCase(), path })).filter(({ path }) => path.startsWith('/conversations/:id'));

test('every route about a conversation is in the table, and nothing else', () => {
  expect(routes.map(({ name }) => name).sort()).toEqual(Object.keys(routeTable).sort());
});

test.each(routes)('$name between people: who gets what', async ({ name, method, path }) => {
  const line = routeTable[name];
  if (!line) throw new Error(`${name} is not in the table`);
  for (const kind of kinds) {
    const { sessions, conversations } = await fixture();
    const asked = path.replace(':id', conversations[kind].id).replace(':seq', '1').replace(':note', 'no-such-note').replace(':user', sessions[line.user ?? 'friend']?.user.id ?? '') + (line.query ?? '');
    const statusFor = async (who: Outsider | Member): Promise<number> => (await api(server, method, asked, {
      ...(line.body ? { body: givenFor(conversations[kind].id, line.body) } : {}), ...(sessions[who] ? { token: sessions[who].accessToken } : {}),
    })).status;
    for (const who of outsiders) expect(await statusFor(who), `${who} in a ${kind}`).toBe(who === 'nobody' ? 401 : 404);
    for (const who of membersOf[kind]) {
      const expected = line.isGroupsOnly && kind === 'direct' ? 403 : undefined;
      expect(await statusFor(who), `${who} in a ${kind}`).toBe(expected ?? (who === 'author' ? line.author : who === 'colleague' ? line.colleague ?? line.member : line.member));
    }
  }
});

const commandTable: Record<CommandName, { args: Given; member: string; author: string; isGroupsOnly?: true }> = {
  'message.send': { args: message, member: 'ok', author: 'ok' },
  'message.edit': { args: { seq: 1, content }, member: 'forbidden', author: 'ok' },
  'message.delete': { args: { seq: 1 }, member: 'forbidden', author: 'ok' },
  'reaction.set': { args: { seq: 1, emoji: '👍', on: true }, member: 'ok', author: 'ok' },
  'receipt.delivered': { args: { seq: 1 }, member: 'ok', author: 'ok' },
  'receipt.read': { args: { seq: 1 }, member: 'ok', author: 'ok' },
  'conversation.setState': { args: { state: 'resolved' }, member: 'forbidden', author: 'forbidden' },
  'conversation.assign': { args: { assignee: null }, member: 'forbidden', author: 'forbidden' },
  'conversation.snooze': { args: { until: null }, member: 'forbidden', author: 'forbidden' },
  'conversation.arrange': { args: { pinned: true }, member: 'ok', author: 'ok' },
  'conversation.rename': { args: { title: 'Renamed' }, member: 'forbidden', author: 'ok', isGroupsOnly: true },
  'conversation.setPermissions': { args: { rename: 'admins' }, member: 'forbidden', author: 'ok', isGroupsOnly: true },
  'member.set': { args: { user: 'somebody-gone', role: null }, member: 'forbidden', author: 'ok', isGroupsOnly: true },
};

const isIn = (who: Outsider | Member): who is Member => !(outsiders as readonly string[]).includes(who);

test.each(Object.keys(commands) as CommandName[])('%s between people: who gets what', async (name) => {
  const { args, member, author, isGroupsOnly = false } = commandTable[name];
  for (const kind of kinds) {
    const { sessions, conversations } = await fixture();
    const conversation = conversations[kind].id;
    for (const who of [...outsiders, ...membersOf[kind]]) {
      const session = sessions[who];
      if (!session) continue;
      const socket = await TestSocket.open(server, session);
      const verdict = await socket.command(name, { ...givenFor(conversation, args), conversation } as never).then(() => 'ok', (error: Error) => error.message);
      expect(verdict, `${who} in a ${kind}`).toBe(isIn(who) ? (isGroupsOnly && kind === 'direct' ? 'forbidden' : who === 'author' ? author : member) : 'not-found');
      socket.close();
    }
  }
});

test('the feed of a conversation between people opens for its members, and is not there for others', async () => {
  const { sessions, conversations } = await fixture();
  for (const kind of kinds) {
    for (const who of [...outsiders, ...membersOf[kind]]) {
      const session = sessions[who];
      if (!session) continue;
      const socket = await TestSocket.open(server, session);
      socket.send({ t: 'open', ch: 1, feed: conversationFeed(conversations[kind].id) });
      const frame = await socket.frame(({ t }) => t === 'opened' || t === 'closed');
      expect(frame.t === 'closed' ? frame.reason : frame.t, `${who} in a ${kind}`).toBe((outsiders as readonly string[]).includes(who) ? 'not-found' : 'opened');
      socket.close();
    }
  }
});

/** What neither may do in a direct conversation as long as one of the two has blocked the other. */
const apartRoutes = ['post /conversations/:id/messages', 'patch /conversations/:id/messages/:seq', 'put /conversations/:id/messages/:seq/reactions'];
const apartCommands: CommandName[] = ['message.send', 'message.edit', 'reaction.set'];
const setBlock = (who: Session | undefined, other: Session | undefined) =>
  api(server, 'PUT', `/me/blocks/${other?.user.id}`, { token: who?.accessToken ?? '', body: { on: true } });

test.each(routes)('$name between people one of whom has blocked the other: alone it is refused to both or as it was, in a group it is as it was', async ({ name, method, path }) => {
  const line = routeTable[name];
  if (!line) throw new Error(`${name} is not in the table`);
  for (const kind of kinds) {
    const { sessions, conversations } = await fixture();
    expect((await setBlock(sessions.friend, sessions.author)).status).toBe(204);
    const asked = path.replace(':id', conversations[kind].id).replace(':seq', '1').replace(':note', 'no-such-note').replace(':user', sessions[line.user ?? 'friend']?.user.id ?? '') + (line.query ?? '');
    for (const who of ['friend', 'author'] as const) {
      const body = line.body ? { body: givenFor(conversations[kind].id, line.body) } : {};
      const { status } = await api(server, method, asked, { ...body, token: sessions[who]?.accessToken ?? '' });
      expect(status, `${who} in a ${kind}`).toBe(kind === 'direct' && (line.isGroupsOnly || apartRoutes.includes(name)) ? 403 : who === 'author' ? line.author : line.member);
    }
  }
});

test.each(Object.keys(commands) as CommandName[])('%s between people one of whom has blocked the other, on sockets that were open before', async (name) => {
  const { args, member, author, isGroupsOnly = false } = commandTable[name];
  for (const kind of kinds) {
    const { sessions, conversations } = await fixture();
    const [friend, other] = [sessions.friend, sessions.author];
    if (!friend || !other) throw new Error('Nobody is there.');
    const sockets = { friend: await TestSocket.open(server, friend), author: await TestSocket.open(server, other) };
    await setBlock(friend, other);
    for (const who of ['friend', 'author'] as const) {
      const verdict = await sockets[who].command(name, { ...givenFor(conversations[kind].id, args), conversation: conversations[kind].id } as never).then(() => 'ok', (error: Error) => error.message);
      expect(verdict, `${who} in a ${kind}`).toBe(kind === 'direct' && (isGroupsOnly || apartCommands.includes(name)) ? 'forbidden' : who === 'author' ? author : member);
      sockets[who].close();
    }
  }
});

/**
 * What a group's own permissions open and close: of each of them in both settings, as a `member`, a colleague of the staff among others, an `admin` and the
 * owner are answered, over HTTP and over a socket. Reactions, reading, deleting what is one's own and leaving are theirs in both.
 */
const ruled: Record<keyof Permissions, { http: { method: string; path: string; body: Given }[]; commands: { name: CommandName; args: Given }[] }> = {
  send: {
    http: [{ method: 'POST', path: '/messages', body: (id: string) => ({ clientId: `h-${id}`, content }) }, { method: 'PATCH', path: '/messages/:own', body: { content } }],
    commands: [{ name: 'message.send', args: (id: string) => ({ clientId: `c-${id}`, content }) }],
  },
  add: {
    http: [{ method: 'PUT', path: '/members/:other', body: { role: 'member' } }, { method: 'GET', path: '/invite', body: {} }, { method: 'POST', path: '/invite', body: {} }, { method: 'DELETE', path: '/invite', body: {} }],
    commands: [],
  },
  rename: { http: [{ method: 'PUT', path: '/title', body: { title: 'Renamed' } }], commands: [{ name: 'conversation.rename', args: { title: 'Renamed' } }] },
};
const ruledCases = (Object.keys(ruled) as (keyof Permissions)[]).flatMap((rule) => (['all', 'admins'] as const).map((who) => ({ rule, who })));

test.each(ruledCases)('where $who may $rule, these do in a group, and the others are refused', async ({ rule, who }) => {
  const { sessions, conversations: { group } } = await fixture();
  const admin = await visitorSession(server);
  const put = (path: string, body: object) => api(server, 'PUT', `/conversations/${group.id}${path}`, { token: sessions.author?.accessToken ?? '', body });
  for (const role of ['member', 'admin']) await put(`/members/${admin.user.id}`, { role });
  const others: Permissions = { send: 'all', add: 'all', rename: 'all' };
  for (const one of [sessions.friend, sessions.colleague, admin]) {
    await api(server, 'POST', `/conversations/${group.id}/messages`, { token: one?.accessToken ?? '', body: { clientId: `own-${group.id}`, content } });
  }
  expect((await put('/permissions', { ...others, [rule]: who })).status).toBe(200);
  for (const [index, one] of [sessions.friend, sessions.colleague, admin, sessions.author].entries()) {
    if (!one) throw new Error('Nobody is there.');
    const isAllowed = who === 'all' || index > 1;
    for (const { method, path, body } of ruled[rule].http) {
      const asked = path.replace(':own', String(one === sessions.author ? 1 : index + 2)).replace(':other', sessions.otherVisitor?.user.id ?? '');
      const { status } = await api(server, method, `/conversations/${group.id}${asked}`, { token: one.accessToken, ...(method === 'PUT' || method === 'PATCH' || path === '/messages' ? { body: givenFor(`${group.id}-${index}`, body) } : {}) });
      expect(isAllowed ? status < 300 : status, `${method} ${path} of ${index}`).toBe(isAllowed ? true : 403);
    }
    const socket = await TestSocket.open(server, one);
    const command = (name: CommandName, args: object) => socket.command(name, { ...args, conversation: group.id } as never).then(() => 'ok', (error: Error) => error.message);
    for (const { name, args } of ruled[rule].commands) expect(await command(name, givenFor(`${group.id}-${index}`, args)), `${name} of ${index}`).toBe(isAllowed ? 'ok' : 'forbidden');
    for (const [name, args] of [['reaction.set', { seq: 1, emoji: '👍', on: true }], ['receipt.read', { seq: 1 }]] as const) expect(await command(name, args), name).toBe('ok');
    socket.close();
  }
  for (const one of ['otherVisitor', 'staff', 'otherSiteVisitor'] as const) {
    if (rule === 'add' && one === 'otherVisitor') continue;
    for (const { method, path, body } of ruled[rule].http) {
      const { status } = await api(server, method, `/conversations/${group.id}${path.replace(':own', '1').replace(':other', admin.user.id)}`, { token: sessions[one]?.accessToken ?? '', ...(method === 'GET' || method === 'DELETE' ? {} : { body: givenFor(one, body) }) });
      expect(status, `${method} ${path} of ${one}`).toBe(404);
    }
  }
});
