import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { CommandArgs } from '../protocol/commands.ts';
import { FoyerError } from '../protocol/errors.ts';
import * as limits from '../protocol/limits.ts';
import { createLocks } from './locks.ts';
import { Outbox } from './outbox.ts';
import { OutboxSender } from './outbox-sender.ts';
import { MemoryOutboxStore } from './outbox-store.ts';
import { Store } from './store.ts';
import { until } from './until.ts';

type Fate = 'ok' | 'lost' | 'dropped' | 'busy' | 'forbidden';

/** A server that keeps each clientId once, behind a link on which commands and answers get lost. */
class FakeServer {
  readonly kept: { conversation: string; clientId: string; text: string }[] = [];
  inFlight = new Map<string, number>();
  mostInFlight = 0;
  #fates: Fate[];
  readonly #lastSeq = new Map<string, number>();

  constructor(fates: Fate[] = []) { this.#fates = [...fates]; }

  readonly send = async ({ conversation, clientId, content }: CommandArgs<'message.send'>): Promise<{ seq: number; at: number }> => {
    const fate = this.#fates.shift() ?? 'ok';
    this.inFlight.set(conversation, (this.inFlight.get(conversation) ?? 0) + 1);
    this.mostInFlight = Math.max(this.mostInFlight, ...this.inFlight.values());
    await Promise.resolve();
    this.inFlight.set(conversation, (this.inFlight.get(conversation) ?? 0) - 1);
    if (fate === 'lost') throw new FoyerError('timeout');
    if (fate === 'busy') throw new FoyerError('rate-limited', { retryAfterMs: 1 });
    if (fate === 'forbidden') throw new FoyerError('forbidden');
    if (!this.kept.some((message) => message.clientId === clientId)) {
      this.kept.push({ conversation, clientId, text: content.text });
      this.#lastSeq.set(conversation, (this.#lastSeq.get(conversation) ?? 0) + 1);
    }
    if (fate === 'dropped') throw new FoyerError('offline');
    return { seq: this.#lastSeq.get(conversation) ?? 0, at: 1 };
  };
}

const stops: (() => void)[] = [];
afterEach(() => { for (const stop of stops.splice(0)) stop(); });

function outboxWith(server: FakeServer, store = new MemoryOutboxStore(), clock = { now: 1_000 }) {
  const outbox = new Outbox({ store, now: () => clock.now, isOnline: () => true, announce: () => undefined });
  const isOnline = new Store(true);
  const sender = new OutboxSender({ outbox, isOnline, send: server.send, locks: createLocks(false), lockName: 'outbox', now: () => clock.now, random: () => 0 });
  stops.push(() => { sender.stop(); });
  return { outbox, sender, isOnline, clock, store };
}

const add = (outbox: Outbox, text: string, conversation = 'conversation-1') => outbox.add({ conversation, content: { kind: 'text', text } });
const allIn = (state: string) => (entries: Outbox['entries']['value']): entries is Outbox['entries']['value'] => entries.every((entry) => entry.state.name === state);

/** The waits between attempts are real in this suite unless somebody comes back online: that ends them. */
function hurry(isOnline: Store<boolean>): void {
  const timer = setInterval(() => { isOnline.set(false); isOnline.set(true); }, 1);
  stops.push(() => { clearInterval(timer); });
}

test('whatever the link loses, every message arrives once and in order in each conversation', async () => {
  const fate = fc.constantFrom<Fate>('ok', 'lost', 'dropped', 'busy');
  await fc.assert(fc.asyncProperty(fc.array(fate, { maxLength: 12 }), fc.array(fc.constantFrom('conversation-1', 'conversation-2'), { minLength: 1, maxLength: 8 }), async (fates, places) => {
    const server = new FakeServer(fates);
    const { outbox, sender, isOnline } = outboxWith(server);
    sender.start();
    hurry(isOnline);
    await Promise.all(places.map((place, index) => add(outbox, `${index}`, place)));
    await until(outbox.entries, allIn('sent'));
    for (const place of new Set(places)) {
      const wanted = places.flatMap((candidate, index) => (candidate === place ? [`${index}`] : []));
      expect(server.kept.filter(({ conversation }) => conversation === place).map(({ text }) => text)).toEqual(wanted);
    }
    expect(server.mostInFlight).toBe(1);
    for (const stop of stops.splice(0)) stop();
  }), { numRuns: 25 });
});

test('a message that is refused for good fails with its code, and the next ones go on', async () => {
  const server = new FakeServer(['forbidden']);
  const { outbox, sender } = outboxWith(server);
  await add(outbox, 'no');
  await add(outbox, 'yes');
  sender.start();
  await until(outbox.entries, (entries): entries is typeof entries => entries.every(({ state }) => state.name !== 'queued'));
  expect(outbox.entries.value.map(({ state }) => state)).toEqual([{ name: 'failed', code: 'forbidden' }, { name: 'sent', seq: 1, at: 1 }]);
});

test('a failed message goes again under the same clientId when it is asked to', async () => {
  const server = new FakeServer(['forbidden']);
  const { outbox, sender } = outboxWith(server);
  const { clientId } = await add(outbox, 'again');
  sender.start();
  await until(outbox.entries, allIn('failed'));
  await outbox.retry(clientId);
  await until(outbox.entries, allIn('sent'));
  expect(server.kept.map((message) => message.clientId)).toEqual([clientId]);
});

test('nothing is sent while there is no connection, and everything when there is one', async () => {
  const server = new FakeServer();
  const { outbox, sender, isOnline } = outboxWith(server);
  isOnline.set(false);
  sender.start();
  await add(outbox, 'later');
  expect(server.kept).toEqual([]);
  isOnline.set(true);
  await until(outbox.entries, allIn('sent'));
  expect(server.kept).toHaveLength(1);
});

test('two senders of one storage do no harm: each message is kept once and in order', async () => {
  const server = new FakeServer(['dropped', 'ok', 'dropped']);
  const store = new MemoryOutboxStore();
  const tabs = [outboxWith(server, store), outboxWith(server, store)];
  for (const text of ['1', '2', '3']) await add(tabs[0]?.outbox as Outbox, text);
  await tabs[1]?.outbox.load();
  for (const { sender, isOnline } of tabs) { sender.start(); hurry(isOnline); }
  await Promise.all(tabs.map(({ outbox }) => until(outbox.entries, allIn('sent'))));
  expect(server.kept.map(({ text }) => text)).toEqual(['1', '2', '3']);
});

test('what has waited 14 days fails where it can be seen, and is not sent', async () => {
  const server = new FakeServer();
  const { outbox, sender, clock, isOnline } = outboxWith(server);
  isOnline.set(false);
  await add(outbox, 'old');
  clock.now += limits.outboxExpiresMs + 1;
  await add(outbox, 'new');
  await outbox.load();
  sender.start();
  isOnline.set(true);
  await until(outbox.entries, (entries): entries is typeof entries => entries.every(({ state }) => state.name !== 'queued'));
  expect(outbox.entries.value.map(({ state }) => state.name)).toEqual(['failed', 'sent']);
  expect(server.kept.map(({ text }) => text)).toEqual(['new']);
});

test('a message counts as queued only once the storage has taken it', async () => {
  const store = new MemoryOutboxStore();
  const add = store.add.bind(store);
  let finish: (() => void) | undefined;
  store.add = async (entry) => { await new Promise<void>((resolve) => { finish = resolve; }); return await add(entry); };
  const { outbox } = outboxWith(new FakeServer(), store);
  const adding = outbox.add({ conversation: 'conversation-1', content: { kind: 'text', text: 'x' } });
  expect(outbox.entries.value).toEqual([]);
  finish?.();
  await adding;
  expect(outbox.entries.value).toHaveLength(1);
});

test('while the server takes no more messages of this user it is known until when', async () => {
  const server = new FakeServer(['busy']);
  const { outbox, sender, clock } = outboxWith(server);
  expect(sender.heldUntil.value).toBe(0);
  sender.start();
  await add(outbox, 'One of many');
  await until(sender.heldUntil, (at): at is number => at > 0);
  expect(sender.heldUntil.value).toBeGreaterThan(clock.now);
  await until(outbox.entries, allIn('sent'));
});

test('a lost connection holds nobody up', async () => {
  const { outbox, sender, isOnline } = outboxWith(new FakeServer(['lost']));
  sender.start();
  hurry(isOnline);
  await add(outbox, 'One');
  await until(outbox.entries, allIn('sent'));
  expect(sender.heldUntil.value).toBe(0);
});
