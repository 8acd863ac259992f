import type { Page } from '@playwright/test';
import { expect, send, test, texts } from './fixtures.ts';

/** A page with the script tag in the middle of it, and nothing else of ours. */
async function gotoPage(page: Page, url: string, attributes: string, style = ''): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/article`, (route) => route.fulfill({
    contentType: 'text/html',
    headers: { 'content-security-policy': "default-src 'none'; script-src 'self' 'nonce-t'; style-src 'nonce-t'; connect-src 'self' ws:; img-src data:" },
    body: `<!doctype html><html lang="en"><title>Article</title><style nonce="t">main { inline-size: 500px } ${style}</style><body>
      <main><h1>Before</h1><script async src="/foyer.js" data-site="demo" ${attributes}></script><p>After</p></main></body></html>`,
  }));
  await page.goto(`${url}/article`);
}

const box = async (page: Page, selector: string) => {
  const found = await page.locator(selector).boundingBox();
  if (!found) throw new Error(`${selector} is not there.`);
  return found;
};

test('inline: the chat stands where its script stands, open at once, without a launcher, and leaves the focus to the page', async ({ server, visitor }) => {
  await gotoPage(visitor, server.url, 'data-mode="inline"');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  await expect(visitor.getByRole('button', { name: /Open chat|Close chat/ })).toHaveCount(0);
  expect(await visitor.evaluate(() => [...document.querySelector('main')?.children ?? []].map(({ localName }) => localName))).toEqual(['h1', 'script', 'foyer-chat', 'p']);
  const chat = await box(visitor, 'foyer-panel');
  expect([chat.width, chat.height]).toEqual([500, 640]);
  expect(chat.y + chat.height).toBeLessThanOrEqual((await box(visitor, 'main > p')).y);
  expect(await visitor.evaluate(() => document.activeElement?.localName)).toBe('body');
  await send(visitor, 'From the article');
  await expect(texts(visitor)).toHaveText(['From the article']);
});

test('inline: the page says how high it is', async ({ server, visitor }) => {
  await gotoPage(visitor, server.url, 'data-mode="inline"', ':root { --foyer-height: 420px }');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  expect((await box(visitor, 'foyer-panel')).height).toBe(420);
});

test('inline: a router that brings the place again, with its script, has the chat there', async ({ server, visitor }) => {
  await gotoPage(visitor, server.url, 'data-mode="inline"');
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.evaluate(() => {
    const body = document.createElement('body');
    body.append('Another page');
    document.body.replaceWith(body);
  });
  await expect(visitor.getByRole('log')).toHaveCount(0);
  await visitor.evaluate(() => {
    const body = document.createElement('body');
    const script = Object.assign(document.createElement('script'), { src: '/foyer.js' });
    Object.assign(script.dataset, { site: 'demo', mode: 'inline' });
    const section = body.appendChild(document.createElement('section'));
    section.append(script);
    document.body.replaceWith(body);
  });
  await expect(texts(visitor)).toHaveText(['Before']);
  expect(await visitor.evaluate(() => document.querySelector('section')?.lastElementChild?.localName)).toBe('foyer-chat');
  expect(await visitor.evaluate(() => document.querySelectorAll('foyer-chat').length)).toBe(1);
});

test('page: the chat fills the page, open at once, and goes along with a router’s new body', async ({ server, visitor }) => {
  await gotoPage(visitor, server.url, 'data-mode="page"');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  await expect(visitor.getByRole('button', { name: /Open chat|Close chat/ })).toHaveCount(0);
  const { width, height } = visitor.viewportSize() ?? { width: 0, height: 0 };
  expect(await visitor.locator('foyer-panel').boundingBox()).toEqual({ x: 0, y: 0, width, height });
  await visitor.setViewportSize({ width: 390, height: 844 });
  expect(await visitor.locator('foyer-panel').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await visitor.evaluate(() => { document.body.replaceWith(document.createElement('body')); });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
});

test('a chat without a launcher whose code cannot be fetched comes once there is a connection', async ({ server, visitor }) => {
  let isCut = true;
  await visitor.route('**/foyer-chat.js*', (route) => (isCut ? route.abort() : route.continue()));
  const failed = visitor.waitForEvent('requestfailed', (request) => request.url().includes('foyer-chat.js'));
  await gotoPage(visitor, server.url, 'data-mode="inline"');
  await failed;
  isCut = false;
  await expect.poll(async () => {
    await visitor.evaluate(() => dispatchEvent(new Event('online')));
    return visitor.getByRole('textbox', { name: 'Message' }).count();
  }).toBe(1);
});
