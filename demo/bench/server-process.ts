import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const mainFile = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const ticksPerSecond = 100;

/** The server, or the yardstick, alone on the first core; the load has the other. */
export class ServerProcess {
  readonly directory = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  readonly #script: readonly string[];
  #child: ChildProcess | undefined;
  url = '';

  constructor(script: readonly string[] = [mainFile, 'start']) { this.#script = script; }

  async start(): Promise<void> {
    const child = spawn('taskset', ['-c', '0', process.execPath, '--conditions=foyer-source', '--disable-warning=ExperimentalWarning', ...this.#script], {
      env: { ...process.env, NODE_ENV: 'development', PORT: '0', FOYER_DATA: this.directory, FOYER_RATE_SCALE: '0', FOYER_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.url = await new Promise((resolve, reject) => {
      let output = '';
      child.once('exit', (code) => { reject(new Error(`The server ended with ${code}: ${output}`)); });
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const url = /ready on (\S+)/.exec(output)?.[1];
        if (url) resolve(url);
      });
    });
  }

  /** CPU that all its threads have used, µs. */
  cpuUs(): number {
    const fields = readFileSync(`/proc/${this.#child?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
  }

  rssBytes(): number { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024; }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
