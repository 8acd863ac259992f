import type { Browser, Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, staff, test } from './fixtures.ts';
import { withTag } from './script-tag.ts';
import { violations } from './violations.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const chat = 'foyer-chat';

const refuse = (page: Page, status: number, code: string) =>
  page.route('**/api/v1/sessions', (route) => route.fulfill({ status, json: { error: { code, message: '' } } }));

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what is said of the connection, the device and a failed message has no violation that axe knows, ${colorScheme}`, async ({ server, visitor }) => {
    test.slow();
    await visitor.emulateMedia({ colorScheme });
    await visitor.addInitScript(() => {
      const { add } = IDBObjectStore.prototype;
      Object.assign(window, { fillDevice: () => { IDBObjectStore.prototype.add = () => { throw new DOMException('No room', 'QuotaExceededError'); }; }, add });
    });
    await visitor.routeWebSocket('**/sync**', (socket) => {
      const upstream = socket.connectToServer();
      socket.onMessage((message) => {
        const frame = typeof message === 'string' ? JSON.parse(message) as { id: number; name?: string; args?: { content?: { text: string } } } : undefined;
        if (frame?.args?.content?.text.startsWith('Unwanted')) socket.send(JSON.stringify({ t: 'error', id: frame.id, error: { code: 'forbidden', message: '' } }));
        else upstream.send(message);
      });
    });
    await openChat(visitor, server.url);
    await send(visitor, 'Unwanted one');
    await send(visitor, 'Unwanted two');
    await expect(visitor.getByRole('button', { name: 'Try all 2 again' })).toBeVisible();
    expect(await violations(visitor, chat)).toEqual([]);
    await visitor.getByRole('button', { name: 'Remove' }).first().click();
    await expect(visitor.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(await violations(visitor, chat)).toEqual([]);

    await server.kill();
    await visitor.evaluate(() => { (window as unknown as { fillDevice: () => void }).fillDevice(); });
    await send(visitor, 'While away');
    await expect(visitor.getByText('Not saved on this device')).toBeVisible();
    await expect(visitor.getByText('1 waiting, sent when you are back')).toBeVisible();
    expect(await violations(visitor, chat)).toEqual([]);
  });

  test(`a fault, and what is asked before the first message, have no violation that axe knows, ${colorScheme}`, async ({ server, visitor }) => {
    await visitor.emulateMedia({ colorScheme });
    await withTag(visitor, server.url, 'data-ask="name email" data-privacy="/privacy"');
    await refuse(visitor, 404, 'site-unknown');
    await visitor.goto(server.url);
    await visitor.getByRole('button', { name: 'Open chat' }).click();
    await expect(visitor.getByRole('heading', { name: 'The chat is closed' })).toBeVisible();
    expect(await violations(visitor, chat)).toEqual([]);
    await visitor.unroute('**/api/v1/sessions');
    await visitor.getByRole('button', { name: 'Try again' }).click();
    await expect(visitor.getByRole('heading', { name: 'Where can we reach you?' })).toBeVisible();
    expect(await violations(visitor, chat)).toEqual([]);
  });
}

/** A visitor who has had an answer, through the layers of the panel: what stands on each is looked at. */
async function eachLayer(page: Page, look: (layer: string) => Promise<void>): Promise<void> {
  await look('thread');
  await page.locator('foyer-chat-header button:not(.back, .close)').click();
  await expect(page.locator('foyer-info')).toBeVisible();
  await look('details');
  await page.locator('.back:visible').click();
  await page.locator('.back:visible').click();
  const tabs = page.locator('foyer-places nav button');
  await expect(tabs).toHaveCount(3);
  await look('home');
  await tabs.nth(1).click();
  await expect(page.locator('foyer-conversation-list [part=list]')).toBeVisible();
  await look('chats');
  await tabs.nth(2).click();
  await expect(page.locator('foyer-settings')).toBeVisible();
  await look('settings');
}

async function phoneWith(browser: Browser, url: string, options: { forcedColors?: 'active' } = {}, html = 'lang="en"'): Promise<Page> {
  const context = await browser.newContext({ ...phone, ...options });
  const page = await context.newPage();
  await withTag(page, url, '', html);
  return page;
}

for (const [name, html] of [['from left to right', 'lang="en"'], ['from right to left', 'lang="ar" dir="rtl"']] as const) {
  test(`on a phone no layer has a violation that axe knows, ${name}`, async ({ server, browser }) => {
    test.slow();
    const page = await phoneWith(browser, server.url, {}, html);
    await page.goto(server.url);
    await page.locator('button[aria-expanded=false]').click();
    await page.locator('textarea').fill('https://shop.example/lamps');
    await page.locator('textarea').press('Enter');
    await expect(page.getByRole('log').locator('[data-seq]')).toBeVisible();
    await eachLayer(page, async (layer) => { expect(await violations(page, chat), layer).toEqual([]); });
    await page.context().close();
  });
}

test('with forced colours no layer, menu or card has a violation that axe knows', async ({ server, visitor }) => {
  test.slow();
  await visitor.emulateMedia({ forcedColors: 'active' });
  const { ana, conversation } = await withTeam(server, visitor, 'https://shop.example/lamps');
  await visitor.getByRole('log').getByRole('article').first().focus();
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('menu')).toBeVisible();
  expect(await violations(visitor, chat), 'menu').toEqual([]);
  await visitor.keyboard.press('Escape');
  await visitor.getByRole('button', { name: 'Emoji' }).click();
  await expect(visitor.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  expect(await violations(visitor, chat), 'emoji').toEqual([]);
  await visitor.keyboard.press('Escape');
  await eachLayer(visitor, async (layer) => { expect(await violations(visitor, chat), layer).toEqual([]); });
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await ana.say(conversation, 'We do.');
  await expect(visitor.getByRole('region', { name: `New message from ${staff.name}` })).toBeVisible();
  expect(await violations(visitor, chat), 'card').toEqual([]);
});
