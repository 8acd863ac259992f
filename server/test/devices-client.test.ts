import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clientStage, isOnline, line, shows, text } from './client-stage.ts';
import { until } from './faults/until.ts';
import { staffPassword, startServer, type TestServer } from './harness.ts';

const email = 'devices@example.org';
let server: TestServer;
const { client, visitor, staff, stop } = clientStage(() => server, email);

beforeAll(async () => {
  server = await startServer();
  await client({ staff: true, site: 'demo' }).setUp({ secret: server.setupSecret ?? '', email, name: 'Sam Staff', password: staffPassword });
});
afterEach(stop);
afterAll(async () => { await server.stop(); });

test('who comes by a link sees everything of the first device, and what waits in its outbox arrives once, under one name', { timeout: 60_000 }, async () => {
  const link = line();
  const [{ me: phone }, { me: laptop, resets }, sam] = [await visitor(), await visitor(link.options), await staff()];
  const [there, here] = [await phone.openConversation({ support: true }), await laptop.openConversation({ support: true })];
  await there.send(text('from the phone'));
  await here.send(text('one'));
  await shows(here, 'one');
  here.setDraft('half a sen');
  const tools = (await phone.listTools()).devices;
  const { token } = await tools.newLink();
  const { devices } = await laptop.listTools();
  expect(await devices.lookAt({ token })).toMatchObject({ token, isOwn: false });
  const sending = ['two', 'three'].map((words) => here.send(text(words)));
  await devices.goOn(token);
  link.cut();
  await Promise.all(sending);
  await here.send(text('four'));
  link.mend();
  await until('the outbox to be empty', 30_000, () => laptop.queued.value === 0);
  await shows(here, 'one', 'two', 'three', 'four');
  expect([laptop.me.value?.id, resets(), here.draft.value, here.refused.value]).toEqual([phone.me.value?.id, 0, 'half a sen', undefined]);
  await until('both devices to list both', 20_000, () => [phone, laptop].every(({ inbox }) => [there, here].every((handle) => inbox.value.conversations.some(({ id }) => id === handle.id))));
  const theirs = await sam.openConversation({ id: here.id });
  await shows(theirs, '- one', '- two', '- three', '- four');
  await until('the first device to have heard', 10_000, () => phone.me.value?.devices === 1);
  expect((await tools.list()).map(({ isCurrent, online }) => [isCurrent, online])).toEqual([[true, true], [false, true]]);
});

test('a lost answer to a link loses nobody: the device goes on as who has made it, by itself or when it is asked again', { timeout: 60_000 }, async () => {
  const link = line();
  const [{ me: phone }, { me: laptop }] = [await visitor(), await visitor(link.options)];
  const { token } = await (await phone.listTools()).devices.newLink();
  const { devices } = await laptop.listTools();
  link.loseAnswers(1);
  await expect(devices.goOn(token)).rejects.toMatchObject({ code: 'offline' });
  await until('the device to be the other one’s', 20_000, () => laptop.me.value?.id === phone.me.value?.id);
  await isOnline(laptop);
  expect([link.attempts.size, (await (await phone.listTools()).devices.list()).length]).toEqual([1, 2]);
});

test('what a device had before a link that is refused, it has still', { timeout: 60_000 }, async () => {
  const { me } = await visitor();
  const talk = await me.openConversation({ support: true });
  await talk.send(text('hello'));
  await shows(talk, 'hello');
  const before = me.me.value?.id;
  await expect((await me.listTools()).devices.goOn('x'.repeat(44))).rejects.toMatchObject({ code: 'not-found' });
  await talk.send(text('again'));
  await shows(talk, 'hello', 'again');
  expect(me.me.value?.id).toBe(before);
});

test('a device that is signed out by another one begins anew as somebody else, with what it had not sent to the team', { timeout: 60_000 }, async () => {
  const link = line();
  const [{ me: phone }, { me: laptop, resets }] = [await visitor(), await visitor(link.options)];
  const tools = (await phone.listTools()).devices;
  await (await laptop.listTools()).devices.goOn((await tools.newLink()).token);
  await isOnline(laptop);
  const talk = await laptop.openConversation({ support: true });
  await talk.send(text('together'));
  await shows(talk, 'together');
  link.cut();
  await until('the connection to be gone', 10_000, () => laptop.status.value.name !== 'online');
  await talk.send(text('not sent yet'));
  const [, other] = await tools.list();
  await tools.signOut(other?.id ?? '');
  link.mend();
  await until('another visitor', 30_000, () => laptop.me.value !== undefined && laptop.me.value.id !== phone.me.value?.id && resets() === 1);
  await isOnline(laptop);
  await shows(await laptop.openConversation({ support: true }), 'not sent yet');
  expect((await tools.list()).length).toBe(1);
});
