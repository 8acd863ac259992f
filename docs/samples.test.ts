import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change, Message, Session, Summary } from '@foyer-chat/widget/protocol';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { api, runCli, spawnServer, supportConversation, TestSocket, visitorSession, type SpawnedServer } from '../server/test/harness.ts';
import { readFrame } from './samples/feed-bytes.js';

/* The samples that the pages show, run as a reader would run them, against a real server. */

const sample = (name: string): string => fileURLToPath(new URL(`samples/${name}`, import.meta.url));
const here = mkdtempSync(join(tmpdir(), 'foyer-samples-'));
/** A loaded machine takes its time. */
const patiently = { timeout: 30_000 };
const visitorText = (text: string) => ({ clientId: text.replaceAll(/\W/g, '-'), content: { kind: 'text', text } });

let server: SpawnedServer;
let siteSecret: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  server = await spawnServer();
  const added = await runCli(server.directory, ['site', 'add', 'shop', '--origin', 'https://www.example.org']);
  siteSecret = added.stdout.trim().split('\n').at(-1) ?? '';
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

afterAll(async () => {
  await server.stop();
  rmSync(here, { recursive: true, force: true });
});

interface Run { said(): string; failed(): string; ended: Promise<number | null> }

/** Starts a sample with the interpreter that its reader would take. */
function start(command: string, args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(command, args, { cwd: here, env: { ...process.env, CHAT_SERVER: server.url, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err += text; });
  return { said: () => said.out, failed: () => said.err, ended: once(child, 'close').then(([code]) => code as number | null) };
}

async function runToEnd(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const run = start(command, args, env);
  expect([await run.ended, run.failed()]).toEqual([0, '']);
  return run.said();
}

const isLong = process.env['FOYER_LONG'] !== undefined;

const node = (name: string): string[] => ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', sample(name)];

async function customerBy(identity: string): Promise<Session['user']> {
  return (await visitorSession(server, { site: 'shop', identity, origin: 'https://www.example.org' })).user;
}

const signers = [
  { language: 'Node', probe: [process.execPath, '--version'], command: [process.execPath, ...node('sign.js')] },
  { language: 'Python', probe: ['python3', '--version'], command: ['python3', sample('sign.py')] },
  { language: 'PHP', probe: ['php', '--version'], command: ['php', sample('sign.php')] },
  { language: 'Ruby', probe: ['ruby', '--version'], command: ['ruby', sample('sign.rb')] },
  { language: 'Go', probe: ['go', 'version'], command: ['go', 'run', sample('sign.go')] },
];

/** What the set-up of the tests installs, short and long. */
const languages = ['Node', 'Python', 'PHP', 'Ruby', ...(isLong ? ['Go'] : [])];

test('the tokens that the samples sign, in every language that is installed here, make one and the same customer', async () => {
  const signed: string[] = [];
  const ids = new Set<string>();
  for (const { language, probe: [probe = '', ...flags], command: [command = '', ...args] } of signers) {
    if (spawnSync(probe, flags).status !== 0) continue;
    const token = (await runToEnd(command, args, { CHAT_SECRET: siteSecret, GOCACHE: join(here, 'go') })).trim();
    const customer = await customerBy(token);
    expect([customer.kind, customer.name, customer.email], language).toEqual(['customer', 'Ana Kovač', 'ana@example.org']);
    ids.add(customer.id);
    signed.push(language);
  }
  expect(ids.size).toBe(1);
  expect(signed).toEqual(expect.arrayContaining(languages));
});

test('with a key pair made as shown, the token is taken and the secret signs nothing any more', async () => {
  expect(await start('bash', ['-e', sample('keys.sh')]).ended).toBe(0);
  const bySecret = (await runToEnd(process.execPath, node('sign.js'), { CHAT_SECRET: siteSecret })).trim();
  const set = await runCli(server.directory, ['site', 'set', 'shop', 'public-key', join(here, 'site-public.pem')]);
  expect(set.code, set.stderr).toBe(0);
  const token = (await runToEnd(process.execPath, node('sign-key.js'), { CHAT_KEY_FILE: join(here, 'site-private.pem') })).trim();
  const statusOf = async (identity: string) => (await api(server, 'POST', '/sessions', { body: { site: 'shop', identity }, origin: null })).status;
  await expect.poll(() => statusOf(token), patiently).toBe(201);
  expect(await statusOf(bySecret)).toBe(401);
});

test('the sample with curl prints the message and the page that holds it', async () => {
  const said = await runToEnd('bash', [sample('http.sh')]);
  expect(said).toMatch(/^\{"seq":1,"clientId":"1".*"text":"Hello"\}\}\{"messages":\[\{"seq":1,.*\]\}$/);
});

test('the sample of the headless client sends and shows its message until it is sent', async () => {
  const said = (await runToEnd(process.execPath, node('headless.ts'))).trim().split('\n');
  expect(said[0]).toBe('queued Hello');
  expect(said).toContain('sent Hello');
});

test('the stock provider reads what is written, as plain JSON', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const reader = start(process.execPath, node('stock-provider.ts'), { CHAT_TOKEN: visitor.accessToken, CHAT_CONVERSATION: id });
  await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: visitorText('Read me') });
  await expect.poll(() => reader.said(), patiently).toContain('"text":"Read me"');
  expect(reader.failed()).toBe('');
});

test('the client of another make sends a message and reads it in the feed, without Yjs', async () => {
  const said = (await runToEnd(process.execPath, node('plain-client.js'))).trim().split('\n');
  expect(said.toSorted()).toEqual(['1 me: Hello', 'stored as message 1']);
});

test('the client of another make catches up with what was written before it came', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  for (const text of ['one', 'two', 'three']) await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: visitorText(text) });
  const socket = await TestSocket.open(server, visitor);
  socket.send({ t: 'open', ch: 1, feed: `conversation/${id}` });
  await socket.frame(({ t }) => t === 'opened');
  socket.sendBinary(Uint8Array.of(1, 0, 0, 1, 0));
  const messages = () => (socket.binary.flatMap((frame) => readFrame(frame).entries) as Change[]).flatMap((change) => (change.kind === 'message' ? [change.message] : []));
  await expect.poll(messages, patiently).toHaveLength(3);
  socket.close();
  const { body } = await api(server, 'GET', `/conversations/${id}/messages`, { token: visitor.accessToken });
  expect(messages()).toEqual((body as { messages: Message[] }).messages);
});

test('the bot answers the question it knows, once, and leaves the others to people', async () => {
  const password = 'a long enough password';
  await runCli(server.directory, ['staff', 'add', 'bot@example.org', '--name', 'Opening hours', '--site', 'demo'], `${password}\n`);
  const [asking, other] = await Promise.all(['Ana', 'Ben'].map(async (name) => {
    const visitor = await visitorSession(server, { profile: { name } });
    return { visitor, id: (await supportConversation(server, visitor)).id };
  }));
  if (!asking || !other) throw new Error('two visitors');
  const write = ({ visitor, id }: typeof asking, text: string) =>
    api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: visitorText(text) });
  await write(other, 'My parcel is late');
  await write(asking, 'When are you open?');
  const bot = start(process.execPath, node('bot.js'), { BOT_EMAIL: 'bot@example.org', BOT_PASSWORD: password });
  const textsOf = async ({ visitor, id }: typeof asking) => {
    const { body } = await api(server, 'GET', `/conversations/${id}/messages`, { token: visitor.accessToken });
    return (body as { messages: { content: { text: string } }[] }).messages.map(({ content }) => content.text);
  };
  await expect.poll(() => textsOf(asking), patiently).toHaveLength(2);
  await write(asking, 'Thank you, and the hours on Sunday?');
  await expect.poll(() => textsOf(asking), patiently).toHaveLength(4);
  expect(await textsOf(other)).toEqual(['My parcel is late']);
  const { body } = await api(server, 'GET', '/inbox', { token: other.visitor.accessToken });
  expect((body as { conversations: Summary[] }).conversations[0]?.watermarks.readSeq).toBe(0);
  expect(bot.failed()).toBe('');
});

/** Each with the sample under the name that its program expects, and with paths that exist here. */
const configurations = [
  { program: 'systemd-analyze', files: ['foyer.service', 'foyer-backup.service', 'foyer-backup.timer'], check: (folder: string) => ['verify', ...['foyer.service', 'foyer-backup.service', 'foyer-backup.timer'].map((file) => join(folder, file))] },
  { program: 'promtool', files: ['prometheus.yml', 'alerts.yml'], check: (folder: string) => ['check', 'config', join(folder, 'prometheus.yml')] },
  { program: 'caddy', files: ['Caddyfile'], check: (folder: string) => ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')] },
  { program: 'caddy', files: ['Caddyfile.compose'], check: (folder: string) => ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile.compose')] },
  { program: 'sh', files: ['foyer-server.sh'], check: (folder: string) => ['-n', join(folder, 'foyer-server.sh')] },
];

test('configurations are accepted by the programs that are installed here', () => {
  const checked = new Set<string>();
  for (const { program, files, check } of configurations) {
    for (const file of files) {
      writeFileSync(join(here, file), readFileSync(sample(file), 'utf8').replaceAll('/opt/foyer', fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')));
    }
    const { status, error, stderr, stdout } = spawnSync(program, check(here), { encoding: 'utf8' });
    if (error) continue;
    expect([status, status === 0 ? '' : stdout + stderr], program).toEqual([0, '']);
    checked.add(program);
  }
  expect([...checked]).toEqual(expect.arrayContaining(['sh', ...(isLong ? ['caddy', 'promtool'] : [])]));
});
