import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FoyerChat } from '@foyer-chat/widget';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

/** The server as it is published, which starts in a fraction of the time that its sources take. The seed is TypeScript, and has the client of the repository. */
const program = ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))];

export interface FoyerServer {
  url: string;
  /** The link of the first start. */
  setupUrl: string;
  /** Where it keeps its data. */
  directory: string;
  /** Ends it as a crash would; `start` again brings it back on the same port with the same data. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Another member of the team, by the command line. */
  addStaff(person: { name: string; email: string; password: string }): void;
  /** A command of the command line, beside the running server, which notices within about a second. What it prints. */
  run(...args: string[]): string;
}

/** The real server, with a folder of its own. */
export async function launch(...options: string[]): Promise<FoyerServer & { stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-e2e-'));
  // One without any limits is taken for one under a load test, and gets no content.
  const rateScale = options.includes('--seed') ? '1000' : '0';
  let child: ChildProcess | undefined;
  const run = (args: readonly string[], input = ''): string => execFileSync(process.execPath, [...program, ...args], {
    env: { ...process.env, FOYER_DATA: directory, FOYER_LOG_LEVEL: 'silent' }, input, stdio: ['pipe', 'pipe', 'inherit'], encoding: 'utf8',
  });
  const server = {
    url: '', setupUrl: '', directory,
    async start(): Promise<void> {
      const port = server.url === '' ? '0' : new URL(server.url).port;
      const started = spawn(process.execPath, [...program, 'start', ...options], {
        env: { ...process.env, NODE_ENV: 'development', PORT: port, FOYER_DATA: directory, FOYER_RATE_SCALE: rateScale, FOYER_LOG_LEVEL: 'silent' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      let output = '';
      await new Promise<void>((resolve, reject) => {
        started.once('exit', (code) => { reject(new Error(`The server ended with ${code}: ${output}`)); });
        started.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (output.includes('Foyer is ready on')) resolve();
        });
      });
      server.url = /Foyer is ready on (\S+)/.exec(output)?.[1] ?? '';
      server.setupUrl = /First staff member: (\S+)/.exec(output)?.[1] ?? server.setupUrl;
    },
    run(...args: string[]): string { return run(args); },
    addStaff({ name, email, password }: { name: string; email: string; password: string }): void { run(['staff', 'add', email, '--name', name], password); },
    async kill(): Promise<void> {
      const dying = child;
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
      const gone = new Promise((resolve) => { dying.once('exit', resolve); });
      dying.kill('SIGKILL');
      await gone;
    },
    async stop(): Promise<void> {
      await server.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

declare global {
  interface Window { foyer: (method: string, ...args: unknown[]) => Promise<unknown> }
  interface HTMLElementTagNameMap { 'foyer-chat': FoyerChat }
}

export const staff = { name: 'Ana Kovač', email: 'ana@shop.example', password: 'correct horse battery' };

/** A visitor's page with the chat open. */
export async function openChat(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeEnabled();
}

export async function send(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
}

/** Uses the link of the first start. */
export async function setUpDesk(page: Page, server: FoyerServer): Promise<void> {
  await page.goto(server.setupUrl);
  await page.getByRole('textbox', { name: 'Name' }).fill(staff.name);
  await page.getByRole('textbox', { name: 'Email' }).fill(staff.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(staff.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
}

export async function signIn(page: Page, url: string, password = staff.password, email = staff.email): Promise<void> {
  await page.goto(`${url}/staff`);
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The texts of a thread, top to bottom. */
export const texts = (page: Page) => page.getByRole('log', { name: 'Messages' }).locator('[data-seq] [dir=auto]');

interface Fixtures {
  server: FoyerServer;
  visitor: Page;
  /** The desk, signed in, in a browser profile of its own. */
  desk: Page;
  visitorContext: BrowserContext;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await launch();
    await use(server);
    await server.stop();
  },
  visitorContext: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(context);
    await context.close();
  },
  visitor: async ({ visitorContext }, use) => { await use(await visitorContext.newPage()); },
  desk: async ({ browser, server }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await setUpDesk(page, server);
    await use(page);
    await context.close();
  },
});

export { expect };
