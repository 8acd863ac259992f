import type { BrowserContext, Page } from '@playwright/test';
import { expect, openChat, send, signIn, staff, test, texts } from './fixtures.ts';
import { violations } from './violations.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A visitor who has had an answer, with the desk still on their conversation. */
async function answered(page: Page, desk: Page, url: string): Promise<void> {
  await openChat(page, url);
  await send(page, 'Do you repair lamps? https://shop.example/lamps/pier');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await send(desk, 'We do.');
  await expect(page.getByRole('log').getByText('We do.')).toBeVisible();
}

/** Counts the sounds that a context's pages begin. */
async function countSounds(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { start } = OscillatorNode.prototype;
    Object.assign(globalThis, { sounds: 0 });
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...args) {
      (globalThis as unknown as { sounds: number }).sounds += 1;
      start.apply(this, args);
    };
  });
}
const sounds = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { sounds: number }).sounds);

test('layers open one on the other; Back and Escape close one at a time, and the focus returns to where it came from', async ({ server, visitor, desk }) => {
  await answered(visitor, desk, server.url);
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  await expect(visitor.getByRole('link', { name: 'shop.example' })).toHaveAttribute('href', 'https://shop.example/lamps/pier');
  await expect(visitor.getByText(staff.name, { exact: true }).last()).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('button', { name: 'Details' })).toBeFocused();

  await visitor.getByRole('button', { name: 'Back' }).click();
  await expect(visitor.getByRole('button', { name: 'Write to us' })).toBeFocused();
  await visitor.getByRole('button', { name: 'Chats' }).click();
  const row = visitor.getByRole('list', { name: 'Conversations' }).getByRole('button').first();
  await row.click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await visitor.getByRole('button', { name: 'Details' }).click();
  await visitor.keyboard.press('Escape');
  await visitor.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('dialog')).not.toBeAttached();
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no layer has an accessibility violation that axe knows, ${colorScheme}`, async ({ server, visitor, desk }) => {
    // Five analyses take their time.
    test.slow();
    await visitor.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await answered(visitor, desk, server.url);
    await visitor.getByRole('button', { name: 'Details' }).click();
    await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
    await visitor.getByRole('button', { name: 'Back' }).click();
    await visitor.getByRole('button', { name: 'Back' }).click();
    await expect(visitor.getByRole('button', { name: 'Write to us' })).toBeVisible();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
    await visitor.getByRole('button', { name: 'Settings' }).click();
    await visitor.getByRole('button', { name: 'Delete my data' }).click();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
    await visitor.getByRole('button', { name: 'Chats' }).click();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
    await visitor.getByRole('button', { name: 'Close chat' }).click();
    await send(desk, 'One more thing');
    await expect(visitor.getByRole('region', { name: `New message from ${staff.name}` })).toBeVisible();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
  });
}

test('an unread message shows beside the launcher: it can be answered there, waved away for good, or opened', async ({ server, visitor, desk }) => {
  await answered(visitor, desk, server.url);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  const card = visitor.getByRole('region', { name: `New message from ${staff.name}` });

  await send(desk, 'First news');
  await expect(card.getByText('First news')).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await card.getByRole('textbox', { name: `Reply to ${staff.name}` }).fill('Thank you');
  await card.getByRole('textbox').press('Enter');
  await expect(card).not.toBeAttached();
  await expect(texts(desk).last()).toHaveText('Thank you');

  await send(desk, 'Second news');
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await expect(card).not.toBeAttached();
  await visitor.reload();
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await expect(card).not.toBeAttached();

  await send(desk, 'Third news');
  await card.getByRole('button', { name: 'Open the message' }).click();
  await expect(texts(visitor).last()).toHaveText('Third news');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();
});

test('on a phone there is no preview, only the count; who has muted the chat sees none anywhere', async ({ server, browser, visitor, desk }) => {
  await answered(visitor, desk, server.url);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await visitor.evaluate(() => window.foyer('mute', Date.now() + 60_000));
  await send(desk, 'Not now');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await expect(visitor.getByRole('region', { name: 'New message' })).not.toBeAttached();
  await visitor.evaluate(() => window.foyer('mute', 0));
  await expect(visitor.getByRole('region', { name: 'New message' })).toBeVisible();

  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await openChat(page, server.url);
  await send(page, 'From a phone');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'From a phone' }).click();
  await page.getByRole('button', { name: 'Close chat' }).click();
  await send(desk, 'To a phone');
  await expect(page.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'New message' })).not.toBeAttached();
  await context.close();
});

/** Whether a tab has spoken for a message, and the others still hear of it. */
const isChiming = (page: Page) => page.evaluate(async () => (await navigator.locks.query()).held?.some(({ name }) => name?.startsWith('foyer:chime:')) ?? false);

test('a message sounds once, in one tab, and not at all where its thread is open', async ({ server, visitorContext, visitor, desk }) => {
  await countSounds(visitorContext);
  await answered(visitor, desk, server.url);
  const other = await visitorContext.newPage();
  await openChat(other, server.url);
  const told = (page: Page, text: string) => page.evaluate((wanted) => new Promise<void>((resolve) => {
    document.addEventListener('foyer-message', (event) => {
      if ((event as CustomEvent<{ message: { content: { text: string } } }>).detail.message.content.text === wanted) resolve();
    });
  }), text);

  // The tab in front has the thread open: nothing sounds.
  let heard = Promise.all([told(visitor, 'Silent'), told(other, 'Silent')]);
  await send(desk, 'Silent');
  await heard;
  await expect.poll(() => isChiming(other)).toBe(true);
  await expect.poll(() => isChiming(other)).toBe(false);
  expect(await sounds(visitor) + await sounds(other)).toBe(0);

  await other.getByRole('button', { name: 'Close chat' }).click();
  await visitor.getByRole('button', { name: 'Close chat' }).dispatchEvent('click');
  heard = Promise.all([told(visitor, 'Heard'), told(other, 'Heard')]);
  await send(desk, 'Heard');
  await heard;
  // One chime is two tones.
  await expect.poll(async () => await sounds(visitor) + await sounds(other)).toBe(2);
  await expect.poll(() => isChiming(other)).toBe(false);
  expect(await sounds(visitor) + await sounds(other)).toBe(2);
});

test('beyond 99 unread messages the badge says 99+', async ({ server, visitor, desk }) => {
  await answered(visitor, desk, server.url);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await desk.evaluate(async ({ email, password }) => {
    const post = (path: string, body: object, token?: string) => fetch(`/api/v1${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body),
    });
    const { accessToken } = await (await post('/staff/sessions', { email, password })).json() as { accessToken: string };
    const list = await (await fetch('/api/v1/desk', { headers: { authorization: `Bearer ${accessToken}` } })).json() as { conversations: { id: string }[] };
    for (let count = 1; count <= 100; count += 1) {
      await post(`/conversations/${list.conversations[0]?.id}/messages`, { clientId: `many-${count}`, content: { kind: 'text', text: `Number ${count}` } }, accessToken);
    }
  }, staff);
  await expect(visitor.locator('foyer-chat [part=badge]')).toHaveText('99+');
  await expect(visitor.getByRole('button', { name: 'Open chat, 100 unread' })).toBeVisible();
});

test('a phone: the panel is the screen, the page behind does not scroll, Tab stays inside, and Back closes one layer at a time', async ({ server, browser, desk }) => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${server.url}/#workshop`);
  await answered(page, desk, server.url);
  const dialog = page.getByRole('dialog', { name: 'Chat' });
  await expect(dialog).toHaveAttribute('aria-modal', 'true');
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden');
  expect(await page.getByRole('textbox', { name: 'Message' }).evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize))).toBeGreaterThanOrEqual(16);
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('foyer-chat');
  }

  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Shared links' })).not.toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.goBack();
  await expect(dialog).not.toBeAttached();
  expect(page.url()).toBe(`${server.url}/`);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).not.toBe('hidden');

  // Closed by a button it leaves nothing in the history.
  await page.getByRole('button', { name: /Open chat/ }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => page.evaluate(() => (history.state as { foyer?: unknown } | null)?.foyer)).toBeUndefined();
  await page.goBack();
  expect(page.url()).toBe(`${server.url}/#workshop`);
  await context.close();
});

test('a keyboard that takes half the screen leaves the composer in sight', async ({ server, browser }) => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await openChat(page, server.url);
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => 420 });
    visualViewport?.dispatchEvent(new Event('resize'));
  });
  await expect.poll(async () => (await page.getByRole('dialog').boundingBox())?.height).toBe(420);
  const field = await page.getByRole('textbox', { name: 'Message' }).boundingBox();
  expect((field?.y ?? 999) + (field?.height ?? 999)).toBeLessThanOrEqual(420);
  await context.close();
});

test('what a visitor chooses holds over a reload, before what the site says', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  const surface = () => visitor.getByRole('dialog').evaluate((panel) => getComputedStyle(panel).backgroundColor);
  const light = await surface();
  await visitor.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(surface).not.toBe(light);
  const dark = await surface();
  await visitor.getByRole('switch', { name: 'Sound for new messages' }).uncheck();
  await expect(visitor.getByRole('slider', { name: 'Volume' })).not.toBeAttached();
  await openChat(visitor, server.url);
  await visitor.evaluate(() => window.foyer('setScheme', 'light'));
  await expect.poll(surface).toBe(dark);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.getByRole('switch', { name: 'Sound for new messages' })).not.toBeChecked();
});

test('who deletes their data is forgotten here and on the server, after being asked once more', async ({ server, visitor, desk, browser }) => {
  await answered(visitor, desk, server.url);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await visitor.getByRole('button', { name: 'Delete my data' }).click();
  await expect(visitor.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await visitor.getByRole('button', { name: 'Delete everything' }).click();
  await expect(visitor.getByText('Your data was deleted.')).toBeVisible();
  const newcomer = await browser.newPage();
  await signIn(newcomer, server.url);
  await newcomer.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(newcomer.getByRole('log', { name: 'Messages' })).toBeVisible();
  await expect(newcomer.getByText('Do you repair lamps?')).not.toBeAttached();
  await newcomer.close();
  expect(await visitor.evaluate(() => localStorage.length)).toBe(0);
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await send(visitor, 'Somebody new');
  await expect(texts(visitor)).toHaveText(['Somebody new']);
});
