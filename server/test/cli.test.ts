import { afterEach, expect, test } from 'vitest';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { api, runCli, spawnServer, supportConversation, visitorSession, type SpawnedServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let running: SpawnedServer | undefined;
const directory = mkdtempSync(join(tmpdir(), 'foyer-cli-'));
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(directory, { recursive: true, force: true });
});

test('stdout of a start is the way in for the first staff member, and that it is ready; SIGTERM ends with 0', async () => {
  running = await spawnServer({ directory });
  const lines = running.stdout().trim().split('\n');
  expect(lines[0]).toMatch(/^First staff member: http:\/\/localhost:\d+\/staff#setup=[A-Za-z0-9_-]{43}$/);
  expect(lines[1]).toMatch(/^Foyer is ready on http:\/\/localhost:\d+$/);
  expect((await api(running, 'POST', '/sessions', { body: { site: 'demo' } })).status).toBe(201);
  expect(await running.end('SIGTERM')).toBe(0);
  expect(running.stdout().trim().split('\n')).toHaveLength(2);
});

test('staff and sites are added beside a running server, which notices; a new link lets staff choose a new password', async () => {
  running = await spawnServer({ directory });
  const added = await runCli(directory, ['staff', 'add', 'sam@example.org', '--name', 'Sam', '--role', 'admin'], 'a long enough password\n');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect((await runCli(directory, ['staff', 'add', 'sam@example.org', '--name', 'Sam', '--link'])).code).toBe(1);
  expect((await runCli(directory, ['site', 'add', 'shop', '--origin', 'https://shop.example'])).stdout).toMatch(/[A-Za-z0-9_-]{43}/);
  const server = running;
  await expect.poll(async () => (await api(server, 'POST', '/sessions', { body: { site: 'shop' }, origin: 'https://shop.example' })).status, patiently).toBe(201);
  expect((await api(server, 'POST', '/staff/sessions', { body: { email: 'sam@example.org', password: 'a long enough password' } })).status).toBe(201);
  const printed = await runCli(directory, ['staff', 'link', 'sam@example.org']);
  const secret = /^http:\/\/localhost:\d+\/staff#setup=([A-Za-z0-9_-]{43})$/.exec(printed.stdout.trim())?.[1];
  const chosen = { email: 'sam@example.org', name: 'Sam', password: 'another long password' };
  expect((await api(server, 'POST', '/staff/setup', { body: { ...chosen, secret } })).status).toBe(201);
  expect((await api(server, 'POST', '/staff/setup', { body: { ...chosen, secret } })).status).toBe(410);
  const signIn = async (password: string) => (await api(server, 'POST', '/staff/sessions', { body: { email: 'sam@example.org', password } })).status;
  expect([await signIn('a long enough password'), await signIn('another long password')]).toEqual([401, 201]);
  expect(await runCli(directory, ['staff', 'link', 'nobody@example.org'])).toMatchObject({ code: 1, stdout: '' });
  expect((await runCli(directory, ['site', 'set', 'shop', 'retention', '30'])).code).toBe(0);
  expect((await runCli(directory, ['site', 'set', 'shop', 'retention', 'sometimes'])).code).toBe(1);
  const begin = async () => (await api(server, 'POST', '/sessions', { body: { site: 'shop' }, origin: 'https://shop.example' })).status;
  expect((await runCli(directory, ['site', 'set', 'shop', 'enabled', 'false'])).code).toBe(0);
  await expect.poll(begin, patiently).toBe(403);
  expect((await runCli(directory, ['site', 'set', 'shop', 'enabled', 'perhaps'])).code).toBe(1);
  expect((await runCli(directory, ['doctor'])).stdout).toContain('shop (disabled)');
  expect((await runCli(directory, ['site', 'set', 'shop', 'enabled', 'true'])).code).toBe(0);
  await expect.poll(begin, patiently).toBe(201);
});

test('what a site tells its visitors is set beside a running server, told with the next list, and taken back by none', async () => {
  running = await spawnServer({ directory });
  const server = running;
  const { accessToken: token } = await visitorSession(server);
  const set = (setting: string, value: string) => runCli(directory, ['site', 'set', 'demo', setting, value]);
  const told = async () => ((await api(server, 'GET', '/inbox', { token })).body as { site: object }).site;
  expect(await told()).toEqual({ direct: true });
  for (const [setting, value] of [['hours', 'Sun 10:00-14:00 Europe/Berlin'], ['links', 'Help https://shop.example/help'], ['notice', 'We move on Friday.'], ['direct', 'false']] as const) {
    expect(await set(setting, value)).toMatchObject({ code: 0, stderr: '' });
  }
  await expect.poll(told, patiently).toEqual({
    direct: false, hours: { zone: 'Europe/Berlin', open: [{ from: 9240, to: 9480 }] }, links: [{ label: 'Help', url: 'https://shop.example/help' }], notice: 'We move on Friday.',
  });
  const refused: [setting: string, value: string, said: string][] = [['hours', 'always', 'Write days'], ['links', 'Help http://shop.example', 'https://'], ['notice', 'x'.repeat(201), 'at most 200 characters; this has 201'], ['notice', ' ', 'is no value']];
  for (const [setting, value, said] of refused) {
    const { code, stderr } = await set(setting, value);
    expect([code, stderr.includes(said)], stderr).toEqual([1, true]);
  }
  for (const setting of ['hours', 'links', 'notice']) expect((await set(setting, 'none')).code).toBe(0);
  await expect.poll(told, patiently).toEqual({ direct: false });
});

test('a user is exported and erased; their device is shut out within a moment', async () => {
  running = await spawnServer({ directory });
  const server = running;
  const visitor = await visitorSession(server, { profile: { name: 'Ada Lovelace' } });
  const { id } = await supportConversation(server, visitor);
  await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: { clientId: 'a', content: { kind: 'text', text: 'a secret thing' } } });
  const exported = await runCli(directory, ['export', '--user', visitor.user.id]);
  expect(exported.stdout).toContain('Ada Lovelace');
  expect(exported.stdout).toContain('a secret thing');
  expect((await runCli(directory, ['erase', '--user', visitor.user.id])).code).toBe(0);
  await expect.poll(async () => (await api(server, 'GET', '/me', { token: visitor.accessToken })).status, patiently).toBe(401);
  expect((await runCli(directory, ['export', '--user', visitor.user.id])).stdout).not.toContain('a secret thing');
});

test('a backup of a running server brings back what it held', async () => {
  running = await spawnServer({ directory });
  const visitor = await visitorSession(running);
  const file = join(directory, 'copy.backup');
  expect((await runCli(directory, ['backup', file])).code).toBe(0);
  const late = await visitorSession(running);
  await running.end();
  expect(await runCli(directory, ['restore', file])).toMatchObject({ code: 0, stderr: '' });
  running = await spawnServer({ directory });
  expect((await api(running, 'GET', '/me', { token: visitor.accessToken })).status).toBe(200);
  expect((await api(running, 'GET', '/me', { token: late.accessToken })).status).toBe(401);
});

test('faults of the environment and of the command line are said at once, with exit code 1', async () => {
  expect(await runCli(directory, ['frobnicate'])).toMatchObject({ code: 1, stdout: '' });
  expect((await runCli(directory, ['staff', 'add', 'not-an-address', '--name', 'X'])).stderr).toContain('e-mail');
  expect((await runCli(directory, ['doctor'])).stdout).toContain('the database stores');
});

test('an older Node is told so in one line, and nothing is started', () => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.11.0' } })";
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=foyer-source', '--import', `data:text/javascript,${encodeURIComponent(pretend)}`, main, 'start'], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: 'Foyer needs Node 24 or newer; this is 22.11.0.\n' });
  // A name that its built-in modules do not have would end it at linking, before it could say anything.
  expect(readFileSync(main, 'utf8')).not.toMatch(/^import \{/m);
});
