import 'fake-indexeddb/auto';
import type { ConversationHandle, FoyerClient } from '@foyer-chat/widget/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clientStage, isOnline, line, lines, shows, text } from './client-stage.ts';
import { until } from './faults/until.ts';
import { staffPassword, startServer, type TestServer } from './harness.ts';

const email = 'talk@example.org';
let server: TestServer;
const stage = clientStage(() => server, email);
const { client, visitor, staff, identityOf } = stage;

beforeAll(async () => {
  server = await startServer();
  await server.store.sites.add({ key: 'brief', origins: ['self'], settings: { name: '', retention: 'delivered', direct: true, enabled: true }, secret: 'x'.repeat(32), at: Date.now() });
  // A device of the team that never comes back holds messages for thirty days: this one is of the other site.
  await client({ staff: true, site: 'demo' }).setUp({ secret: server.setupSecret ?? '', email, name: 'Sam Staff', password: staffPassword });
});
afterEach(stage.stop);
afterAll(async () => { await server.stop(); });

let customers = 0;
const newSub = (): string => `customer-${String(customers += 1)}`;

/** Somebody who has been the site's customer before, on another device. */
async function knownCustomer(site = 'demo'): Promise<{ sub: string; phone: FoyerClient }> {
  const [sub, phone] = [newSub(), client({ site })];
  await phone.identify(await identityOf(sub, { name: 'Ann Arbor' }, site));
  await phone.start();
  await isOnline(phone);
  return { sub, phone };
}

const authors = ({ timeline }: ConversationHandle) => new Set(timeline.value.items.map(({ message }) => message.from));

test.each(['new', 'known'])('the conversation of a visitor who turns out to be a %s customer stays open, with what was said and what was being written; the desk has the name', { timeout: 60_000 }, async (kind) => {
  const sub = kind === 'known' ? (await knownCustomer()).sub : newSub();
  const [{ me, resets }, sam] = [await visitor(), await staff()];
  const opened = await me.openConversation({ support: true });
  await opened.send(text('where is my kite'));
  const theirs = await sam.openConversation({ id: opened.id });
  await shows(theirs, '- where is my kite');
  await theirs.send(text('on its way'));
  await shows(opened, 'where is my kite', '- on its way');
  opened.setDraft('and my lamp');
  await me.identify(await identityOf(sub, { name: 'Ann Arbor' }));
  expect(me.me.value).toMatchObject({ kind: 'customer', name: 'Ann Arbor' });
  expect(lines(opened)).toEqual(['where is my kite', '- on its way']);
  expect([opened.draft.value, opened.refused.value, resets()]).toEqual(['and my lamp', undefined, 0]);
  await isOnline(me);
  await opened.send(text('thank you'));
  await shows(theirs, '- where is my kite', 'on its way', '- thank you');
  await shows(opened, 'where is my kite', '- on its way', 'thank you');
  expect([opened.refused.value, theirs.refused.value]).toEqual([undefined, undefined]);
  expect(authors(theirs)).toEqual(new Set([me.me.value?.id, sam.me.value?.id]));
  await until('the name on the desk', 10_000, () => sam.desk.value.conversations.find(({ id }) => id === opened.id)?.people.some(({ name }) => name === 'Ann Arbor'));
  await until('the name in the open conversation', 10_000, () => theirs.snapshot.value?.people.some(({ name }) => name === 'Ann Arbor'));
  await until('the visitor to be listed once', 20_000, () => sam.desk.value.visitors.filter(({ id }) => theirs.snapshot.value?.people.some((person) => person.id === id)).length === 1);
});

test('other devices of the customer see the conversation at once, and the way to the team leads to it', { timeout: 60_000 }, async () => {
  const { sub, phone } = await knownCustomer();
  const { me } = await visitor();
  const opened = await me.openConversation({ support: true });
  await opened.send(text('hello'));
  await shows(opened, 'hello');
  await me.identify(await identityOf(sub));
  await until('the phone to list it', 10_000, () => phone.inbox.value.conversations.some(({ id, lastSeq }) => id === opened.id && lastSeq === 1));
  const there = await phone.openConversation({ support: true });
  expect(there.id).toBe(opened.id);
  await shows(there, 'hello');
});

test('a chat that a visitor opened and did not use does not stand before the one that the customer has', { timeout: 60_000 }, async () => {
  const { sub, phone } = await knownCustomer();
  const talk = await phone.openConversation({ support: true });
  await talk.send(text('where is my kite'));
  await shows(talk, 'where is my kite');
  const { me } = await visitor();
  const unused = await me.openConversation({ support: true });
  await me.identify(await identityOf(sub));
  await until('both in the list', 10_000, () => [talk, unused].every((handle) => me.inbox.value.conversations.some(({ id }) => id === handle.id)));
  expect((await me.openConversation({ support: true })).id).toBe(talk.id);
});

test.each(['new', 'known'])('what waits in the outbox while a visitor becomes a %s customer arrives once and in order, also when answers are lost', { timeout: 90_000 }, async (kind) => {
  const sub = kind === 'known' ? (await knownCustomer()).sub : newSub();
  const link = line();
  const [{ me, resets }, sam] = [await visitor(link.options), await staff()];
  const opened = await me.openConversation({ support: true });
  const wanted = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  for (const words of wanted.slice(0, 5)) await opened.send(text(words));
  await shows(opened, ...wanted.slice(0, 5));
  const sending = Promise.all(wanted.slice(5, 25).map((words) => opened.send(text(words))));
  link.loseAnswers(2);
  await expect(me.identify(await identityOf(sub))).rejects.toMatchObject({ code: 'offline' });
  link.cut();
  await sending;
  for (const words of wanted.slice(25)) await opened.send(text(words));
  link.mend();
  await until('the customer', 20_000, () => me.me.value?.kind === 'customer');
  await until('the outbox to be empty', 40_000, () => me.queued.value === 0);
  await shows(opened, ...wanted);
  expect([link.attempts.size, resets(), opened.refused.value]).toEqual([1, 0, undefined]);
  const theirs = await sam.openConversation({ id: opened.id });
  await shows(theirs, ...wanted.map((words) => `- ${words}`));
  expect(authors(theirs)).toEqual(new Set([me.me.value?.id]));
});

test('who is identified without a connection is so once there is one, and what was written meanwhile is theirs', { timeout: 60_000 }, async () => {
  const { sub } = await knownCustomer();
  const link = line();
  const { me, resets } = await visitor(link.options);
  const opened = await me.openConversation({ support: true });
  link.cut();
  await opened.send(text('in the tunnel'));
  await expect(me.identify(await identityOf(sub))).rejects.toMatchObject({ code: 'offline' });
  await opened.send(text('still in it'));
  expect(lines(opened)).toEqual(['in the tunnel (queued)', 'still in it (queued)']);
  link.mend();
  await until('the outbox to be empty', 40_000, () => me.queued.value === 0);
  await shows(opened, 'in the tunnel', 'still in it');
  expect([me.me.value?.name, resets(), opened.refused.value]).toEqual(['Ann Arbor', 0, undefined]);
  expect(authors(opened)).toEqual(new Set([me.me.value?.id]));
});

test.each(['new', 'known'])('tabs follow: two that identify a visitor as a %s customer at once, and a third that does not', { timeout: 90_000 }, async (kind) => {
  const sub = kind === 'known' ? (await knownCustomer()).sub : newSub();
  const profile = { storage: 'indexeddb' } as const;
  const tabs = [await visitor(profile), await visitor(profile), await visitor(profile)];
  const handles: ConversationHandle[] = [];
  for (const { me } of tabs) handles.push(await me.openConversation({ support: true }));
  await handles[0]?.send(text('from the first'));
  for (const handle of handles) await shows(handle, 'from the first');
  await Promise.all(tabs.slice(0, 2).map(async ({ me }) => me.identify(await identityOf(sub))));
  for (const { me } of tabs) await until('every tab to be the customer', 20_000, () => me.me.value?.kind === 'customer');
  expect(new Set(tabs.map(({ me }) => me.me.value?.id)).size).toBe(1);
  for (const handle of handles) expect(lines(handle)).toEqual(['from the first']);
  for (const { me } of tabs) await isOnline(me);
  await handles[2]?.send(text('from the third'));
  for (const handle of handles) await shows(handle, 'from the first', 'from the third');
  expect(tabs.map(({ resets }) => resets())).toEqual([0, 0, 0]);
  await tabs[0]?.me.reset();
  await until('the others to end', 10_000, () => tabs.every(({ me }) => me.status.value.name === 'idle'));
});

test('people of one browser profile never mix: another customer, and who comes after a reset, see nothing of those before', { timeout: 60_000 }, async () => {
  const profile = { storage: 'indexeddb' } as const;
  const { me, resets } = await visitor(profile);
  const first = await me.openConversation({ support: true });
  await first.send(text('said by the first'));
  await shows(first, 'said by the first');
  await me.identify(await identityOf(newSub()));
  const firstId = me.me.value?.id;
  expect(resets()).toBe(0);
  await me.identify(await identityOf(newSub()));
  expect([resets(), me.me.value?.id === firstId]).toEqual([1, false]);
  await isOnline(me);
  await until('an empty list', 10_000, () => me.inbox.value.loaded && me.inbox.value.conversations.length === 0);
  await me.reset();
  await me.start();
  await isOnline(me);
  const later = await me.openConversation({ support: true });
  await later.send(text('said by the next visitor'));
  await shows(later, 'said by the next visitor');
  expect(later.id).not.toBe(first.id);
  await me.identify(await identityOf(newSub()));
  await isOnline(me);
  await until('only their own', 10_000, () => me.inbox.value.conversations.map(({ id }) => id).join() === later.id);
});

test('what only the device still has, after the server has emptied it, stays the person’s own', { timeout: 60_000 }, async () => {
  const { sub } = await knownCustomer('brief');
  const [{ me }, sam] = [await visitor({ site: 'brief', storage: 'indexeddb' }), await staff('brief')];
  const opened = await me.openConversation({ support: true });
  await opened.send(text('soon forgotten'));
  const theirs = await sam.openConversation({ id: opened.id });
  await shows(theirs, '- soon forgotten');
  await until('the server to let go of it', 20_000, async () => {
    await server.store.retention.sweep(Date.now());
    const [conversation] = await server.store.conversations.ofUser((await server.store.users.getByUid(me.me.value?.id ?? ''))?.id ?? 0, 1);
    return conversation?.lastMessage?.content.kind === 'none';
  });
  opened.close();
  await me.identify(await identityOf(sub, {}, 'brief'));
  await isOnline(me);
  const again = await me.openConversation({ id: opened.id });
  await again.send(text('new'));
  await shows(again, 'soon forgotten', 'new');
});
