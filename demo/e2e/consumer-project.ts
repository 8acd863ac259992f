import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const staff = { email: 'ana@shop.example', password: 'correct horse battery' };

export type App = 'plain' | 'react' | 'vue' | 'svelte';
const needs: Record<App | 'types', Record<string, string>> = {
  plain: { vite: '8.3.8', ws: '8.23.0' },
  react: { 'react': '19.3.1', 'react-dom': '19.3.1', '@vitejs/plugin-react': '6.3.0' },
  vue: { 'vue': '3.5.45', '@vitejs/plugin-vue': '6.0.11' },
  svelte: { 'svelte': '5.57.3', '@sveltejs/vite-plugin-svelte': '7.3.1' },
  types: {
    '@types/react': '19.3.0', '@types/react-dom': '19.3.0', 'preact': '11.2.0', 'solid-js': '1.9.19', 'typescript': '5.9.3', 'vue-tsc': '3.3.14', 'svelte-check': '4.7.8',
  },
};

/** Packed as npm would publish them; resolves to `name → file:` for a package.json. */
async function pack(destination: string): Promise<Record<string, string>> {
  const packages: Record<string, string> = {};
  for (const folder of ['widget', 'server']) {
    await run('npm', ['run', 'build', '-w', folder], { cwd: root });
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], { cwd: join(root, folder) });
    const [{ name, filename }] = JSON.parse(stdout) as [{ name: string; filename: string }];
    packages[name] = `file:${join(destination, filename)}`;
  }
  return packages;
}

/** Resolves when the program has printed `mark`, to all that it has printed. */
function printed(child: ChildProcess, mark: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => { reject(new Error(`Ended with ${code}: ${output}`)); });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(mark)) resolve(output);
    });
  });
}

/** A project outside the repository that has installed both packages: its apps built by Vite and served, its own server, and staff who answer. */
export class ConsumerProject {
  readonly #folder = mkdtempSync(join(tmpdir(), 'foyer-consumer-'));
  readonly #apps: readonly App[];
  readonly #children: ChildProcess[] = [];
  #pages: Server | undefined;

  constructor(apps: readonly App[]) { this.#apps = apps; }

  async install(options: { types: boolean }): Promise<void> {
    const packages = await pack(this.#folder);
    const parts = [...this.#apps, ...(options.types ? ['types' as const] : [])];
    const dependencies = Object.assign({}, packages, ...parts.map((part) => needs[part])) as Record<string, string>;
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }));
    for (const part of [...parts, 'vite.config.js', 'tsconfig.json', 'staff.mjs', 'server-side.mjs']) {
      cpSync(new URL(`./consumers/${part}`, import.meta.url), join(this.#folder, part), { recursive: true });
    }
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: this.#folder });
  }

  /** A program of the project to its end; resolves to what it has printed. */
  async node(...args: string[]): Promise<string> { return (await run(process.execPath, args, { cwd: this.#folder, encoding: 'utf8' })).stdout; }

  /** A command that a package of the project has brought. */
  async bin(name: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { stdout } = await run(join(this.#folder, 'node_modules/.bin', name), args, { cwd: this.#folder, encoding: 'utf8', env: { ...process.env, ...env } });
    return stdout;
  }

  /** Starts all; resolves to the URL below which the apps lie. */
  async start(): Promise<string> {
    const url = await this.#serve();
    const env = { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', FOYER_DATA: join(this.#folder, 'data'), FOYER_RATE_SCALE: '0', FOYER_LOG_LEVEL: 'silent' };
    await this.bin('foyer-server', ['site', 'add', 'shop', '--origin', url], env);
    await this.#withStaff(env);
    const server = /ready on (\S+)/.exec(await printed(this.#spawn('node_modules/.bin/foyer-server', ['start'], env), 'ready on'))?.[1] ?? '';
    await this.bin('vite', ['build', '--logLevel', 'warn'], { VITE_FOYER_SERVER: server });
    await printed(this.#spawn(process.execPath, ['staff.mjs', server, staff.email, staff.password], env), 'Here');
    return url;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map(async (child) => {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGKILL');
      await gone;
    }));
    this.#pages?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spawn(command: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(command, args, { cwd: this.#folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    return child;
  }

  async #withStaff(env: NodeJS.ProcessEnv): Promise<void> {
    const adding = run(join(this.#folder, 'node_modules/.bin/foyer-server'), ['staff', 'add', staff.email, '--name', 'Ana'], { cwd: this.#folder, env: { ...process.env, ...env } });
    adding.child.stdin?.end(staff.password);
    await adding;
  }

  async #serve(): Promise<string> {
    const pages = this.#pages = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      try {
        const file = readFileSync(join(this.#folder, 'dist', path.endsWith('/') ? `${path}index.html` : path));
        response.writeHead(200, { 'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream' }).end(file);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => { pages.listen(0, '127.0.0.1', resolve); });
    const address = pages.address();
    if (address === null || typeof address === 'string') throw new Error('The pages have no port.');
    return `http://localhost:${address.port}`;
  }
}
