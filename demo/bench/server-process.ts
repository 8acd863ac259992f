import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const fromTypeScript = ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning'];

/** What to run: the product as it is in the repository, as it is published, or the yardstick. */
export const programs = {
  source: [...fromTypeScript, fileAt('../../server/src/main.ts'), 'start'],
  published: [fileAt('../../server/dist/main.js'), 'start'],
  relay: [...fromTypeScript, fileAt('./relay.ts')],
} as const;

/** The server, or the yardstick, alone on the first core; the load has the other. */
export class ServerProcess {
  readonly #directory = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  readonly #program: readonly string[];
  #child: ChildProcess | undefined;
  url = '';

  constructor(program: readonly string[] = programs.source) { this.#program = program; }

  get pid(): number { return this.#child?.pid ?? 0; }

  /** Starts it, again after `kill` on the same data and where its clients look for it. */
  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const child = spawn('taskset', ['-c', '0', process.execPath, ...this.#program], {
      env: { ...process.env, NODE_ENV: 'development', PORT: port, FOYER_DATA: this.#directory, FOYER_RATE_SCALE: '0', FOYER_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.url = await new Promise((resolve, reject) => {
      let output = '';
      child.once('exit', (code) => { reject(new Error(`The server ended with ${code}: ${output}`)); });
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const port = /ready on \S+:(\d+)/.exec(output)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
    });
  }

  /** `kill -9`: it gets no chance to write anything more. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs `use` with a server of its own. */
export async function withServer<T>(program: readonly string[], use: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = new ServerProcess(program);
  try {
    await server.start();
    return await use(server);
  } finally {
    await server.stop();
  }
}
