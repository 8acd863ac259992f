import type { Responses } from '@foyer-chat/widget/headless';
import type { Browser, Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test, texts, type FoyerServer } from './fixtures.ts';
import { link as network } from './link.ts';
import { identified, siteOf } from './site-signing.ts';
import { violations } from './violations.ts';

/* One visitor on two and three devices, each a browser profile of its own. */

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const devices = (page: Page) => page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
const another = async (browser: Browser, options = {}): Promise<Page> => (await browser.newContext(options)).newPage();
test.afterEach(async ({ browser }) => { for (const context of browser.contexts()) await context.close(); });

/** The chat with the team, in which this has been said. */
async function chat(page: Page, server: FoyerServer, text: string): Promise<Responses['session']> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const session = await (await answer).json() as Responses['session'];
  await send(page, text);
  await expect(page.getByRole('log').getByText(/^(Sent|Delivered)$/)).toBeAttached();
  return session;
}

const named = async (server: FoyerServer, { accessToken }: Responses['session'], name: string): Promise<void> => {
  await fetch(`${server.url}/api/v1/me`, { method: 'PATCH', headers: { 'authorization': `Bearer ${accessToken}`, 'content-type': 'application/json', 'origin': server.url }, body: JSON.stringify({ name }) });
};

async function settings(page: Page): Promise<void> {
  if (!(await page.getByRole('navigation', { name: 'Sections' }).isVisible())) await button(page, 'Back').click();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  await expect(devices(page)).not.toHaveCount(0);
}

/** A link, as a scanner would read it out of the picture; and the code beside it. */
async function shownLink(page: Page): Promise<{ url: string; code: string }> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/me/link') && response.request().method() === 'POST');
  await button(page, 'Link another device').click();
  const { token, code } = await (await answer).json() as { token: string; code: string };
  await expect(page.getByRole('img', { name: 'QR code that links another device' })).toBeVisible();
  await expect(page.getByText(`${code.slice(0, 4)} ${code.slice(4)}`)).toBeVisible();
  return { url: `${new URL(page.url()).origin}/#foyer-link=${token}`, code };
}

test('a second device comes by the link: it is asked first, what it had goes along, both see the same from then on, and the first says so at once', async ({ server, browser, desk }) => {
  test.slow();
  const [first, second] = [await another(browser), await another(browser)];
  await named(server, await chat(first, server, 'On my desk'), 'Ana');
  await chat(second, server, 'From the train');
  await second.getByRole('textbox', { name: 'Message' }).fill('Half a sen');
  await settings(first);
  const { url } = await shownLink(first);
  for (const colorScheme of ['light', 'dark'] as const) {
    await first.emulateMedia({ colorScheme });
    expect(await violations(first, 'foyer-chat'), colorScheme).toEqual([]);
  }

  await second.goto('about:blank');
  await second.goto(url);
  await button(second, 'Link this device: Open chat').click();
  await expect(second.getByRole('heading', { name: 'Continue as Ana here?' })).toBeVisible();
  await expect(second.getByText('1 chat on this device goes along.')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await second.emulateMedia({ colorScheme });
    expect(await violations(second, 'foyer-chat'), colorScheme).toEqual([]);
  }
  await button(second, 'Continue').click();
  await expect(second.getByRole('heading', { name: 'This device is linked' })).toBeVisible();
  expect(new URL(second.url()).hash).toBe('');
  await expect(first.getByRole('status').getByText(/^Linked: Chrome on /)).toBeVisible();
  await expect(devices(first)).toHaveText([/This device/, /Active now/]);
  await expect(first.getByRole('img', { name: 'QR code that links another device' })).toHaveCount(0);

  await button(second, 'Done').click();
  for (const page of [first, second]) {
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Chats' }).click();
    const rows = page.getByRole('list', { name: 'Conversations' });
    await expect(rows.getByText('On my desk')).toBeVisible();
    await expect(rows.getByText('From the train').or(rows.getByText('Half a sen'))).toBeVisible();
  }
  await second.getByRole('list', { name: 'Conversations' }).getByText('Half a sen').click();
  await expect(second.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a sen');
  await send(second, 'One and the same');
  await first.getByRole('list', { name: 'Conversations' }).getByText('One and the same').click();
  await expect(texts(first)).toHaveText(['From the train', 'One and the same']);
  await expect(first.getByRole('textbox', { name: 'Message' })).toHaveValue('');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'One and the same' }).click();
  await expect(desk.getByRole('complementary', { name: 'Visitor' })).toContainText('Ana');
});

test('a device comes by a code that is typed, with the keyboard alone; a wrong one says so, and one that was used or has run out leads nowhere', async ({ server, browser }) => {
  test.slow();
  const [first, second] = [await another(browser), await another(browser)];
  await chat(first, server, 'On my desk');
  await settings(first);
  const { code } = await shownLink(first);
  await openChat(second, server.url);
  await settings(second);
  await button(second, 'Enter a code from another device').press('Enter');
  const field = second.getByRole('textbox', { name: 'Code' });
  await expect(field).toBeFocused();
  const wrong = `${code.slice(0, 4)} ${code.endsWith('2222') ? '3333' : '2222'}`;
  await second.keyboard.type(wrong);
  await second.keyboard.press('Enter');
  await expect(second.getByRole('alert')).toHaveText('This code leads nowhere. Look at it again, or make a new one on the other device.');
  await expect(field).toBeFocused();
  expect(await violations(second, 'foyer-chat')).toEqual([]);
  await field.fill(`${code.slice(0, 4).toLowerCase()}-${code.slice(4).toLowerCase()}`);
  await second.keyboard.press('Enter');
  await expect(second.getByRole('heading', { name: 'Continue here with the chats of another device?' })).toBeVisible();
  await expect(second.getByRole('heading', { name: 'Continue here with the chats of another device?' })).toBeFocused();
  await second.keyboard.press('Tab');
  await expect(button(second, 'Continue')).toBeFocused();
  await second.keyboard.press('Enter');
  await expect(button(second, 'Done')).toBeFocused();
  await second.keyboard.press('Enter');
  await expect(devices(second)).toHaveText([/This device/, /Active now/]);
  await expect(first.getByRole('status').getByText(/^Linked: /)).toBeVisible();

  const third = await another(browser);
  await openChat(third, server.url);
  await settings(third);
  await button(third, 'Enter a code from another device').click();
  await third.getByRole('textbox', { name: 'Code' }).fill(code);
  await third.keyboard.press('Enter');
  await expect(third.getByRole('alert')).toContainText('This code leads nowhere.');
  await button(third, 'Back').click();
  await expect(button(third, 'Enter a code from another device')).toBeFocused();
});

test('how long a code still works is told, and when it is over a new one is made on request', async ({ server, visitor }) => {
  await visitor.clock.install();
  await chat(visitor, server, 'On my desk');
  await settings(visitor);
  const { code } = await shownLink(visitor);
  await expect(visitor.getByText('Works for 10 more minutes, once')).toBeVisible();
  await visitor.clock.runFor(8 * 60_000 + 30_000);
  await expect(visitor.getByText('Works for 2 more minutes, once')).toBeVisible();
  await visitor.clock.runFor(2 * 60_000);
  await expect(visitor.getByText('This code has run out.')).toBeVisible();
  await button(visitor, 'New code').click();
  await expect(visitor.getByText('Works for 10 more minutes, once')).toBeVisible();
  await expect(visitor.getByText(`${code.slice(0, 4)} ${code.slice(4)}`)).toHaveCount(0);
  const ended = visitor.waitForResponse((response) => response.url().endsWith('/me/link') && response.request().method() === 'DELETE');
  await button(visitor, 'Link another device').click();
  expect((await ended).status()).toBe(204);
});

test('a page that links stores, connects and asks nothing before the visitor turns to the chat; what is declined is not asked again, and a link that was used says so', async ({ server, browser }) => {
  const [first, second, third] = [await another(browser), await another(browser), await another(browser)];
  await chat(first, server, 'On my desk');
  await settings(first);
  const { url } = await shownLink(first);
  const asked: string[] = [];
  second.on('request', (request) => { if (/\/api\/|\/sync/.test(request.url())) asked.push(request.url()); });
  second.on('websocket', (socket) => { asked.push(socket.url()); });
  await second.goto(url);
  await button(second, 'Link this device: Open chat').hover();
  await expect(second.locator('foyer-chat')).toBeAttached();
  expect(asked).toEqual([]);
  expect(await second.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0]);
  await button(second, 'Link this device: Open chat').click();
  await button(second, 'Not now').click();
  await expect(devices(first)).toHaveCount(1);
  expect(new URL(second.url()).hash).toBe('');
  await second.reload();
  await expect(button(second, 'Open chat')).toBeVisible();

  await third.goto(url);
  await button(third, 'Link this device: Open chat').click();
  await button(third, 'Continue').click();
  await expect(third.getByRole('heading', { name: 'This device is linked' })).toBeVisible();
  await second.goto('about:blank');
  await second.goto(url);
  await button(second, 'Link this device: Open chat').click();
  await expect(second.getByRole('alert')).toHaveText('This link does not work any more. Make a new one on the other device.');
  await third.goto('about:blank');
  await third.goto(url);
  await button(third, 'Link this device: Open chat').click();
  await expect(third.getByRole('alert')).toBeVisible();
});

test('a device that is signed out is out at once, its words are kept for the team, and the list follows', async ({ server, browser, desk }) => {
  test.slow();
  const [first, context] = [await another(browser), await browser.newContext()];
  const second = await context.newPage();
  const { cut, mend } = await network(context);
  await chat(first, server, 'On my desk');
  await settings(first);
  const { url } = await shownLink(first);
  await second.goto(url);
  await button(second, 'Link this device: Open chat').click();
  await button(second, 'Continue').click();
  await button(second, 'Done').click();
  await second.evaluate(() => window.foyer('openConversation', { support: true }));
  await expect(texts(second)).toHaveText(['On my desk']);
  cut();
  await expect(second.getByText('You are offline.')).toBeVisible();
  await send(second, 'Not sent yet');

  await expect(devices(first)).toHaveCount(2);
  await devices(first).nth(1).getByRole('button', { name: /^Sign out Chrome on / }).click();
  await expect(button(first, 'Cancel')).toBeFocused();
  expect(await violations(first, 'foyer-chat')).toEqual([]);
  await first.keyboard.press('Escape');
  await expect(devices(first).nth(1).getByRole('button', { name: /^Sign out Chrome on / })).toBeFocused();
  await first.keyboard.press('Enter');
  await button(first, 'Sign out').click();
  await expect(devices(first)).toHaveText([/This device/]);
  await expect(first.getByRole('heading', { name: 'Devices' })).toBeFocused();

  mend();
  // As another visitor, who has the team's chat and nothing of the former one's.
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'Not sent yet' }).click({ timeout: 40_000 });
  await expect(texts(desk)).toHaveText(['Not sent yet']);
  await second.evaluate(() => window.foyer('openConversation', { support: true }));
  await expect(texts(second)).toHaveText(['Not sent yet']);
});

test('all others are signed out in one go, while their pages are open', async ({ server, browser }) => {
  test.slow();
  const first = await another(browser);
  await chat(first, server, 'On my desk');
  await settings(first);
  const others = [await another(browser), await another(browser)];
  for (const other of others) {
    await other.goto((await shownLink(first)).url);
    await button(other, 'Link this device: Open chat').click();
    await button(other, 'Continue').click();
    await button(other, 'Done').click();
    await expect(first.getByRole('status').getByText(/^Linked: /)).toBeVisible();
    await expect(other.getByRole('list', { name: 'Conversations' }).getByText('On my desk')).toBeVisible();
  }
  await expect(devices(first)).toHaveCount(3);
  await button(first, 'Sign out all others').click();
  await button(first, 'Sign out').click();
  await expect(devices(first)).toHaveCount(1);
  for (const other of others) {
    await expect(other.getByText('On my desk')).toHaveCount(0);
    await settings(other);
    await expect(devices(other)).toHaveText([/This device/]);
  }
});

test('who is signed in to the site there is told so, and keeps what they have; they are offered no link, and see their devices', async ({ server, browser }) => {
  const [first, second] = [await another(browser), await another(browser)];
  const sign = siteOf(server);
  await chat(first, server, 'On my desk');
  await settings(first);
  const { url } = await shownLink(first);
  await openChat(second, server.url);
  await identified(second, sign('customer-1', 'Ann Arbor'));
  await send(second, 'As myself');
  await settings(second);
  await expect(devices(second)).toHaveText([/This device/]);
  await expect(button(second, 'Link another device')).toHaveCount(0);
  await second.goto('about:blank');
  await second.goto(url);
  await button(second, 'Link this device: Open chat').click();
  await expect(second.getByRole('heading', { name: 'This device cannot be linked' })).toBeVisible();
  expect(await violations(second, 'foyer-chat')).toEqual([]);
  await button(second, 'Back').last().click();
  await expect(devices(first)).toHaveCount(1);
});

test('on a phone the way there and back is the browser’s own, and nothing runs over the edge', async ({ server, browser }) => {
  const [first, phone] = [await another(browser), await another(browser, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })];
  await chat(first, server, 'On my desk');
  await settings(first);
  await phone.goto((await shownLink(first)).url);
  await button(phone, 'Link this device: Open chat').tap();
  await button(phone, 'Continue').tap();
  await button(phone, 'Done').tap();
  await settings(phone);
  await button(phone, 'Link another device').tap();
  await expect(phone.getByRole('img', { name: 'QR code that links another device' })).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await violations(phone, 'foyer-chat')).toEqual([]);
  await button(phone, 'Enter a code from another device').tap();
  await expect(phone.getByRole('textbox', { name: 'Code' })).toBeVisible();
  await phone.goBack();
  await expect(devices(phone)).toHaveCount(2);
});

test('without a connection it is said that the devices are not known, and they come with it', async ({ server, visitorContext, visitor }) => {
  const { cut, mend } = await network(visitorContext);
  await chat(visitor, server, 'On my desk');
  cut();
  await expect(visitor.getByText('You are offline.').first()).toBeVisible();
  await button(visitor, 'Back').click();
  await visitor.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.getByText('Devices are shown when you are connected.')).toBeVisible();
  mend();
  await expect(devices(visitor)).toHaveText([/This device/], { timeout: 40_000 });
});

test('staff see at the desk where they are signed in, and sign out what they do not know', async ({ server, desk }) => {
  await Person.staff(server.url, 'ana@shop.example', 'correct horse battery');
  await button(desk, 'Settings').click();
  await expect(devices(desk)).toHaveText([/This device/, /Unknown browser/]);
  expect(await violations(desk)).toEqual([]);
  await button(desk, 'Sign out Unknown browser').click();
  await desk.getByRole('group').getByRole('button', { name: 'Sign out' }).click();
  await expect(devices(desk)).toHaveText([/This device/]);
});
