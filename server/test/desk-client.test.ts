/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createFoyerClient, inDeskList, limits, type DeskTools, type FoyerClient, type ReadableStore } from '@foyer-chat/widget/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { api, staffPassword, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

const email = 'desk@example.org';
let server: TestServer;
const clients: FoyerClient[] = [];

beforeAll(async () => {
  server = await startServer();
  await client().setUp({ secret: server.setupSecret ?? '', email, name: 'Sam Staff', password: staffPassword });
});
afterEach(async () => { await Promise.all(clients.splice(0).map((each) => each.stop())); });
afterAll(async () => { await server.stop(); });

function client(options: { site?: string } = {}): FoyerClient {
  const made = createFoyerClient({
    server: server.url, origin: server.origin, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, ...(options.site === undefined ? { staff: true } : options),
  });
  clients.push(made);
  return made;
}

/** Resolves with the first value that passes, present or future. */
function when<T>(store: ReadableStore<T>, passes: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (value: T): void => {
      if (!passes(value)) return;
      leave();
      resolve(value);
    };
    const leave = store.subscribe(look);
    look(store.value);
  });
}

async function desk(): Promise<{ staff: FoyerClient; tools: DeskTools; me: string }> {
  const staff = client();
  await staff.signIn({ email, password: staffPassword });
  await when(staff.desk, ({ loaded, site }) => loaded && site !== undefined);
  return { staff, tools: await staff.deskTools(), me: staff.me.value?.id ?? '' };
}

async function asking(text = 'hello'): Promise<string> {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: { clientId: 'c', content: { kind: 'text', text } } });
  return id;
}

const row = (staff: FoyerClient, id: string) => staff.desk.value.conversations.find((summary) => summary.id === id);

test('visitors have no desk', async () => {
  const visitor = client({ site: 'demo' });
  await expect(visitor.deskTools()).rejects.toMatchObject({ code: 'forbidden' });
});

test('what one of the staff does, the other sees on their desk: assigned, snoozed, counted', async () => {
  const [sam, other] = [await desk(), await desk()];
  const id = await asking();
  await when(other.staff.desk, () => row(other.staff, id) !== undefined);
  await sam.tools.assign(id, sam.me);
  await when(other.staff.desk, () => row(other.staff, id)?.assignee === sam.me);
  await when(other.staff.desk, ({ counts }) => (counts.assigned[sam.me] ?? 0) > 0);
  const until = Date.now() + 60_000;
  await sam.tools.snooze(id, until);
  await when(other.staff.desk, () => row(other.staff, id)?.snoozedUntil === until);
  await when(other.staff.desk, ({ counts }) => counts.snoozed > 0);
  expect(inDeskList(row(other.staff, id)!, 'snoozed', sam.me)).toBe(true);
  await sam.tools.snooze(id, null);
  await sam.tools.assign(id, null);
  await when(other.staff.desk, () => row(other.staff, id)?.assignee === undefined && row(other.staff, id)?.snoozedUntil === undefined);
  await expect(sam.tools.assign(id, 'nobody-like-this')).rejects.toMatchObject({ code: 'not-found' });
});

test('notes are there for all staff at once, by page, and go when they are deleted', async () => {
  const [sam, other] = [await desk(), await desk()];
  const id = await asking();
  const notes = sam.tools.notes(id);
  const seen = other.tools.notes(id);
  await Promise.all([notes, seen].map(({ state }) => when(state, ({ loading }) => !loading)));
  await notes.add('first');
  await when(seen.state, (state) => state.notes.some(({ text }) => text === 'first'));
  expect(notes.state.value.notes).toHaveLength(1);
  await notes.delete(notes.state.value.notes[0]!.id);
  await when(seen.state, (state) => state.notes.length === 0);
  for (let index = 0; index < limits.notesPage + 2; index += 1) await notes.add(`note ${index}`);
  const late = other.tools.notes(id);
  await when(late.state, ({ loading }) => !loading);
  expect([late.state.value.notes.length, late.state.value.hasOlder]).toEqual([limits.notesPage, true]);
  await late.loadOlder();
  expect([late.state.value.notes.map(({ text }) => text), late.state.value.hasOlder]).toEqual([Array.from({ length: limits.notesPage + 2 }, (_, index) => `note ${index}`), false]);
  for (const handle of [notes, seen, late]) handle.close();
});

test('canned replies are known to all staff, sorted, and forgotten together', async () => {
  const [sam, other] = [await desk(), await desk()];
  await sam.tools.cannedReplies.save({ shortcut: 'Thanks', text: 'Thank you, {visitor.name}' });
  await sam.tools.cannedReplies.save({ shortcut: 'bye', text: 'Goodbye' });
  const known = await when(other.tools.cannedReplies.state, (replies) => replies.length === 2);
  expect(known).toEqual([{ shortcut: 'bye', text: 'Goodbye' }, { shortcut: 'thanks', text: 'Thank you, {visitor.name}' }]);
  await sam.tools.cannedReplies.save({ shortcut: 'ciao', text: 'Goodbye' }, 'bye');
  expect(await when(other.tools.cannedReplies.state, (replies) => replies.some(({ shortcut }) => shortcut === 'ciao'))).toHaveLength(2);
  expect(sam.tools.cannedReplies.state.value.map(({ shortcut }) => shortcut)).toEqual(['ciao', 'thanks']);
  await sam.tools.cannedReplies.delete('ciao');
  await when(other.tools.cannedReplies.state, (replies) => replies.length === 1);
  const late = await desk();
  await when(late.tools.cannedReplies.state, (replies) => replies.length === 1);
});

test('where visitors are is known while they are here', async () => {
  const { staff, tools } = await desk();
  const visitor = client({ site: 'demo' });
  await visitor.start();
  const user = await when(visitor.me, (me) => me !== undefined);
  await when(staff.desk, ({ visitors }) => visitors.some(({ id }) => id === user?.id));
  const session = await visitorSession(server);
  await api(server, 'PUT', '/me/context', { token: session.accessToken, body: { language: 'fr', page: { url: 'https://shop.example/', title: 'Shop' } } });
  const { places } = await when(staff.desk, (state) => state.places.has(session.user.id));
  expect(places.get(session.user.id)).toMatchObject({ language: 'fr', page: { url: 'https://shop.example/', title: 'Shop' } });
  expect((await tools.person(session.user.id)).pages).toHaveLength(1);
});

test('lists load page by page to their end, and again after the connection was away', async () => {
  const total = limits.deskPage + 5;
  const ids: string[] = [];
  for (let index = 0; index < total; index += 1) ids.push(await asking(`a question, number ${index}`));
  const { staff, tools, me } = await desk();
  const loaded = () => staff.desk.value.conversations.filter((summary) => inDeskList(summary, 'all', me));
  expect(loaded().length).toBeLessThan(staff.desk.value.counts.all);
  expect(tools.more.value.all).toBe(true);
  await Promise.all([tools.loadMore('all'), tools.loadMore('all')]);
  expect([loaded().length, tools.more.value.all]).toEqual([staff.desk.value.counts.all, false]);
  await tools.loadMore('all');
  // A search that finds little ends its page in time; the oldest conversation may be on a later one.
  let page = await tools.search('number 0');
  const hits = [...page.hits];
  while (page.next !== undefined) {
    page = await tools.search('number 0', page.next);
    hits.push(...page.hits);
  }
  expect(hits.map(({ conversation, excerpt }) => [conversation.id, excerpt])).toEqual([[ids[0], 'a question, number 0']]);

  await staff.stop();
  await staff.start();
  await when(staff.status, ({ name }) => name === 'online');
  await when(staff.desk, ({ counts }) => loaded().length === counts.all);
});
