import 'fake-indexeddb/auto';
import type { ConversationHandle, FoyerClient } from '@foyer-chat/widget/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../src/services/passwords.ts';
import { clientStage, isOnline, line, lines, shows, text } from './client-stage.ts';
import { until } from './faults/until.ts';
import { api, staffPassword, startServer, type TestServer } from './harness.ts';

const email = 'team@example.org';
let server: TestServer;
const stage = clientStage(() => server, email);
const { client, visitor, staff, identityOf } = stage;

beforeAll(async () => {
  server = await startServer();
  await client({ staff: true, site: 'demo' }).setUp({ secret: server.setupSecret ?? '', email, name: 'Sam Staff', password: staffPassword });
  await server.store.staff.add({ uid: 'second-staff-uid', email: 'tom@example.org', name: 'Tom', role: 'agent', passwordHash: await hashPassword(staffPassword), siteIds: 'all', at: Date.now() });
});
afterEach(stage.stop);
afterAll(async () => { await server.stop(); });

const idOf = (each: FoyerClient): string => each.me.value?.id ?? '';

/** Somebody else uses the device's token, twice: the server ends the session of both. */
async function revoke({ refreshToken }: ReturnType<typeof line>): Promise<void> {
  const use = (attempt: string) => api(server, 'POST', '/sessions/refresh', { body: { refreshToken: refreshToken(), attempt } });
  expect([(await use('theirs')).status, (await use('another')).status]).toEqual([200, 401]);
}

const textOf = (content: { kind: string; text?: string }): string => content.text ?? content.kind;
const failures = ({ outbox }: FoyerClient): string[] => outbox.value.flatMap(({ content, state }) => (state.name === 'failed' ? [`${textOf(content)}: ${state.code}`] : []));

/** All that the team has heard from visitors and customers, by conversation. */
async function heard(sam: FoyerClient): Promise<string[][]> {
  const handles = await Promise.all(sam.desk.value.conversations.map(({ id }) => sam.openConversation({ id })));
  return handles.map((handle) => lines(handle));
}

/** Two who write to each other. */
async function talk(me: FoyerClient): Promise<ConversationHandle> {
  const { me: other } = await visitor();
  const handle = await me.openConversation({ with: idOf(other) });
  await handle.send(text('hello you'));
  await shows(handle, 'hello you');
  return handle;
}

test('a visitor whose session the server ends becomes a new one, with what waited for the team in order and once, and what was for others to copy', { timeout: 60_000 }, async () => {
  const link = line();
  const [{ me, resets }, sam] = [await visitor(link.options), await staff()];
  const former = idOf(me);
  await me.updateMe({ name: 'Ada Lovelace', email: 'ada@example.org' });
  const [opened, direct] = [await me.openConversation({ support: true }), await talk(me)];
  await opened.send(text('said before'));
  await shows(opened, 'said before');
  link.cut();
  await until('to be offline', 5_000, () => me.status.value.name === 'offline');
  const wanted = Array.from({ length: 5 }, (_, index) => `line ${index}`);
  for (const words of wanted) await opened.send(text(words));
  await direct.send(text('only for you'));
  opened.setDraft('half a sen');
  direct.setDraft('and for you');
  await revoke(link);
  link.mend();
  await until('somebody else', 20_000, () => idOf(me) !== former && idOf(me) !== '');
  await until('the outbox to be sent', 20_000, () => me.queued.value === 0);
  const again = await me.openConversation({ support: true });
  expect(again.id).not.toBe(opened.id);
  await shows(again, ...wanted);
  await until('the draft', 5_000, () => again.draft.value === 'half a sen');
  await until('the name', 10_000, () => me.me.value?.name === 'Ada Lovelace' && me.me.value.email === 'ada@example.org');
  expect(failures(me)).toEqual(['only for you: not-found', 'and for you: not-found']);
  expect(resets()).toBe(1);
  await until('the team to have it', 20_000, async () => (await heard(sam)).some((said) => said.join() === wanted.map((words) => `- ${words}`).join()));
  const [first] = me.outbox.value;
  expect(await me.discard(first?.clientId ?? '')).toEqual(text('only for you'));
  expect(failures(me)).toEqual(['and for you: not-found']);
});

test('every tab follows: none shows anything of the former visitor, and what each had written goes out once', { timeout: 60_000 }, async () => {
  const links = [line(), line()];
  const tabs = await Promise.all(links.map(({ options }) => visitor({ ...options, storage: 'indexeddb' })));
  const clients = tabs.map(({ me }) => me);
  const former = clients.map(idOf);
  expect(new Set(former).size).toBe(1);
  const handles = [];
  for (const each of clients) handles.push(await each.openConversation({ support: true }));
  await handles[0]?.send(text('said before'));
  for (const handle of handles) await shows(handle, 'said before');
  for (const { cut } of links) cut();
  for (const each of clients) await until('to be offline', 5_000, () => each.status.value.name === 'offline');
  for (const [index, handle] of handles.entries()) await handle.send(text(`from tab ${index}`));
  await revoke(links.find(({ refreshToken }) => refreshToken() !== '') ?? line());
  for (const { mend } of links) mend();
  for (const each of clients) await until('somebody else', 20_000, () => !['', former[0]].includes(idOf(each)) && each.status.value.name === 'online' && each.queued.value === 0);
  expect(new Set(clients.map(idOf)).size).toBe(1);
  for (const each of clients) {
    const again = await each.openConversation({ support: true });
    await shows(again, 'from tab 0', 'from tab 1');
    await until('only that in the list', 10_000, () => each.inbox.value.conversations.map(({ id }) => id).join() === again.id);
  }
  expect(tabs.map(({ resets }) => resets())).toEqual([1, 1]);
  await clients[0]?.reset();
});

test('what the server has taken without the device hearing of it is not sent by the new visitor unasked, and what came after it is', { timeout: 60_000 }, async () => {
  const link = line();
  const [{ me }, sam] = [await visitor(link.options), await staff()];
  const former = idOf(me);
  const opened = await me.openConversation({ support: true });
  await opened.send(text('said before'));
  await shows(opened, 'said before');
  link.deafen();
  await opened.send(text('perhaps'));
  const theirs = await sam.openConversation({ id: opened.id });
  await shows(theirs, '- said before', '- perhaps');
  link.cut();
  await opened.send(text('surely not'));
  await revoke(link);
  link.mend();
  await until('somebody else', 20_000, () => idOf(me) !== former && idOf(me) !== '');
  const again = await me.openConversation({ support: true });
  await shows(again, 'surely not', 'perhaps (failed)');
  expect(failures(me)).toEqual(['perhaps: session-ended']);
  expect((await heard(sam)).filter((said) => said.includes('- perhaps'))).toHaveLength(1);
  const [entry] = me.outbox.value;
  await again.retry(entry?.clientId ?? '');
  await shows(again, 'surely not', 'perhaps');
});

test('a customer whose session the server ends is asked for at the page again, and sends on: nothing twice, nothing missing', { timeout: 60_000 }, async () => {
  const link = line();
  const [me, sam] = [client(link.options), await staff()];
  let asked = 0;
  await me.identify({ token: async () => { asked += 1; return (await identityOf('customer-a')).token; } });
  await me.start();
  await isOnline(me);
  const [customer, opened] = [idOf(me), await me.openConversation({ support: true })];
  await opened.send(text('said before'));
  await shows(opened, 'said before');
  link.deafen();
  await opened.send(text('perhaps'));
  const theirs = await sam.openConversation({ id: opened.id });
  await shows(theirs, '- said before', '- perhaps');
  link.cut();
  await opened.send(text('surely not'));
  opened.setDraft('half a sen');
  await revoke(link);
  link.mend();
  await until('the outbox to be sent', 40_000, () => me.queued.value === 0);
  await shows(opened, 'said before', 'perhaps', 'surely not');
  await shows(theirs, '- said before', '- perhaps', '- surely not');
  expect([idOf(me), asked, opened.draft.value]).toEqual([customer, 2, 'half a sen']);
});

/** A browser profile of a customer whose session the server has ended, with something that waits; the next page says nothing of who is there. */
async function abandoned(sub: string) {
  const [profile, link] = [{ storage: 'indexeddb' } as const, line()];
  const page = client({ ...profile, ...link.options });
  await page.identify(await identityOf(sub));
  await page.start();
  await isOnline(page);
  const [customer, opened] = [idOf(page), await page.openConversation({ support: true })];
  await opened.send(text('said before'));
  await shows(opened, 'said before');
  link.cut();
  for (const words of ['first', 'second']) await opened.send(text(words));
  opened.setDraft('half a sen');
  await page.stop();
  await revoke(link);
  const { me, resets } = await visitor(profile);
  expect(idOf(me)).not.toBe(customer);
  expect([resets(), me.outbox.value, me.inbox.value.conversations.some(({ id }) => id === opened.id)]).toEqual([1, [], false]);
  const chat = await me.openConversation({ support: true });
  await until('an empty chat', 10_000, () => !chat.timeline.value.loading);
  expect([lines(chat), chat.draft.value]).toEqual([[], '']);
  chat.close();
  return { me, customer, conversation: opened.id };
}

test('what a customer had written waits unseen while a visitor is here, and goes on when the customer is back', { timeout: 60_000 }, async () => {
  const { me, customer, conversation } = await abandoned('customer-b');
  await me.identify(await identityOf('customer-b'));
  expect(idOf(me)).toBe(customer);
  await isOnline(me);
  await until('the outbox to be sent', 20_000, () => me.queued.value === 0 && me.inbox.value.conversations.some(({ id }) => id === conversation));
  const again = await me.openConversation({ id: conversation });
  await shows(again, 'said before', 'first', 'second');
  await until('the draft', 5_000, () => again.draft.value === 'half a sen');
  await me.reset();
});

test('another customer finds nothing of it, and nothing is left of it on the device', { timeout: 60_000 }, async () => {
  const { me, customer } = await abandoned('customer-c');
  await me.identify(await identityOf('customer-d'));
  expect(idOf(me)).not.toBe(customer);
  await isOnline(me);
  expect(me.outbox.value).toEqual([]);
  await me.identify(await identityOf('customer-c'));
  expect(idOf(me)).toBe(customer);
  await isOnline(me);
  expect(me.outbox.value).toEqual([]);
  await me.reset();
});

test.each(['the same', 'another'])('after a session of the staff has ended, %s person signs in: their own words go on, those of another are gone', { timeout: 60_000 }, async (who) => {
  const [profile, link] = [{ storage: 'indexeddb', staff: true, site: 'demo' } as const, line()];
  const { me: asker } = await visitor();
  const asked = await asker.openConversation({ support: true });
  await asked.send(text('is anybody there'));
  const desk = client({ ...profile, ...link.options });
  await desk.signIn({ email: 'tom@example.org', password: staffPassword });
  await isOnline(desk);
  const handle = await desk.openConversation({ id: asked.id });
  await shows(handle, '- is anybody there');
  link.cut();
  await handle.send(text('yes, I am'));
  await revoke(link);
  link.mend();
  await until('to be signed out', 30_000, () => desk.status.value.name === 'signed-out');
  await desk.signIn({ email: who === 'another' ? email : 'tom@example.org', password: staffPassword });
  await isOnline(desk);
  if (who === 'another') {
    expect(desk.outbox.value).toEqual([]);
    await shows(asked, 'is anybody there');
  } else {
    await shows(asked, 'is anybody there', '- yes, I am');
  }
  await desk.reset();
});
