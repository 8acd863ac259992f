import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineOf } from '../engine.ts';
import type { Random } from './random.ts';
import { until } from './until.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const probe = new URL('server-probe.ts', import.meta.url).href;
/** A machine that is busy with other things gives a start little. */
const startsWithinMs = 60_000;
/** Tests start the server a hundred times; most of a start is compiling. */
const compileCache = join(tmpdir(), 'foyer-test-compile-cache');

export interface ServerProcessOptions {
  /** Data directory; must exist. */
  data: string;
  port: number;
  /** A program and its arguments that runs the server: `strace -o …`, `bash -c …`. */
  wrapper?: readonly string[];
  nodeArguments?: readonly string[];
  env?: Record<string, string>;
}

/**
 * A port that a server can come back to. Below the ephemeral range: a client that dials a closed ephemeral port again and again
 * ends up connected to itself and takes the port away.
 */
export async function steadyPort(random: Random): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = random.integer(12_000, 31_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => { resolve(false); });
      server.listen(port, '127.0.0.1', () => { server.close(() => { resolve(true); }); });
    });
    if (isFree) return port;
  }
  throw new Error('no free port');
}

/** The real server in a process of its own, started as an operator would, with `server-probe.ts` loaded before it. */
export class ServerProcess {
  readonly port: number;
  /** As the server's own pages would say it. */
  readonly origin: string;
  readonly #child: ChildProcess;
  #output = '';

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.origin = `http://localhost:${port}`;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => { this.#output = (this.#output + text).slice(-20_000); });
    }
  }

  /** Resolves when the server says it is ready. */
  static async start({ data, port, wrapper = [], nodeArguments = [], env = {} }: ServerProcessOptions): Promise<ServerProcess> {
    const command = [
      ...wrapper, process.execPath, '--conditions=foyer-source', '--disable-warning=ExperimentalWarning', '--expose-gc',
      '--import', probe, ...nodeArguments, main, 'start',
    ];
    const child = spawn(command[0] ?? '', command.slice(1), {
      env: {
        ...process.env, NODE_ENV: 'development', PORT: String(port), HOST: '127.0.0.1', FOYER_DATA: data, FOYER_RATE_SCALE: '0', FOYER_LOG_LEVEL: 'warn',
        ...await engineOf(data), FOYER_PUBLIC_URL: '', FOYER_SECRET: '', NODE_COMPILE_CACHE: compileCache, ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const server = new ServerProcess(child, port);
    try {
      await until('the server to be ready', startsWithinMs, () => server.hasExited || server.#output.includes('Foyer is ready on'));
      if (server.hasExited) throw new Error(`the server ended at start (${server.exitCode})`);
      return server;
    } catch (error) {
      await server.kill();
      throw new Error(`no server; it said: ${server.#output}`, { cause: error });
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server was not started');
    return this.#child.pid;
  }

  get hasExited(): boolean { return this.#child.exitCode !== null || this.#child.signalCode !== null; }
  get exitCode(): number | string | null { return this.#child.exitCode ?? this.#child.signalCode; }
  /** The way in for the first member of staff, of a server that has none. */
  get setupSecret(): string { return /#setup=(\S+)/.exec(this.#output)?.[1] ?? ''; }
  /** The end of what it wrote to stdout and stderr. */
  get output(): string { return this.#output; }
  get httpUrl(): string { return `http://127.0.0.1:${this.port}`; }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with the exit code or signal once the process is gone. */
  async exited(): Promise<number | string | null> {
    if (!this.hasExited) await once(this.#child, 'exit');
    return this.exitCode;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited();
  }

  /** Asks `server-probe.ts` in the server; see there. */
  async ask<Answer>(question: { ask: string; [detail: string]: unknown }): Promise<Answer> {
    const answer = once(this.#child, 'message');
    this.#child.send(question);
    const [value] = await answer as [Answer];
    return value;
  }

  async status(path: string): Promise<number> {
    const response = await fetch(this.httpUrl + path);
    await response.body?.cancel();
    return response.status;
  }
}
