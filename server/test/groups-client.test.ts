import { createFoyerClient, type ConversationHandle, type FoyerClient, type ReadableStore } from '@foyer-chat/widget/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
const clients: FoyerClient[] = [];
beforeAll(async () => { server = await startServer(); });
afterEach(async () => { for (const client of clients.splice(0)) await client.stop(); });
afterAll(() => server.stop());

async function visitor(name: string): Promise<FoyerClient> {
  const client = createFoyerClient({ server: server.url, origin: server.origin, site: 'demo', storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  clients.push(client);
  await client.start();
  await client.updateMe({ name });
  return client;
}
const groupsOf = async (client: FoyerClient) => (await client.listTools()).groups;
const idOf = (client: FoyerClient): string => client.me.value?.id ?? '';
const shows = <T>(store: ReadableStore<T>, look: (value: T) => unknown, expected: unknown) => expect.poll(() => look(store.value), patiently).toEqual(expected);
const peopleIn = ({ snapshot }: ConversationHandle) => Object.fromEntries((snapshot.value?.people ?? []).map(({ name, role, hasLeft }) => [name, hasLeft ? 'left' : role]));
const listed = (client: FoyerClient) => client.inbox.value.conversations.map(({ title }) => title);

test('a group lives on every screen: who joins by its link, what it is called, who is what, who goes, and who has gone', async () => {
  const [ana, ben, cleo] = [await visitor('Ana'), await visitor('Ben'), await visitor('Cleo')];
  const tools = await groupsOf(ana);
  const id = await tools.create('Plans', [idOf(ben)]);
  const [anas, bens] = [await ana.openConversation({ group: id }), await ben.openConversation({ group: id })];
  await shows(ben.inbox, () => listed(ben), ['Plans']);
  expect(await tools.invite(id)).toBeUndefined();
  const { token } = await tools.newInvite(id);
  expect((await tools.invite(id))?.token).toBe(token);
  const theirs = await groupsOf(cleo);
  expect(await theirs.lookAt(token)).toEqual({ title: 'Plans', members: 2 });
  expect(await theirs.join(token)).toBe(id);
  await shows(anas.snapshot, () => peopleIn(anas), { Ana: 'owner', Ben: 'member', Cleo: 'member' });
  await shows(cleo.inbox, () => listed(cleo), ['Plans']);

  await bens.send({ kind: 'text', text: 'mine' });
  await shows(anas.timeline, ({ items }) => items.length, 1);
  await tools.setRole(id, idOf(cleo), 'admin');
  await theirs.rename(id, 'Saturday');
  await shows(bens.snapshot, (snapshot) => snapshot?.title, 'Saturday');
  await shows(ben.inbox, () => listed(ben), ['Saturday']);
  await expect((await groupsOf(ben)).rename(id, 'Mine')).rejects.toMatchObject({ code: 'forbidden' });

  await theirs.remove(id, idOf(ben));
  await shows(bens.refused, (refused) => refused?.code, 'not-found');
  await shows(ben.inbox, () => listed(ben), []);
  await shows(anas.snapshot, () => peopleIn(anas), { Ana: 'owner', Ben: 'left', Cleo: 'admin' });

  await tools.leave(id);
  await tools.leave(id);
  await shows(ana.inbox, () => listed(ana), []);
  const cleos = await cleo.openConversation({ group: id });
  await shows(cleos.snapshot, () => peopleIn(cleos), { Cleo: 'owner', Ben: 'left' });
  await theirs.endInvite(id);
  await expect((await groupsOf(ben)).join(token)).rejects.toMatchObject({ code: 'not-found' });
});

test('who comes back is in the list again, with what was said meanwhile', async () => {
  const [ana, ben] = [await visitor('Ana'), await visitor('Ben')];
  const tools = await groupsOf(ana);
  const id = await tools.create('Plans', [idOf(ben)]);
  const anas = await ana.openConversation({ group: id });
  await shows(ben.inbox, () => listed(ben), ['Plans']);
  await (await groupsOf(ben)).leave(id);
  await shows(ben.inbox, () => listed(ben), []);
  await anas.send({ kind: 'text', text: 'while you were away' });
  await shows(anas.timeline, ({ items }) => items[0]?.message.seq, 1);
  await tools.setRole(id, idOf(ben), 'member');
  await shows(ben.inbox, ({ conversations }) => conversations.map(({ title, unread }) => [title, unread]), [['Plans', 0]]);
  const bens = await ben.openConversation({ group: id });
  await shows(bens.timeline, ({ items }) => items.length, 1);
  await anas.send({ kind: 'text', text: 'welcome back' });
  await shows(ben.inbox, ({ conversations }) => conversations[0]?.unread, 1);
});
