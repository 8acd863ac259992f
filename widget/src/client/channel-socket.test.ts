import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import * as v from 'valibot';
import { channelServer, createChannelSocket } from './channel-socket.ts';
import type { Channels } from './channel-table.ts';
import { FakeFeed } from './fake-feed.ts';
import { Feed } from './feed.ts';
import { Store } from './store.ts';
import { until } from './until.ts';

const cleanups: (() => void)[] = [];
afterEach(() => { for (const cleanup of cleanups.splice(0)) cleanup(); });

function providerOf(server: FakeFeed): { provider: WebsocketProvider; doc: Doc } {
  const doc = new Doc();
  const provider = new WebsocketProvider(channelServer, 'conversation/abcdefgh', doc, { WebSocketPolyfill: createChannelSocket(server), disableBc: true });
  cleanups.push(() => { provider.destroy(); doc.destroy(); });
  return { provider, doc };
}

const synced = (provider: WebsocketProvider): Promise<void> => new Promise((resolve) => {
  provider.on('sync', (isSynced) => { if (isSynced) resolve(); });
});

function feedOf(server: FakeFeed): { entries: Store<readonly number[]>; refused: Store<string | undefined>; typing: Store<readonly string[]>; feed: Feed<v.GenericSchema<number>>; syncs: Store<number> } {
  const entries = new Store<readonly number[]>([]);
  const refused = new Store<string | undefined>(undefined);
  const typing = new Store<readonly string[]>([]);
  const syncs = new Store(0);
  const feed = new Feed({
    name: 'inbox', schema: v.number() as v.GenericSchema<number>, channels: server, now: () => 0, random: () => 0,
    events: {
      entries: (list) => { entries.set([...entries.value, ...list]); },
      synced: () => { syncs.set(syncs.value + 1); },
      typing: (states) => { typing.set(states.map(({ user }) => user)); },
      refused: ({ code }) => { refused.set(code); },
    },
  });
  cleanups.push(() => { feed.close(); });
  return { entries, refused, typing, feed, syncs };
}

test('the stock provider reads a feed over a channel, named as it was asked', async () => {
  const server = new FakeFeed();
  server.append({ v: 1 });
  const { provider, doc } = providerOf(server);
  expect(provider.wsconnected).toBe(false);
  await synced(provider);
  expect(server.opens).toEqual(['conversation/abcdefgh']);
  expect(doc.getArray('log').toJSON()).toEqual([{ v: 1 }]);
  server.append({ v: 2 });
  expect(doc.getArray('log').toJSON()).toEqual([{ v: 1 }, { v: 2 }]);
});

test('a close code of the server reaches the provider: 44xx is final, anything else is tried again', async () => {
  const server = new FakeFeed();
  const { provider } = providerOf(server);
  await synced(provider);
  const again = synced(provider);
  server.end(4503);
  await again;
  const closed = new Promise<number>((resolve) => { provider.on('closed', ({ code }) => { resolve(code); }); });
  server.end(4403);
  expect(await closed).toBe(4403);
  expect(server.opens).toHaveLength(2);
});

test('the frame that keeps the watchdog quiet changes nothing', async () => {
  const server = new FakeFeed();
  const { provider, doc } = providerOf(server);
  await synced(provider);
  const before = provider.awareness.getStates().size;
  server.send([1, 1, 0]);
  expect(provider.awareness.getStates().size).toBe(before);
  expect(doc.getArray('log').length).toBe(0);
});

test('a feed hands out each new entry once, in order, over lost channels too', async () => {
  const server = new FakeFeed();
  server.append(1, 2);
  const { entries, syncs } = feedOf(server);
  await until(syncs, (count): count is number => count === 1);
  server.append(3);
  server.end(1006);
  server.append(4);
  await until(syncs, (count): count is number => count === 2);
  expect(entries.value).toEqual([1, 2, 3, 4]);
});

test('entries that are no such thing are left out', async () => {
  const server = new FakeFeed();
  server.append(1, 'two', { three: 3 }, 4);
  const { entries, syncs } = feedOf(server);
  await until(syncs, (count): count is number => count === 1);
  expect(entries.value).toEqual([1, 4]);
});

test('on a stale epoch the copy is thrown away and the feed joined again, without a byte of the old one', async () => {
  const server = new FakeFeed();
  server.append(1, 2);
  const { entries, syncs, refused } = feedOf(server);
  await until(syncs, (count): count is number => count === 1);
  server.doc = new Doc();
  server.end(4410);
  server.append(7);
  await until(syncs, (count): count is number => count === 2);
  expect(entries.value).toEqual([1, 2, 7]);
  expect(refused.value).toBeUndefined();
  expect(server.heard.filter(([type, kind]) => type === 0 && kind === 0).at(-1)).toEqual([0, 0, 1, 0]);
});

test('a feed that is refused says so once and does not ask again', async () => {
  const server = new FakeFeed();
  server.refuseWith = 4404;
  const { refused } = feedOf(server);
  expect(await until(refused, (code): code is string => code !== undefined)).toBe('not-found');
  expect(server.opens).toHaveLength(1);
});

test('nothing is said about typing until somebody types, and others are heard by their name', async () => {
  const server = new FakeFeed();
  const { feed, syncs, typing } = feedOf(server);
  await until(syncs, (count): count is number => count === 1);
  expect(server.heard.filter(([type]) => type === 1)).toEqual([]);
  feed.setTyping('text');
  const said = server.heard.filter(([type]) => type === 1);
  expect(said).toHaveLength(1);
  expect(String.fromCharCode(...(said[0] ?? []))).toContain('{"typing":"text"}');
  const state = JSON.stringify({ user: 'user-other', typing: 'text' });
  const update = [1, 99, 1, state.length, ...new TextEncoder().encode(state)];
  server.send([1, update.length, ...update]);
  expect(typing.value).toEqual(['user-other']);
});

test('any split of a log into updates and reconnects yields the log', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ entries: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), drop: fc.boolean() }), { minLength: 1, maxLength: 5 }), async (steps) => {
    const server = new FakeFeed();
    const { entries, syncs, feed } = feedOf(server);
    for (const { entries: batch, drop } of steps) {
      const round = syncs.value;
      if (drop && round > 0) server.end(1006);
      server.append(...batch);
      feed.connect();
      if (drop || round === 0) await until(syncs, (count): count is number => count > round);
    }
    expect(entries.value).toEqual(steps.flatMap((step) => step.entries));
    feed.close();
  }), { numRuns: 30 });
});

test('a reader that cannot take in what comes loses its channel, as with a stale epoch', () => {
  const ended: number[] = [];
  let hear: ((data: Uint8Array) => void) | undefined;
  let isOpen = true;
  const channels: Channels = {
    open: (_feed, { message }) => {
      hear = message;
      return { send: () => {}, close: () => { isOpen = false; } };
    },
  };
  const socket = new (createChannelSocket(channels))(`${channelServer}/inbox`);
  Object.assign(socket, {
    onmessage: () => { throw new Error('not to be added'); },
    onclose: ({ code }: { code: number }) => { ended.push(code); },
  });
  hear?.(Uint8Array.of(0));
  expect(ended).toEqual([4410]);
  expect(isOpen).toBe(false);
});
