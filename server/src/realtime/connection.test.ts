import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { commands, conversationFeed, FoyerError, limits, type ServerFrame } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { messageChange, sessionOf } from '../../test/gateway-stage.ts';
import { FeedRegistry } from '../feeds/feed-registry.ts';
import type { CommandRunner, FeedTarget, RateGate } from '../services/ports.ts';
import { CommandGuard } from './command-guard.ts';
import { Connection } from './connection.ts';
import { Flusher } from './wire.ts';

const target: FeedTarget & { kind: 'conversation' } = { kind: 'conversation', id: 1, uid: 'conversation-1' };
const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** A connection whose other end takes bytes, or lets them wait. */
function connection(options: { isReading?: boolean; maxCommands?: number; run?: CommandRunner['run']; rates?: RateGate } = {}) {
  const written: Buffer[] = [];
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => { written.push(chunk); if (options.isReading !== false) done(); },
  });
  const said: string[] = [];
  const faults: string[] = [];
  const ws = {
    close: (code: number) => { said.push(`close ${code}`); }, terminate: () => { said.push('terminate'); },
    pause: () => { said.push('pause'); }, resume: () => { said.push('resume'); },
  } as unknown as WebSocket;
  const feeds = new FeedRegistry({ recentChanges: () => Promise.resolve([]), logger: { warn: () => {} } });
  feeds.stop();
  let drops = 0;
  const made = new Connection({ session: sessionOf(1), network: '127.0.0.1', ws, socket }, {
    feeds, flusher: new Flusher(), guard: new CommandGuard(options.maxCommands ?? 1_000), logger: { error: (_fields, message) => { faults.push(message); } },
    rooms: { open: () => Promise.resolve(target), listsOf: () => [], recentChanges: () => Promise.resolve([]), connected: () => {}, disconnected: () => {} },
    commands: { run: options.run ?? (() => Promise.resolve({}) as never) }, rates: options.rates ?? { take: () => {} }, onSlowReader: () => { drops += 1; },
  }, false);
  return {
    made, feeds, socket, said, faults, written,
    drops: () => drops,
    say: (frame: unknown) => { made.receive(Buffer.from(JSON.stringify(frame)), false); },
    heard: () => Buffer.concat(written).toString('latin1').match(/\{"t":.*?\}(?=[\x80-\xff]|$)/gs)?.map((text) => JSON.parse(text) as ServerFrame) ?? [],
  };
}

const command = (id: number) => ({ t: 'command', id, name: 'receipt.read', args: { conversation: 'conversation-1', seq: id + 1 } });

test('commands of a socket start in the order they came; with 64 under way it is not read until one is done', async () => {
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const { say, said } = connection({
    run: (_session, _name, args) => {
      started.push((args as { seq: number }).seq);
      return new Promise<void>((resolve) => { finish.push(resolve); }) as never;
    },
  });
  for (let id = 0; id < 63; id += 1) say(command(id));
  expect(said).toEqual([]);
  say(command(63));
  expect(said).toEqual(['pause']);
  finish[0]?.();
  await nextTurn();
  expect(said).toEqual(['pause', 'resume']);
  expect(started).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
});

test('with too many commands under way in the process, one more is refused at once with a time to wait', async () => {
  const { say, heard } = connection({ maxCommands: 1, run: () => new Promise(() => {}) });
  say(command(1));
  say(command(2));
  await nextTurn();
  expect(heard()).toMatchObject([{ t: 'error', id: 2, error: { code: 'overloaded', retryAfterMs: expect.any(Number) as number } }]);
});

test('all frames of a turn are one write', async () => {
  const { say, written, heard } = connection();
  for (let index = 0; index < 5; index += 1) say({ t: 'ping' });
  await nextTurn();
  expect(written).toHaveLength(1);
  expect(heard()).toEqual(Array.from({ length: 5 }, () => ({ t: 'pong' })));
});

test.each([
  ['control frames', (each: ReturnType<typeof connection>) => { each.say(command(1)); }],
  ['pings', (each: ReturnType<typeof connection>) => { each.made.ping(Buffer.alloc(125)); }],
])('a client that reads nothing and goes on with %s loses its socket at 4 MiB', async (_kind, ask) => {
  const each = connection({ isReading: false, run: () => Promise.resolve({ padding: 'x'.repeat(60_000) }) as never });
  for (let index = 0; index < 40_000 && each.said.every((word) => !word.startsWith('close')); index += 1) {
    ask(each);
    if (index % 64 === 0) await nextTurn();
  }
  expect(each.said).toContain('close 4513');
  expect(each.drops()).toBe(1);
  expect(each.socket.writableLength).toBeLessThan(limits.slowReaderCloseBytes + 64 * 61_000);
});

test('a reader with more than 1 MiB unread loses the channel and keeps the socket', async () => {
  const { say, feeds, socket, said, drops } = connection({ isReading: false });
  say({ t: 'open', ch: 1, feed: conversationFeed('conversation-1') });
  await nextTurn();
  for (let v = 1; v <= 200; v += 1) {
    feeds.conversation(target, [messageChange(v, 'x'.repeat(limits.textMaxBytes))]);
    await nextTurn();
  }
  expect(socket.writableLength).toBeGreaterThan(limits.slowReaderPauseBytes);
  expect(socket.writableLength).toBeLessThan(limits.slowReaderPauseBytes + 3 * limits.textMaxBytes);
  expect([said, drops()]).toEqual([[], 1]);
});

test('nothing follows the close frame', async () => {
  const { say, made, feeds, written } = connection();
  say({ t: 'open', ch: 1, feed: conversationFeed('conversation-1') });
  await nextTurn();
  made.close('draining');
  const before = written.length;
  feeds.conversation(target, [messageChange(1)]);
  made.heartbeat();
  made.ping(Buffer.alloc(1));
  await nextTurn();
  expect(written).toHaveLength(before);
});

test('a feed that is asked for too often is to be asked for later: 4429 would be final for a provider', async () => {
  const { say, heard } = connection({ rates: { take: (action) => { if (action === 'read') throw new FoyerError('rate-limited', { retryAfterMs: 50 }); } } });
  say({ t: 'open', ch: 1, feed: conversationFeed(target.uid) });
  await nextTurn();
  await nextTurn();
  expect(heard()).toEqual([{ t: 'closed', ch: 1, code: 4503, reason: 'overloaded' }]);
});

test('a socket from which nothing came for four beats is ended; any word of it counts', () => {
  const { say, made, said } = connection();
  const beats = (count: number) => { for (let index = 0; index < count; index += 1) made.heartbeat(); };
  beats(4);
  made.pong();
  beats(4);
  say({ t: 'ping' });
  beats(4);
  expect(said).toEqual([]);
  beats(1);
  expect(said).toEqual(['terminate']);
});

/** Frames as an attacker would make them: right ones, right ones with a byte changed or cut off, and noise. */
const id = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.double(), fc.jsonValue());
const control = fc.oneof(
  fc.record({ t: fc.constant('open'), ch: id, feed: fc.oneof(fc.constantFrom('inbox', 'desk', conversationFeed('conversation-1'), 'conversation/__proto__'), fc.string()) }),
  fc.record({ t: fc.constant('close'), ch: id }),
  fc.record({ t: fc.constant('command'), id, name: fc.oneof(fc.constantFrom(...Object.keys(commands), '__proto__', 'constructor'), fc.string()), args: fc.jsonValue() }),
  fc.jsonValue(),
).map((frame) => ({ bytes: Buffer.from(JSON.stringify(frame)), isBinary: false }));
const channelBytes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.oneof(
  fc.tuple(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 60 })).map(([type, step, rest]) => [type, step, rest.length, ...rest]),
  fc.tuple(fc.constant(1), fc.uint8Array({ maxLength: 300 })).map(([type, rest]) => [type, rest.length & 0x7f, ...rest]),
  fc.uint8Array({ maxLength: 30 }).map((rest) => [...rest]),
)).map(([channel, rest]) => ({ bytes: Buffer.from([channel, ...rest]), isBinary: true }));
const noise = fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.boolean()).map(([bytes, isBinary]) => ({ bytes: Buffer.from(bytes), isBinary }));
const mutated = fc.tuple(fc.oneof(control, channelBytes), fc.nat(), fc.nat({ max: 255 }), fc.boolean()).map(([{ bytes, isBinary }, at, value, isCut]) => {
  const changed = Buffer.from(isCut ? bytes.subarray(0, at % (bytes.length + 1)) : bytes);
  if (changed.length > 0) changed[at % changed.length] = value;
  return { bytes: changed, isBinary };
});

test('no frame whatever is a fault of ours or takes long', async () => {
  let longestMs = 0;
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(control, channelBytes, mutated, noise), { minLength: 4, maxLength: 4 }), async (frames) => {
    const { made, say, faults } = connection();
    say({ t: 'open', ch: 1, feed: conversationFeed('conversation-1') });
    await nextTurn();
    for (const { bytes, isBinary } of frames) {
      const startedAt = performance.now();
      made.receive(bytes, isBinary);
      longestMs = Math.max(longestMs, performance.now() - startedAt);
    }
    await nextTurn();
    expect(faults).toEqual([]);
  }), { numRuns: 2_500, seed: 20_260_101 });
  expect(longestMs).toBeLessThan(100);
});
