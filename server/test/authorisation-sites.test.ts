import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskFeed, deskLists, inboxFeed, type Invite, type Note, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import { apiRoutes, type RouteServices } from '../src/http/routes.ts';
import { hashPassword } from '../src/services/passwords.ts';
import { watch } from './feed-watch.ts';
import { api, staffPassword, startServer, supportConversation, TestSocket, visitorSession, type TestServer } from './harness.ts';

/** A site with its staff, and a visitor who is here, has written and is known by every trace that people leave. */
interface Site {
  key: string; staff: Session; visitor: Session; support: Snapshot; group: Snapshot; note: string; token: string; report: string; neighbour: Session; traces: string[];
}

/** Both sites say it, so that whoever searches finds it. */
const common = 'parcel';

let server: TestServer;
let sites: Site[];
beforeAll(async () => {
  server = await startServer();
  // Both before the first request, which reads all there are.
  const [north, south] = [await addSite('north'), await addSite('south')];
  sites = [await inhabit('north', north), await inhabit('south', south)];
});
afterAll(() => server.stop());

async function addSite(key: string): Promise<number> {
  const settings = { name: `The ${key} shop`, retention: 'keep' as const, direct: true, enabled: true };
  return (await server.store.sites.add({ key, origins: ['self'], settings, secret: key.repeat(8), at: Date.now() })).id;
}

async function inhabit(key: string, id: number): Promise<Site> {
  const email = `staff@${key}.example`;
  await server.store.staff.add({ uid: `${key}-staff-uid`, email, name: `Staff of ${key}`, role: 'admin', passwordHash: await hashPassword(staffPassword), siteIds: [id], at: Date.now() });
  const staff = (await api(server, 'POST', '/staff/sessions', { body: { email, password: staffPassword } })).body as Session;
  const visitor = await visitorSession(server, { site: key, profile: { name: `Visitor of ${key}`, email: `visitor@${key}.example` } });
  const ask = (who: Session, method: string, path: string, body: object) => api(server, method, path, { token: who.accessToken, body });
  const support = await supportConversation(server, visitor);
  await ask(visitor, 'POST', `/conversations/${support.id}/messages`, { clientId: 'one', content: { kind: 'text', text: `a ${common} for ${key}` } });
  await ask(visitor, 'PUT', '/me/context', { context: { plan: `plan-${key}` }, page: { url: `https://${key}.example/cart`, title: `Cart of ${key}` } });
  const note = (await ask(staff, 'POST', `/conversations/${support.id}/notes`, { clientId: 'n', text: `a note on the ${common} of ${key}` })).body as Note;
  const group = (await ask(staff, 'POST', '/conversations', { kind: 'group', title: `Group of ${key}`, members: [visitor.user.id] })).body as Snapshot;
  const { token } = (await ask(staff, 'POST', `/conversations/${group.id}/invite`, {})).body as Invite;
  await ask(staff, 'PUT', `/canned-replies/from-${key}`, { text: `best regards from ${key}` });
  await ask(staff, 'PUT', `/conversations/${support.id}/assignee`, { assignee: staff.user.id });
  const neighbour = await visitorSession(server, { site: key, profile: { name: `Neighbour of ${key}` } });
  await ask(visitor, 'POST', '/conversations', { kind: 'direct', with: neighbour.user.id });
  const report = (await ask(visitor, 'POST', '/reports', { clientId: 'r', user: neighbour.user.id, reason: 'spam', note: `a report of ${key}` })).body as { id: string };
  await ask(visitor, 'PUT', `/me/blocks/${neighbour.user.id}`, { on: true });
  // Present: a socket of theirs is open.
  await TestSocket.open(server, visitor);
  const traces = [key, support.id, group.id, token, visitor.user.id, staff.user.id, note.id, report.id, neighbour.user.id];
  return { key, staff, visitor, support, group, token, note: note.id, report: report.id, neighbour, traces };
}

/** Every answer that lists something, as staff of a site may ask for it. */
const listings: Record<string, (own: Site) => string[]> = {
  'get /desk': () => ['/desk'],
  'get /desk/conversations': () => deskLists.map((list) => `/desk/conversations?list=${list}`),
  'get /search': ({ key }) => [`/search?q=${common}`, `/search?q=${key}`, '/search?q=visitor'],
  'get /desk/reports': () => ['/desk/reports?state=open'],
  'get /me/blocks': () => ['/me/blocks'],
  'get /inbox': () => ['/inbox'],
  'get /inbox/search': () => [`/inbox/search?q=${common}`],
  'get /canned-replies': () => ['/canned-replies'],
  'get /me': () => ['/me'],
  'get /users/:id': ({ visitor }) => [`/users/${visitor.user.id}`],
  'get /conversations/:id': ({ support }) => [`/conversations/${support.id}`],
  'get /conversations/:id/messages': ({ support }) => [`/conversations/${support.id}/messages`],
  'get /conversations/:id/changes': ({ support }) => [`/conversations/${support.id}/changes?after=0`],
  'get /conversations/:id/invite': ({ group }) => [`/conversations/${group.id}/invite`],
  'get /conversations/:id/stars': ({ group }) => [`/conversations/${group.id}/stars`],
  'get /conversations/:id/events': ({ support, group }) => [`/conversations/${support.id}/events`, `/conversations/${group.id}/events`],
  'get /me/stars': () => ['/me/stars'],
  'get /me/devices': () => ['/me/devices'],
  'get /conversations/:id/notes': ({ support }) => [`/conversations/${support.id}/notes`],
};
/** Staff ask for none of it: who they are is the operator's business. */
const refusedToStaff = 'get /me/data';
const readable = apiRoutes({} as RouteServices).filter(({ method }) => method === 'get').map(({ method, path }) => `${method} ${path}`).filter((name) => name !== refusedToStaff);

const others = (own: Site): Site[] => sites.filter((other) => other !== own);
function expectNothingOf(foreign: readonly Site[], text: string, where: string): void {
  for (const { traces } of foreign) for (const trace of traces) expect(text.includes(trace), `${where} tells of ${trace}: ${text}`).toBe(false);
}

test('every route that reads something is in the table, and nothing else', () => {
  expect(readable.sort()).toEqual(Object.keys(listings).sort());
});

test('what staff may not ask for is refused to the staff of each site', async () => {
  for (const { staff } of sites) expect((await api(server, 'GET', refusedToStaff.replace('get ', ''), { token: staff.accessToken })).status).toBe(403);
});

test.each(readable)('%s: staff of a site find theirs in it and nothing of another', async (name) => {
  for (const own of sites) {
    for (const path of listings[name]?.(own) ?? []) {
      const { status, body } = await api(server, 'GET', path, { token: own.staff.accessToken });
      expect(status, path).toBe(200);
      expectNothingOf(others(own), JSON.stringify(body), `${path} for ${own.key}`);
    }
  }
});

test('what staff ask for is there: the lists above are not empty', async () => {
  for (const own of sites) {
    for (const path of ['/desk', '/desk/conversations?list=mine', '/desk/conversations?list=all', `/search?q=${common}`, `/search?q=${own.key}`]) {
      const { body } = await api(server, 'GET', path, { token: own.staff.accessToken });
      expect(JSON.stringify(body), path).toContain(own.support.id);
    }
    expect((await api(server, 'GET', '/desk/reports?state=open', { token: own.staff.accessToken })).body).toMatchObject({ open: 1, reports: [{ id: own.report, reported: { id: own.neighbour.user.id } }] });
    const { body } = await api(server, 'GET', '/desk', { token: own.staff.accessToken });
    expect(body).toMatchObject({ counts: { all: 1, assigned: { [own.staff.user.id]: 1 } }, visitors: [{ id: own.visitor.user.id }], site: { key: own.key } });
  }
});

test('staff find no conversation, person or note of another site by its id, and change nothing there', async () => {
  for (const own of sites) {
    for (const { support, visitor, note, group, token, report } of others(own)) {
      const asked: [string, string, object?][] = [
        ['GET', `/conversations/${support.id}/notes`], ['GET', `/users/${visitor.user.id}`], ['DELETE', `/conversations/${support.id}/notes/${note}`],
        ['POST', '/conversations', { kind: 'support', visitor: visitor.user.id }], ['POST', '/conversations', { kind: 'direct', with: visitor.user.id }],
        ['POST', '/conversations', { kind: 'group', title: 'Plans', members: [visitor.user.id] }],
        ['PUT', `/conversations/${own.support.id}/assignee`, { assignee: others(own)[0]?.staff.user.id }],
        ['POST', '/invites/look', { token }], ['POST', '/invites/accept', { token }],
        ['PUT', `/conversations/${group.id}/members/${own.visitor.user.id}`, { role: 'member' }], ['DELETE', `/conversations/${group.id}/members/${visitor.user.id}`],
        ['PUT', `/conversations/${own.group.id}/members/${visitor.user.id}`, { role: 'member' }],
        ['PUT', `/desk/reports/${report}`, { handled: true }],
        // Their own conversation, and a note that is not in it.
        ['DELETE', `/conversations/${own.support.id}/notes/${note}`],
      ];
      for (const [method, path, body] of asked) {
        const { status } = await api(server, method, path, { token: own.staff.accessToken, ...(body ? { body } : {}) });
        expect([204, 404], `${method} ${path}`).toContain(status);
      }
    }
  }
  for (const { staff, support, note } of sites) {
    const { body } = await api(server, 'GET', `/conversations/${support.id}/notes`, { token: staff.accessToken });
    expect(body).toMatchObject({ notes: [{ id: note }] });
    expect((await api(server, 'GET', '/desk/conversations?list=mine', { token: staff.accessToken })).body).toMatchObject({ conversations: [{ id: support.id, assignee: staff.user.id }] });
  }
});

test('the feeds of a desk tell of its own site alone', async () => {
  const watched = await Promise.all(sites.flatMap((own) => [deskFeed, inboxFeed].map(async (feed) => ({ own, feed, watching: await watch(server, own.staff, feed) }))));
  for (const { visitor, neighbour, staff, support, key } of sites) {
    const ask = (who: Session, method: string, path: string, body: object) => api(server, method, path, { token: who.accessToken, body });
    await ask(visitor, 'POST', `/conversations/${support.id}/messages`, { clientId: 'two', content: { kind: 'text', text: `where is the ${common} for ${key}` } });
    await ask(visitor, 'PUT', '/me/context', { page: { url: `https://${key}.example/help`, title: `Help of ${key}` } });
    await ask(visitor, 'PATCH', '/me', { name: `Visitor of ${key}, again` });
    await ask(staff, 'POST', `/conversations/${support.id}/notes`, { clientId: 'n-2', text: `another note of ${key}` });
    await ask(staff, 'PUT', `/canned-replies/again-from-${key}`, { text: `regards from ${key}` });
    await ask(staff, 'PUT', `/conversations/${support.id}/state`, { state: 'resolved' });
    await ask(neighbour, 'POST', '/reports', { clientId: 'r-2', user: visitor.user.id, reason: 'other', note: `another report of ${key}` });
  }
  for (const { own, feed, watching: { log, caughtUp, socket } } of watched) {
    if (feed === deskFeed) await expect.poll(() => new Set(log().map(({ kind }) => kind))).toEqual(new Set(['conversation', 'counts', 'note', 'canned-reply', 'visitor', 'presence', 'report']));
    await caughtUp();
    expectNothingOf(others(own), JSON.stringify(log()), `${feed} of ${own.key}`);
    socket.close();
  }
});
