import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';

/** What the page asks of the server beyond its own files. */
function requestsOf(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => { seen.push(new URL(request.url()).pathname); });
  page.on('websocket', (socket) => { seen.push(new URL(socket.url()).pathname); });
  return seen;
}
/** A page with nothing on it but the elements. */
async function gotoBlank(page: Page, url: string): Promise<void> {
  await mayReachServer(page);
  await page.route(`${url}/blank`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><title>Blank</title><body></body></html>' }));
  await page.goto(`${url}/blank`);
}
/** Chromium takes a page that a test answers for one of the public internet, which may not speak to this machine unasked. */
const mayReachServer = (page: Page): Promise<void> => page.context().grantPermissions(['local-network-access']);
const isOfChat = (path: string): boolean => /foyer-chat|\/api\/|\/sync/.test(path);

test('a script tag fetches nothing but itself before somebody turns to the chat, whatever the page says for later', async ({ server, visitor }) => {
  const requests = requestsOf(visitor);
  await visitor.goto(server.url, { waitUntil: 'networkidle' });
  await visitor.evaluate(() => {
    void window.foyer('identify', { token: 'not.yet.used' });
    void window.foyer('ready');
    void window.foyer('setScheme', 'dark');
    void window.foyer('hide');
  });
  await expect(visitor.getByRole('button', { name: 'Open chat' })).not.toBeAttached();
  await visitor.evaluate(() => window.foyer('show'));
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeVisible();
  expect(requests.filter(isOfChat)).toEqual([]);
  expect(await visitor.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0]);
});

test('the element stores and connects nothing before it is opened', async ({ server, visitor }) => {
  const requests = requestsOf(visitor);
  await gotoBlank(visitor, server.url);
  await visitor.evaluate(async () => {
    await import('/foyer-chat.js' as string);
    const chat = document.body.appendChild(Object.assign(document.createElement('foyer-chat'), { site: 'demo' }));
    await chat.identify({ token: 'not.yet.used' });
    void chat.ready();
  });
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeVisible();
  expect(requests.filter((path) => /\/api\/|\/sync/.test(path))).toEqual([]);
  expect(await visitor.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0]);
});

test('an opened chat has the focus in its field; one that stands in the page from the start leaves it to the page', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();

  await gotoBlank(visitor, server.url);
  await visitor.evaluate(async () => {
    await import('/foyer-chat.js' as string);
    document.body.append(Object.assign(document.createElement('foyer-chat'), { site: 'demo', mode: 'inline' }));
  });
  await send(visitor, 'From the page itself');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.reload();
  await visitor.evaluate(async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await import('/foyer-chat.js' as string);
    document.body.append(Object.assign(document.createElement('foyer-chat'), { site: 'demo', mode: 'inline' }));
  });
  await expect(texts(visitor)).toHaveText(['From the page itself']);
  expect(await visitor.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
});

test('after a reset nothing of the visitor is left, and the chat opens again as somebody new', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Known to you');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.evaluate(() => window.foyer('reset'));
  await expect(visitor.getByText('Known to you')).not.toBeAttached();
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await send(visitor, 'Somebody new');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await expect(texts(visitor)).toHaveText(['Somebody new']);
  await visitor.reload();
  await openChat(visitor, server.url);
  await expect(texts(visitor)).toHaveText(['Somebody new']);
});

test('a page may reset what an earlier visit left without opening the chat', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Known to you');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.reload();
  const ended = visitor.waitForRequest((request) => request.method() === 'DELETE' && request.url().endsWith('/sessions/current'));
  await visitor.evaluate(() => window.foyer('reset'));
  await ended;
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByText('Ask us anything')).toBeVisible();
});

test('a press that has begun when the chat takes the launcher’s place opens it', async ({ server, visitor }) => {
  const fetched = Promise.withResolvers<void>();
  await visitor.route('**/foyer-chat.js', async (route) => {
    await fetched.promise;
    await route.continue();
  });
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).hover();
  await visitor.mouse.down();
  fetched.resolve();
  await expect(visitor.locator('foyer-chat')).toBeAttached();
  await visitor.mouse.up();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
});

test('a chat whose code could not be fetched can be opened on the next try', async ({ server, visitor }) => {
  let isCut = true;
  await visitor.route('**/foyer-chat.js*', (route) => (isCut ? route.abort() : route.continue()));
  await visitor.goto(server.url);
  const told = visitor.evaluate(() => new Promise((resolve) => { document.addEventListener('foyer-error', (event) => { resolve((event as CustomEvent<{ code: string }>).detail.code); }, { once: true }); }));
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  expect(await told).toBe('offline');
  isCut = false;
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeVisible();
});

test('the chat works under a strict policy with Trusted Types', async ({ server, visitor }) => {
  const refused: string[] = [];
  visitor.on('console', (message) => { if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) refused.push(message.text()); });
  await mayReachServer(visitor);
  await visitor.route(`${server.url}/`, async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await openChat(visitor, server.url);
  await send(visitor, 'See https://shop.example');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  expect(refused).toEqual([]);
});

test('the text on the accent is black or white, whichever can be read', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  const inkOn = (accent: string): Promise<string> => visitor.evaluate((colour) => {
    document.documentElement.style.setProperty('--foyer-accent', colour);
    const launcher = document.querySelector('foyer-chat')?.shadowRoot?.querySelector('.launcher');
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (!launcher || !canvas) throw new Error('There is no launcher.');
    canvas.fillStyle = getComputedStyle(launcher).color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.subarray(0, 3)].map((part) => Math.round(part / 255)).join('');
  }, accent);
  expect(await inkOn('#2a5bd7')).toBe('111');
  expect(await inkOn('#ffd400')).toBe('000');
});
