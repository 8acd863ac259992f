import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, spawnServer, supportConversation, visitorSession, type SpawnedServer } from './harness.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pages = {
  'index.html': 'text/html; charset=utf-8', 'foyer.js': 'text/javascript; charset=utf-8', 'assets/a.css': 'text/css; charset=utf-8',
  'assets/a.woff2': 'font/woff2', 'assets/a.svg': 'image/svg+xml', 'assets/a.unheard': 'application/octet-stream',
};

let folder: string;
let server: SpawnedServer;

/** As it is installed: the bundle, its `package.json` and the pages, and no other package. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-published-'));
  await build({ configFile: here('../../vite.config.ts'), mode: 'server', logLevel: 'warn', build: { outDir: join(folder, 'dist'), emptyOutDir: true } });
  cpSync(here('../package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'web/assets'), { recursive: true });
  for (const file of Object.keys(pages)) writeFileSync(join(folder, 'web', file), '');
  server = await spawnServer({ program: [join(folder, 'dist/main.js')] });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the published build stores what is sent, and says how it is', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const sent = await api(server, 'POST', `/conversations/${id}/messages`, { token: visitor.accessToken, body: { clientId: 'a', content: { kind: 'text', text: 'naïve 🙂' } } });
  expect(sent.status).toBe(201);
  const { body } = await api(server, 'GET', `/conversations/${id}/messages`, { token: visitor.accessToken });
  expect(JSON.stringify(body)).toContain('naïve 🙂');
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('foyer_ack_seconds');
});

test('its pages have the types that browsers need', async () => {
  for (const [file, type] of Object.entries(pages)) {
    const answer = await fetch(`${server.url}/${file === 'index.html' ? '' : file}`);
    expect([answer.status, answer.headers.get('content-type')], file).toEqual([200, type]);
  }
});

test('a body in UTF-16 is read, and one in a character set that JSON does not have is refused', async () => {
  const arrive = async (encoding: BufferEncoding, charset: string): Promise<number> => (await fetch(`${server.url}/api/v1/sessions`, {
    method: 'POST', body: new Uint8Array(Buffer.from('{"site":"demo"}', encoding)), headers: { 'content-type': `application/json; charset=${charset}` },
  })).status;
  expect([await arrive('utf16le', 'utf-16le'), await arrive('latin1', 'shift_jis'), await arrive('utf8', 'utf-99')]).toEqual([201, 400, 400]);
});

test('it keeps no code in the folder for temporary files', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'foyer-temporary-'));
  const other = await spawnServer({ program: [join(folder, 'dist/main.js')], env: { TMPDIR: temporary } });
  await other.end('SIGTERM');
  await other.stop();
  expect(existsSync(join(temporary, 'node-compile-cache'))).toBe(false);
  rmSync(temporary, { recursive: true });
});
