import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { encodeChannelFrame, type ClientFrame, type ServerFrame } from '../protocol/frames.ts';
import type { ConnectionStatus } from './api.ts';
import { Connection } from './connection.ts';
import { Store } from './store.ts';
import { until } from './until.ts';

type Handler = (frame: ClientFrame, socket: WebSocket) => void;

/** A server that does what the test says. */
class FakeServer {
  readonly sockets = new Store<readonly WebSocket[]>([]);
  readonly frames = new Store<readonly ClientFrame[]>([]);
  readonly tokens: string[] = [];
  readonly origins: (string | undefined)[] = [];
  /** What it does with a frame; every channel is granted unless the test says otherwise. */
  handle: Handler = (frame, socket) => { if (frame.t === 'open') this.say(socket, { t: 'opened', ch: frame.ch }); };
  onConnection: (socket: WebSocket) => void = () => undefined;
  url = '';
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'foyer.1' });

  async start(): Promise<this> {
    this.#server.on('connection', (socket, request) => {
      this.tokens.push(String(request.headers['sec-websocket-protocol']).split('token.')[1] ?? '');
      this.origins.push(request.headers.origin);
      socket.on('error', () => undefined);
      socket.on('message', (data: RawData, isBinary) => {
        if (isBinary) return;
        const frame = JSON.parse((data as Buffer).toString()) as ClientFrame;
        this.frames.set([...this.frames.value, frame]);
        this.handle(frame, socket);
      });
      this.onConnection(socket);
      this.sockets.set([...this.sockets.value, socket]);
    });
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  say(socket: WebSocket | undefined, frame: ServerFrame): void { socket?.send(JSON.stringify(frame)); }
  socket(index: number): Promise<readonly WebSocket[]> { return until(this.sockets, (list): list is readonly WebSocket[] => list.length > index); }

  stop(): void {
    for (const socket of this.sockets.value) socket.terminate();
    this.#server.close();
  }
}

const cleanups: (() => void)[] = [];
afterEach(() => { vi.useRealTimers(); for (const cleanup of cleanups.splice(0)) cleanup(); });

async function setUp(accessToken: (refused?: string) => Promise<string | undefined> = async () => 'token-1') {
  const server = await new FakeServer().start();
  const clock = { now: 1_000_000 };
  const connection = new Connection({
    server: server.url, accessToken, WebSocket: WebSocket as never, origin: 'https://shop.test', now: () => clock.now, random: () => 0,
  });
  cleanups.push(() => { connection.stop(); server.stop(); });
  return { server, connection, clock };
}

const named = <N extends ConnectionStatus['name']>(name: N) => (status: ConnectionStatus): status is Extract<ConnectionStatus, { name: N }> => status.name === name;
const message = { conversation: 'conversation-1', clientId: 'c1', content: { kind: 'text', text: 'hello' } } as const;

test('nothing connects before start, and the token travels beside the subprotocol with the given origin', async () => {
  const { server, connection } = await setUp();
  expect(connection.status.value).toEqual({ name: 'idle' });
  connection.start();
  expect(connection.status.value.name).toBe('connecting');
  await until(connection.status, named('online'));
  expect(server.tokens).toEqual(['token-1']);
  expect(server.origins).toEqual(['https://shop.test']);
});

test('a command gets its own answer, an error its code and the time to wait', async () => {
  const { server, connection } = await setUp();
  server.handle = (frame, socket) => {
    if (frame.t !== 'command') return;
    const isFirst = (frame.args as { clientId?: string }).clientId === 'c1';
    server.say(socket, isFirst ? { t: 'ok', id: frame.id, result: { seq: 4, at: 5 } } : { t: 'error', id: frame.id, error: { code: 'rate-limited', message: '', retryAfterMs: 800 } });
  };
  connection.start();
  await until(connection.status, named('online'));
  const both = [connection.command('message.send', message), connection.command('message.send', { ...message, clientId: 'c2' })] as const;
  await expect(both[1]).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 800 });
  expect(await both[0]).toEqual({ seq: 4, at: 5 });
});

test('a command is refused at once without a connection, and when the connection is lost under it', async () => {
  const { server, connection } = await setUp();
  await expect(connection.command('message.send', message)).rejects.toMatchObject({ code: 'offline' });
  connection.start();
  await until(connection.status, named('online'));
  server.handle = (_, socket) => { socket.terminate(); };
  await expect(connection.command('message.send', message)).rejects.toMatchObject({ code: 'offline' });
  expect(connection.status.value.name).toBe('offline');
});

test('a command that is never answered rejects with timeout', async () => {
  const { connection } = await setUp();
  connection.start();
  await until(connection.status, named('online'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = expect(connection.command('message.send', message)).rejects.toMatchObject({ code: 'timeout' });
  vi.advanceTimersByTime(20_000);
  await answer;
});

test('a lost connection is opened again by itself, and waiting channels open with it', async () => {
  const { server, connection } = await setUp();
  const told = new Store<readonly string[]>([]);
  const note = (text: string): void => { told.set([...told.value, text]); };
  connection.open('inbox', { opened: () => { note('opened'); }, message: () => undefined, closed: (code) => { note(`closed ${code}`); } });
  connection.start();
  const [first] = await server.socket(0);
  await until(told, (list): list is typeof list => list.length === 1);
  expect(server.frames.value).toEqual([{ t: 'open', ch: 1, feed: 'inbox' }]);
  first?.terminate();
  await until(connection.status, named('offline'));
  connection.open('desk', { opened: () => { note('desk opened'); }, message: () => undefined, closed: () => undefined });
  await until(connection.status, named('online'));
  await until(told, (list): list is typeof list => list.length === 3);
  expect(told.value).toEqual(['opened', 'closed 1006', 'desk opened']);
});

test('binary frames reach their channel and no other; a closed one says why', async () => {
  const { server, connection } = await setUp();
  connection.start();
  await until(connection.status, named('online'));
  const told = new Store<readonly string[]>([]);
  const note = (text: string): void => { told.set([...told.value, text]); };
  for (const feed of ['inbox', 'desk']) {
    connection.open(feed, { opened: () => { note(`${feed} opened`); }, message: (payload) => { note(`${feed} ${payload.join()}`); }, closed: (code, reason) => { note(`${feed} ${code} ${reason}`); } });
  }
  const [socket] = await server.socket(0);
  await until(told, (list): list is typeof list => list.length === 2);
  socket?.send(encodeChannelFrame(2, Uint8Array.of(7, 8)));
  server.say(socket, { t: 'closed', ch: 1, code: 4403, reason: 'forbidden' });
  socket?.send(encodeChannelFrame(1, Uint8Array.of(9)));
  server.say(socket, { t: 'pong' });
  await until(told, (list): list is typeof list => list.length === 5);
  expect(told.value.slice(2)).toEqual(['desk 7,8', 'inbox 4403 forbidden', 'desk 1,1,0']);
});

test('4401 gets one new token at once; a second 4401 without a word between ends it', async () => {
  const refusals: (string | undefined)[] = [];
  const { server, connection } = await setUp(async (refused) => { refusals.push(refused); return `token-${refusals.length}`; });
  let turn = 0;
  server.onConnection = (socket) => { turn += 1; if (turn !== 2) socket.close(4401, 'session-ended'); else server.say(socket, { t: 'pong' }); };
  connection.start();
  const sockets = await server.socket(1);
  await until(connection.status, named('online'));
  expect(refusals).toEqual([undefined, 'token-1']);
  sockets[1]?.close(4401, 'session-ended');
  await until(connection.status, named('signed-out'));
});

test('the channels of a socket that ends with its session are told of a lost line, and open again with the next token', async () => {
  const { server, connection } = await setUp();
  connection.start();
  const [socket] = await server.socket(0);
  const told = new Store<readonly string[]>([]);
  const open = (): void => {
    connection.open('inbox', {
      opened: () => { told.set([...told.value, 'opened']); }, message: () => undefined,
      closed: (code) => { told.set([...told.value, String(code)]); if (code < 4400) open(); },
    });
  };
  open();
  await until(told, (list): list is typeof list => list.length === 1);
  socket?.close(4401, 'session-ended');
  await until(told, (list): list is typeof list => list.length === 3);
  expect(told.value).toEqual(['opened', '1006', 'opened']);
});

test('other 44xx codes are final and say which; 45xx come again', async () => {
  const { server, connection } = await setUp();
  let turn = 0;
  server.onConnection = (socket) => { turn += 1; socket.close(turn === 1 ? 4503 : 4403, turn === 1 ? 'draining' : 'origin-denied'); };
  connection.start();
  expect(await until(connection.status, named('failed'))).toEqual({ name: 'failed', code: 'origin-denied' });
  expect(turn).toBe(2);
});

test('35 s of silence is a dead link, whatever the socket believes', async () => {
  const { server, connection, clock } = await setUp();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  connection.start();
  await until(connection.status, named('online'));
  clock.now += 34_000;
  vi.advanceTimersByTime(5_000);
  expect(connection.status.value.name).toBe('online');
  clock.now += 2_000;
  vi.advanceTimersByTime(5_000);
  expect(connection.status.value.name).toBe('offline');
  await server.socket(1);
});

test('a probe asks the server and takes silence for an end', async () => {
  const { server, connection } = await setUp();
  connection.start();
  await until(connection.status, named('online'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  connection.probe();
  await until(server.frames, (frames): frames is typeof frames => frames.some(({ t }) => t === 'ping'));
  vi.advanceTimersByTime(5_000);
  expect(connection.status.value.name).toBe('offline');
});

test('without a session nothing connects, and whoever signs in starts it', async () => {
  let token: string | undefined = undefined;
  const { server, connection } = await setUp(async () => token);
  connection.start();
  await until(connection.status, named('signed-out'));
  expect(server.sockets.value).toEqual([]);
  token = 'token-9';
  connection.start();
  await until(connection.status, named('online'));
  expect(server.tokens).toEqual(['token-9']);
});

test('frames that are no such thing change nothing', async () => {
  const { server, connection } = await setUp();
  connection.start();
  const [socket] = await server.socket(0);
  await until(connection.status, named('online'));
  for (const nonsense of ['', '{', '[]', '{"t":"ok"}', '{"t":"closed","ch":"x"}']) socket?.send(nonsense);
  for (const nonsense of [[], [0], [0xff, 0xff, 0xff, 0xff, 0xff]]) socket?.send(Uint8Array.from(nonsense));
  server.handle = (frame, from) => { if (frame.t === 'command') server.say(from, { t: 'ok', id: frame.id, result: {} }); };
  expect(await connection.command('message.delete', { conversation: 'conversation-1', seq: 1 })).toEqual({});
});
