import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
afterEach(() => server.stop());

function builtPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-pages-'));
  for (const inside of ['assets', 'playground']) mkdirSync(join(folder, inside));
  for (const file of ['index.html', 'staff.html', 'foyer.js', 'assets/desk-1a2b3c.js', 'playground/index.html', 'playground/stage.html']) writeFileSync(join(folder, file), file);
  return folder;
}

test('the desk is served under a policy that lets nothing inline run and nobody frame it', async () => {
  server = await startServer({ webFolder: builtPages() });
  const response = await fetch(`${server.url}/staff`);
  expect(await response.text()).toBe('staff.html');
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) expect(policy).toContain(rule);
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-powered-by')).toBeNull();
});

test('the playground and the page in it are served; they alone may speak to other servers', async () => {
  server = await startServer({ webFolder: builtPages() });
  const policyOf = async (path: string, text: string): Promise<string> => {
    const response = await fetch(server.url + path);
    expect(await response.text()).toBe(text);
    return response.headers.get('content-security-policy') ?? '';
  };
  expect(await policyOf('/', 'index.html')).toContain("connect-src 'self' ws: wss:;");
  for (const [path, text] of [['/playground', 'playground/index.html'], ['/playground/stage', 'playground/stage.html']] as const) {
    const policy = await policyOf(path, text);
    expect(policy).toContain("connect-src 'self' http: https: ws: wss:;");
    expect(policy).toContain("frame-ancestors 'self'");
  }
});

test('other sites load the script and its assets; what has a hash in its name is kept for ever', async () => {
  server = await startServer({ webFolder: builtPages() });
  const script = await fetch(`${server.url}/foyer.js`);
  expect([await script.text(), script.headers.get('access-control-allow-origin'), script.headers.get('cross-origin-resource-policy')])
    .toEqual(['foyer.js', '*', 'cross-origin']);
  expect(script.headers.get('cache-control')).not.toContain('immutable');
  const asset = await fetch(`${server.url}/assets/desk-1a2b3c.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  for (const path of ['/assets/missing.js', '/..%2f..%2fetc/passwd', '/.env']) {
    const missing = await fetch(server.url + path);
    expect([missing.status, Object.keys(await missing.json() as object)], path).toEqual([404, ['error']]);
  }
});

test('without built pages the API still runs', async () => {
  server = await startServer({ webFolder: join(tmpdir(), 'no-such-folder') });
  expect((await fetch(`${server.url}/staff`)).status).toBe(404);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});
