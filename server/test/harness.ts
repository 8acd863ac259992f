import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFrameSchema, subprotocol, tokenSubprotocol, type CommandArgs, type CommandName, type CommandResult, type ServerFrame, type Session, type Snapshot } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { composeServer } from '../src/compose.ts';
import { openStore } from '../src/compose-store.ts';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/logging.ts';
import type { Clock } from '../src/services/ports.ts';
import type { Store } from '../src/store/store.ts';
import { engineOf } from './engine.ts';

export interface TestServer {
  /** Where it is reached, e.g. `http://127.0.0.1:40123`. */
  url: string;
  /** An origin its `self` sites allow. */
  origin: string;
  directory: string;
  /** Of the first member of staff. */
  setupSecret: string | undefined;
  /** The server's own store: for looking at, and for sites that no route makes. */
  store: Store;
  /** Stops it and removes its directory, unless the test brought one. */
  stop(): Promise<void>;
}

interface ServerOptions { env?: Record<string, string>; directory?: string }
interface SpawnOptions extends ServerOptions {
  /** After `start`. */
  args?: readonly string[];
  /** What Node runs; the TypeScript unless told. */
  program?: readonly string[];
}
interface InProcessOptions extends ServerOptions { webFolder?: string; clock?: Clock; store?: Store }

const quiet = { FOYER_RATE_SCALE: '0', FOYER_LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: '0' };

function workplace(directory: string | undefined): { directory: string; clear(): void } {
  if (directory !== undefined) return { directory, clear: () => {} };
  const fresh = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  return { directory: fresh, clear: () => { rmSync(fresh, { recursive: true, force: true, maxRetries: 3 }); } };
}

/** A server in this process, on a free port, with an empty directory and no rate limits. */
export async function startServer({ env = {}, directory, store: given, ...overrides }: InProcessOptions = {}): Promise<TestServer> {
  const place = workplace(directory);
  const config = readConfig({ ...quiet, ...await engineOf(place.directory), FOYER_DATA: place.directory, ...env });
  const store = given ?? await openStore(config);
  const server = composeServer(config, { ...overrides, store, logger: createLogger(config.logLevel) });
  const { port, setupUrl } = await server.start();
  const url = `http://127.0.0.1:${port}`;
  return {
    url, origin: url, directory: place.directory, store, setupSecret: setupUrl?.split('#setup=')[1],
    stop: async () => {
      await server.stop();
      place.clear();
    },
  };
}

export interface SpawnedServer {
  url: string;
  origin: string;
  directory: string;
  process: ChildProcess;
  /** Everything on stdout so far. */
  stdout(): string;
  stderr(): string;
  /** Sends the signal and resolves to the exit code, `null` when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it for good and removes its directory, unless the test brought one. */
  stop(): Promise<void>;
}

const mainFile = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const nodeArguments = ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', mainFile];

/** The server as an operator runs it, in a process of its own; resolves when it says that it is ready. */
export async function spawnServer({ env = {}, directory, args = [], program = nodeArguments }: SpawnOptions = {}): Promise<SpawnedServer> {
  const place = workplace(directory);
  const engine = await engineOf(place.directory);
  const child = spawn(process.execPath, [...program, 'start', ...args], {
    env: { ...process.env, NODE_ENV: 'development', ...quiet, ...engine, FOYER_DATA: place.directory, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err += text; });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = /Foyer is ready on \S+:(\d+)/.exec(said.out);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}: ${said.err}`)); });
  });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await exited)[0];
  };
  const url = `http://127.0.0.1:${port}`;
  return {
    url, origin: url, directory: place.directory, process: child, stdout: () => said.out, stderr: () => said.err, end,
    stop: async () => {
      await end('SIGKILL');
      place.clear();
    },
  };
}

/** Runs `foyer-server <args>` on a directory to its end. */
export async function runCli(directory: string, args: string[], input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, ...quiet, ...await engineOf(directory), FOYER_DATA: directory };
  const child = spawn(process.execPath, [...nodeArguments, ...args], { env, stdio: 'pipe' });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.stderr += text; });
  child.stdin.end(input);
  const [code] = await once(child, 'close') as [number | null];
  return { code, ...said };
}

type Place = Pick<TestServer, 'url' | 'origin'>;
export interface ApiAnswer { status: number; body: unknown; headers: Headers }

/** One request to `/api/v1`. `origin: null` sends none. */
export async function api(
  server: Place, method: string, path: string, options: { body?: unknown; token?: string; origin?: string | null } = {},
): Promise<ApiAnswer> {
  const origin = options.origin === undefined ? server.origin : options.origin;
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(options.token === undefined ? {} : { Authorization: `Bearer ${options.token}` }),
      ...(origin === null ? {} : { Origin: origin }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

async function expectStatus(answer: Promise<ApiAnswer>, ...statuses: number[]): Promise<unknown> {
  const { status, body } = await answer;
  if (!statuses.includes(status)) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** A new visitor of a site (by default `demo`), or with `identity` its customer. */
export async function visitorSession(server: Place, options: { site?: string; identity?: string; profile?: object; origin?: string } = {}): Promise<Session> {
  const { origin, ...body } = { site: 'demo', ...options };
  return await expectStatus(api(server, 'POST', '/sessions', { body, ...(origin === undefined ? {} : { origin }) }), 201) as Session;
}

export const staffPassword = 'a long enough password';

/** The first member of staff, with a session on the first site. */
export async function staffSession(server: TestServer, email = 'staff@example.org'): Promise<Session> {
  const body = { secret: server.setupSecret, email, name: 'Sam Staff', password: staffPassword };
  return await expectStatus(api(server, 'POST', '/staff/setup', { body }), 201) as Session;
}

/** The support conversation of a visitor. */
export async function supportConversation(server: Place, visitor: Session): Promise<Snapshot> {
  return await expectStatus(api(server, 'POST', '/conversations', { body: { kind: 'support' }, token: visitor.accessToken }), 200, 201) as Snapshot;
}

/** A WebSocket to `/sync` that speaks control frames, and keeps every frame it got. */
export class TestSocket {
  readonly frames: ServerFrame[] = [];
  readonly binary: Uint8Array[] = [];
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => { socket.once('close', resolve); });
    socket.on('error', () => {});
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binary.push(new Uint8Array(data));
      else this.frames.push(v.parse(serverFrameSchema, JSON.parse(data.toString())) as ServerFrame);
      for (const listener of this.#listeners) listener();
    });
  }

  static async open(server: Place, session: Pick<Session, 'accessToken'>, origin = server.origin): Promise<TestSocket> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync`, [subprotocol, tokenSubprotocol(session.accessToken)], { origin });
    const opened = new TestSocket(socket);
    await once(socket, 'open');
    return opened;
  }

  send(frame: object): void { this.#socket.send(JSON.stringify(frame)); }

  sendBinary(frame: Uint8Array): void { this.#socket.send(frame); }

  /** The first frame, past or future, that fits. */
  frame(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.frames.find(fits);
        if (!found) return;
        this.#listeners.delete(look);
        resolve(found);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Rejects with the error's code. */
  async command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandResult<N>> {
    const id = this.#nextId;
    this.#nextId += 1;
    this.send({ t: 'command', id, name, args });
    const answer = await this.frame((frame) => (frame.t === 'ok' || frame.t === 'error') && frame.id === id);
    if (answer.t === 'error') throw new Error(answer.error.code);
    return (answer as Extract<ServerFrame, { t: 'ok' }>).result as CommandResult<N>;
  }

  close(): void { this.#socket.close(); }
}
