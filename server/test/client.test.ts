/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import 'fake-indexeddb/auto';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { createFoyerClient, type ConversationHandle, type FoyerClient, type FoyerClientOptions, type ReadableStore, type TimelineItem } from '@foyer-chat/widget/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, staffPassword, type TestServer } from './harness.ts';

const email = 'talk@example.org';
let server: TestServer;
const clients: FoyerClient[] = [];

beforeAll(async () => {
  server = await startServer();
  const first = client({ staff: true });
  await first.setUp({ secret: server.setupSecret ?? '', email, name: 'Sam Staff', password: staffPassword });
  await first.stop();
});
afterEach(async () => { await Promise.all(clients.splice(0).map((each) => each.stop())); });
afterAll(async () => { await server.stop(); });

function client(options: Partial<FoyerClientOptions> = {}): FoyerClient {
  const { origin, url } = server;
  const made = createFoyerClient({
    server: url, origin, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    ...(options.staff ? {} : { site: 'demo' }), ...options,
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

const online = (each: FoyerClient) => when(each.status, ({ name }) => name === 'online');

async function visitor(options: Partial<FoyerClientOptions> = {}): Promise<FoyerClient> {
  const made = client(options);
  await made.start();
  await online(made);
  return made;
}

async function staff(options: Partial<FoyerClientOptions> = {}): Promise<FoyerClient> {
  const made = client({ staff: true, ...options });
  await made.signIn({ email, password: staffPassword });
  await online(made);
  return made;
}

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const said = ({ message }: TimelineItem): string => (message.content.kind === 'text' ? message.content.text : '');
const shows = (handle: ConversationHandle, words: string) => when(handle.timeline, ({ items }) => items.some((item) => said(item) === words));
const reaches = (handle: ConversationHandle, words: string, status: string) =>
  when(handle.timeline, ({ items }) => items.some((item) => said(item) === words && item.status === status));

/** A wire between a client and the server that can be cut. */
async function wire(): Promise<{ url: string; cut(): void; mend(): void; close(): void }> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const { port } = new URL(server.url);
  const proxy = createServer((near) => {
    if (isCut) { near.destroy(); return; }
    const far = connect(Number(port), '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => { sockets.delete(socket); other.destroy(); });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut: () => { isCut = true; for (const socket of sockets) socket.destroy(); },
    mend: () => { isCut = false; },
    close: () => { for (const socket of sockets) socket.destroy(); proxy.close(); },
  };
}

test('a message goes from queued to sent, delivered and read, in one row that never goes back', async () => {
  const [ann, sam] = await Promise.all([visitor(), staff()]);
  const mine = await ann.openConversation({ support: true });
  const seen: string[] = [];
  mine.timeline.subscribe(({ items }) => {
    const status = items.find((item) => said(item) === 'hello')?.status;
    if (status && status !== seen.at(-1)) seen.push(status);
  });
  await mine.send(text('hello'));
  await reaches(mine, 'hello', 'delivered');
  const theirs = await sam.openConversation({ id: mine.id });
  await shows(theirs, 'hello');
  const [item] = theirs.timeline.value.items;
  expect(item).toMatchObject({ key: 'seq:1', own: false });
  theirs.markRead(item?.message.seq ?? 0);
  await reaches(mine, 'hello', 'read');
  expect(seen[0]).toBe('queued');
  expect(seen.filter((status) => status !== 'sent')).toEqual(['queued', 'delivered', 'read']);
  await theirs.send(text('hi, how can I help?'));
  await shows(mine, 'hi, how can I help?');
  await when(ann.queued, (count) => count === 0);
});

test('a message counts as delivered although nobody has opened the thread, is told once, and the desk counts it until it is read', async () => {
  const sam = await staff();
  const told: string[] = [];
  sam.on('message', ({ conversationId, message }) => { told.push(`${conversationId} ${message.content.kind === 'text' ? message.content.text : ''}`); });
  await when(sam.desk, ({ loaded }) => loaded);
  const ann = await visitor();
  const mine = await ann.openConversation({ support: true });
  await mine.send(text('anyone?'));
  await reaches(mine, 'anyone?', 'delivered');
  expect(told).toEqual([`${mine.id} anyone?`]);
  await when(sam.desk, ({ conversations }) => conversations.some(({ id, unread }) => id === mine.id && unread === 1));
  const theirs = await sam.openConversation({ id: mine.id });
  await shows(theirs, 'anyone?');
  expect(theirs.firstUnreadSeq).toBe(1);
  theirs.markRead(1);
  await when(sam.desk, ({ conversations }) => conversations.some(({ id, unread }) => id === mine.id && unread === 0));
  await reaches(mine, 'anyone?', 'read');
});

test('what is written without a connection waits as queued, in order, and arrives once the connection is back', async () => {
  const link = await wire();
  const [ann, sam] = await Promise.all([visitor({ server: link.url }), staff()]);
  const mine = await ann.openConversation({ support: true });
  await mine.send(text('before'));
  await reaches(mine, 'before', 'delivered');
  link.cut();
  await when(ann.status, ({ name }) => name === 'offline');
  for (const words of ['one', 'two', 'three']) await mine.send(text(words));
  expect(mine.timeline.value.items.map((item) => [said(item), item.status])).toEqual([['before', 'delivered'], ['one', 'queued'], ['two', 'queued'], ['three', 'queued']]);
  expect(ann.queued.value).toBe(3);
  link.mend();
  await reaches(mine, 'three', 'delivered');
  const theirs = await sam.openConversation({ id: mine.id });
  await shows(theirs, 'three');
  expect(theirs.timeline.value.items.map(said)).toEqual(['before', 'one', 'two', 'three']);
  link.close();
});

test('who was away gets everything on coming back, and the sender sees it delivered only then', async () => {
  const sam = await staff();
  const link = await wire();
  const ann = await visitor({ server: link.url });
  const mine = await ann.openConversation({ support: true });
  await mine.send(text('here I am'));
  await reaches(mine, 'here I am', 'delivered');
  link.cut();
  await when(ann.status, ({ name }) => name === 'offline');
  const theirs = await sam.openConversation({ id: mine.id });
  await shows(theirs, 'here I am');
  for (let count = 1; count <= 150; count += 1) await theirs.send(text(`answer ${count}`));
  await reaches(theirs, 'answer 150', 'sent');
  link.mend();
  await shows(mine, 'answer 150');
  expect(mine.timeline.value.items.map(said)).toEqual(['here I am', ...Array.from({ length: 150 }, (_, index) => `answer ${index + 1}`)]);
  await reaches(theirs, 'answer 150', 'delivered');
  link.close();
});

test('history loads upward page by page to the first message, each message once', async () => {
  const sam = await staff();
  const ann = await visitor();
  const mine = await ann.openConversation({ support: true });
  const words = Array.from({ length: 120 }, (_, index) => `message ${index + 1}`);
  for (const each of words) await mine.send(text(each));
  await reaches(mine, 'message 120', 'delivered');
  await sam.stop();

  const late = await staff();
  const theirs = await late.openConversation({ id: mine.id });
  await shows(theirs, 'message 120');
  expect(theirs.timeline.value.hasOlder).toBe(true);
  while (theirs.timeline.value.hasOlder) await theirs.loadOlder();
  expect(theirs.timeline.value.items.map(said)).toEqual(words);
});

test('edits, reactions and deletions reach the other side, also in history that was loaded upward', async () => {
  const [ann, sam] = await Promise.all([visitor(), staff()]);
  const mine = await ann.openConversation({ support: true });
  for (const words of ['one', 'two', 'three']) await mine.send(text(words));
  const theirs = await sam.openConversation({ id: mine.id });
  await shows(theirs, 'three');
  await mine.edit(1, text('uno'));
  await theirs.react(2, '👍', true);
  await mine.delete(3);
  await when(theirs.timeline, ({ items }) => items[2]?.message.deletedAt !== undefined);
  const [first, second, third] = theirs.timeline.value.items.map(({ message }) => message);
  expect(first).toMatchObject({ content: text('uno') });
  expect(second?.reactions).toEqual({ '👍': [sam.me.value?.id] });
  expect(third?.content).toEqual({ kind: 'none' });
  await when(mine.timeline, ({ items }) => items[1]?.message.reactions !== undefined);
});

test('typing shows on the other side while it lasts, and never to oneself', async () => {
  const [ann, sam] = await Promise.all([visitor(), staff()]);
  const mine = await ann.openConversation({ support: true });
  const theirs = await sam.openConversation({ id: mine.id });
  await mine.send(text('hello'));
  await shows(theirs, 'hello');
  mine.setTyping('text');
  await when(theirs.typing, (users) => users.includes(ann.me.value?.id ?? ''));
  await mine.send(text('done'));
  await when(theirs.typing, (users) => users.length === 0);
  expect(mine.typing.value).toEqual([]);
});

test('what one arranges in one’s list shows at once, also without a connection, and reaches one’s other devices and nobody else', async () => {
  const line = await wire();
  const [ann, here, there] = await Promise.all([visitor(), staff({ server: line.url }), staff()]);
  const mine = await ann.openConversation({ with: here.me.value?.id ?? '' });
  await mine.send(text('about the pier lamp'));
  const rowOf = (each: FoyerClient) => each.inbox.value.conversations.find(({ id }) => id === mine.id);
  await Promise.all([here, there].map((each) => when(each.inbox, () => rowOf(each)?.unread === 1)));
  const tools = await here.listTools();
  line.cut();
  await when(here.status, ({ name }) => name === 'offline');
  tools.arrange(mine.id, { pinned: true, mutedUntil: 8.64e15 });
  expect([rowOf(here)?.pinned, here.inbox.value.unread]).toEqual([true, 0]);
  line.mend();
  await when(there.inbox, () => rowOf(there)?.pinned === true);
  expect(there.inbox.value.unread).toBe(0);
  tools.arrange(mine.id, { pinned: false, mutedUntil: 0 });
  await when(there.inbox, ({ unread }) => rowOf(there)?.pinned !== true && unread === 1);
  expect(rowOf(ann)).not.toHaveProperty('mutedUntil');
  line.close();
});

test('a list shows who types where, and is searched on the device and the server together', async () => {
  const [ann, sam] = await Promise.all([visitor(), staff()]);
  const mine = await ann.openConversation({ with: sam.me.value?.id ?? '' });
  await mine.send(text('The PIER lamp, please'));
  await reaches(mine, 'The PIER lamp, please', 'delivered');
  mine.setTyping('text');
  await when(sam.typing, (typing) => typing.get(mine.id)?.includes(ann.me.value?.id ?? '') ?? false);
  expect(ann.typing.value.size).toBe(0);
  mine.setTyping(null);
  await when(sam.typing, (typing) => !typing.has(mine.id));

  const { hits, isPartial } = await (await sam.listTools()).search('pier lamp');
  expect(hits.map(({ conversation, seq, excerpt }) => [conversation.id, seq, excerpt])).toContainEqual([mine.id, 1, 'The PIER lamp, please']);
  expect(isPartial).toBeUndefined();
  await expect((await ann.listTools()).search('nobody wrote this')).resolves.toEqual({ hits: [] });
});

test('staff see a visitor come and go', async () => {
  const sam = await staff();
  await when(sam.desk, ({ loaded }) => loaded);
  const ann = await visitor();
  const id = ann.me.value?.id ?? '';
  await when(sam.presence, (users) => users.get(id)?.online === true);
  await when(sam.desk, ({ visitors }) => visitors.some((user) => user.id === id));
  await ann.stop();
  await when(sam.presence, (users) => users.get(id)?.online === false);
  await when(sam.desk, ({ visitors }) => !visitors.some((user) => user.id === id));
});

test('a reset forgets everything: the next start is another visitor with an empty inbox, and the old session is worth nothing', async () => {
  const ann = await visitor();
  const mine = await ann.openConversation({ support: true });
  await mine.send(text('mine'));
  await reaches(mine, 'mine', 'sent');
  const before = ann.me.value?.id;
  let resets = 0;
  ann.on('reset', () => { resets += 1; });
  await ann.reset();
  expect([resets, ann.status.value.name, ann.me.value, ann.queued.value]).toEqual([1, 'idle', undefined, 0]);
  expect(ann.inbox.value).toEqual({ conversations: [], team: [], answerMs: 0, site: { direct: false }, unread: 0, loaded: false });
  await ann.start();
  await online(ann);
  await when(ann.inbox, ({ loaded }) => loaded);
  expect(ann.me.value?.id).not.toBe(before);
  expect(ann.inbox.value.conversations).toEqual([]);
});

test('what somebody said is gone from other devices, too, when they have been erased: in an open thread at once, in a stored one when it is opened', async () => {
  const [ann, bea, sam] = await Promise.all([visitor(), visitor(), staff()]);
  const threads: ConversationHandle[] = [];
  for (const [who, words] of [[ann, 'secret of Ann'], [bea, 'secret of Bea']] as const) {
    const mine = await who.openConversation({ support: true });
    await mine.send(text(words));
    await reaches(mine, words, 'delivered');
    const theirs = await sam.openConversation({ id: mine.id });
    await shows(theirs, words);
    threads.push(theirs);
  }
  const [open, closed] = threads as [ConversationHandle, ConversationHandle];
  closed.close();
  await Promise.all([ann.erase(), bea.erase()]);
  const isGone = ({ items: [first] }: { items: readonly TimelineItem[] }): boolean => first?.message.content.kind === 'none' && first.message.deletedAt !== undefined;
  await when(open.timeline, isGone);
  await when((await sam.openConversation({ id: closed.id })).timeline, isGone);
});

test('tabs of one browser profile are one device: what waits in one shows in the other, and goes out once', async () => {
  const link = await wire();
  const profile = { storage: 'indexeddb', server: link.url } as const;
  const [first, second] = [await visitor(profile), await visitor(profile)];
  expect(second.me.value).toEqual(first.me.value);
  const here = await first.openConversation({ support: true });
  const there = await second.openConversation({ support: true });
  expect(there.id).toBe(here.id);
  link.cut();
  await Promise.all([first, second].map((tab) => when(tab.status, ({ name }) => name === 'offline')));
  await here.send(text('from the first'));
  await reaches(there, 'from the first', 'queued');
  await there.send(text('from the second'));
  await reaches(here, 'from the second', 'queued');
  here.setDraft('half a sen');
  await when(there.draft, (draft) => draft === 'half a sen');
  link.mend();
  for (const tab of [here, there]) {
    await reaches(tab, 'from the second', 'sent');
    await when(tab.timeline, ({ items }) => items.map(said).join() === 'from the first,from the second' && items.every(({ message }) => message.seq > 0));
  }
  await first.reset();
  await when(second.me, (user) => user === undefined);
  await when(second.status, ({ name }) => name === 'idle');
  link.close();
});

test('without a connection a start shows what the device has, and takes new messages that arrive later', async () => {
  const link = await wire();
  const profile = { storage: 'indexeddb', server: link.url } as const;
  const before = await visitor(profile);
  const opened = await before.openConversation({ support: true });
  await opened.send(text('kept'));
  await reaches(opened, 'kept', 'sent');
  await when(before.inbox, ({ conversations }) => conversations[0]?.lastSeq === 1);
  await when(before.queued, (count) => count === 0);
  await before.stop();
  link.cut();

  const after = client(profile);
  await after.start();
  await when(after.status, ({ name }) => name === 'offline');
  expect(after.inbox.value.conversations.map(({ id }) => id)).toEqual([opened.id]);
  const mine = await after.openConversation({ support: true });
  await mine.send(text('later'));
  expect(mine.timeline.value.items.map((item) => [said(item), item.status])).toEqual([['kept', 'sent'], ['later', 'queued']]);
  link.mend();
  await reaches(mine, 'later', 'sent');
  link.close();
});
