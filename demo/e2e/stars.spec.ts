import type { Locator, Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';
import { identified, siteOf } from './site-signing.ts';
import { violations } from './violations.ts';

const article = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text });
const menu = (page: Page): Locator => page.getByRole('menu', { name: 'Message actions' });
const starred = (page: Page): Locator => page.getByRole('list', { name: 'Starred messages' }).getByRole('button');

async function choose(page: Page, text: string, item: string): Promise<void> {
  await article(page, text).hover();
  await article(page, text).getByRole('button', { name: 'More' }).click();
  await menu(page).getByRole('menuitem', { name: item, exact: true }).click();
}

/** What stands beside the bubble, for those who see it: its width. */
const mark = (page: Page, text: string): Promise<string> => article(page, text).locator('.bubble').evaluate((bubble) => {
  const { content, inlineSize, clipPath } = getComputedStyle(bubble, '::after');
  return content === 'none' || clipPath === 'none' ? '' : inlineSize;
});
const isMarked = (page: Page, text: string) => expect.poll(() => mark(page, text), text).toBe('14px');
const isPlain = (page: Page, text: string) => expect.poll(() => mark(page, text), text).toBe('');

async function openStarred(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Chats' }).click();
  await page.getByRole('button', { name: 'Starred messages' }).click();
}

test('what is starred is marked, can be taken back for a moment, and is one’s own on every device and tab', async ({ server, visitor, browser }) => {
  const sign = siteOf(server);
  const phone = await (await browser.newContext()).newPage();
  await openChat(visitor, server.url);
  await identified(visitor, sign('customer-1', 'Ann Arbor'));
  for (const text of ['The code is 4711', 'Thank you']) await send(visitor, text);
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await phone.goto(server.url);
  await phone.evaluate((token) => { void window.foyer('identify', { token }); }, sign('customer-1', 'Ann Arbor'));
  await phone.getByRole('button', { name: /^Open chat/ }).click();
  await expect(texts(phone)).toHaveText(['The code is 4711', 'Thank you']);
  const tab = await visitor.context().newPage();
  await openChat(tab, server.url);
  await expect(texts(tab)).toHaveText(['The code is 4711', 'Thank you']);

  await choose(visitor, 'The code is 4711', 'Star');
  await isMarked(visitor, 'The code is 4711');
  for (const page of [phone, tab]) await isMarked(page, 'The code is 4711');
  await isPlain(phone, 'Thank you');
  await visitor.getByRole('button', { name: 'Undo' }).click();
  await expect(article(visitor, 'The code is 4711')).toBeFocused();
  for (const page of [visitor, phone, tab]) await isPlain(page, 'The code is 4711');

  await choose(phone, 'Thank you', 'Star');
  await isMarked(visitor, 'Thank you');
  await choose(visitor, 'Thank you', 'Unstar');
  for (const page of [visitor, phone, tab]) await isPlain(page, 'Thank you');
  await expect(visitor.getByRole('status').getByText('No longer starred')).toBeVisible();
  // Nobody has pressed it for five seconds.
  await expect(visitor.getByRole('button', { name: 'Undo' })).not.toBeAttached({ timeout: 8_000 });
  await isPlain(phone, 'Thank you');
  await phone.context().close();
});

test('a message is starred by keys alone, and a screen reader hears that it is', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'By keys');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await article(visitor, 'By keys').focus();
  await visitor.keyboard.press('Enter');
  await expect(menu(visitor).getByRole('menuitem', { name: 'Star', exact: true })).toBeVisible();
  for (let press = 0; press < 8 && !(await menu(visitor).getByRole('menuitem', { name: 'Star', exact: true }).evaluate((item) => item.matches(':focus'))); press += 1) await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('Enter');
  await isMarked(visitor, 'By keys');
  await expect(article(visitor, 'By keys')).toBeFocused();
  // As the browser tells it: the driver does not compute what stands in a style.
  const session = await visitor.context().newCDPSession(visitor);
  const { nodes } = await session.send('Accessibility.getFullAXTree') as { nodes: { role?: { value: string }; name?: { value: string } }[] };
  expect(nodes.find(({ role }) => role?.value === 'article')?.name?.value).toMatch(/By keys Starred/);
  await expect(visitor.getByRole('status').getByText('Starred', { exact: true })).toBeVisible();
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
  await visitor.keyboard.press('Shift+Tab');
  await expect(visitor.getByRole('button', { name: 'Undo' })).toBeFocused();
  await visitor.keyboard.press('Enter');
  await expect(article(visitor, 'By keys')).toBeFocused();
  await isPlain(visitor, 'By keys');
});

test('a message is starred by touch, and the mark does not cover it', async ({ server, browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const phone = await context.newPage();
  await openChat(phone, server.url);
  await send(phone, 'A text that is long enough to go over more than one line on a phone, so that its bubble is as wide as one can be there');
  await expect(phone.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await phone.waitForFunction(() => customElements.get('foyer-message-menu'));
  const box = await article(phone, 'A text').locator('.bubble').boundingBox();
  const session = await context.newCDPSession(phone);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 12 }] });
  await expect(menu(phone)).toBeVisible();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await menu(phone).getByRole('menuitem', { name: 'Star', exact: true }).tap();
  await isMarked(phone, 'A text');
  const left = await article(phone, 'A text').locator('.bubble').evaluate((bubble) => {
    const end = Number.parseFloat(getComputedStyle(bubble, '::after').right);
    const say = bubble.parentElement?.getBoundingClientRect();
    return { beside: end >= (say?.width ?? Infinity), startPx: (say?.right ?? 0) - end - 14 };
  });
  expect(left.beside).toBe(true);
  expect(left.startPx).toBeGreaterThanOrEqual(0);
  await context.close();
});

test('all that is starred stands in one place, and each opens its chat at the message; in the details of a chat stands its own', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor, 'Do you repair lamps?');
  await ana.say(conversation, 'We do, on Mondays', ...Array.from({ length: 60 }, (_, count) => `Line ${count}`));
  await expect(article(visitor, 'Line 59')).toBeVisible();
  await visitor.getByRole('log').evaluate((log) => { log.scrollTop = 0; });
  await expect(article(visitor, 'We do, on Mondays')).toBeVisible();
  await choose(visitor, 'We do, on Mondays', 'Star');
  await isMarked(visitor, 'We do, on Mondays');

  await openStarred(visitor);
  await expect(starred(visitor)).toHaveCount(1);
  await expect(starred(visitor)).toContainText('We do, on Mondays');
  await expect(starred(visitor)).toContainText('Ana Kovač');
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
  await starred(visitor).click();
  await expect(visitor.locator('[data-key="seq:2"]:visible')).toBeFocused();
  await expect(visitor.locator('[data-key="seq:2"]:visible')).toBeInViewport();

  await visitor.getByRole('button', { name: 'Details' }).click();
  const here = visitor.getByRole('region', { name: 'Starred messages' });
  await expect(here.getByRole('button')).toContainText('We do, on Mondays');
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
  await here.getByRole('button').click();
  await expect(visitor.locator('[data-key="seq:2"]:visible')).toBeFocused();
  await choose(visitor, 'We do, on Mondays', 'Unstar');
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(here).toContainText('Nothing is starred in this chat.');

  // Back goes one layer at a time, to the list of stars, which has heard of it.
  for (const name of ['Back', 'Back']) await visitor.getByRole('button', { name, exact: true }).click();
  await expect(visitor.getByText('Star a message, and you find it here.')).toBeVisible();
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
});

test('a starred message that is deleted leaves the list while somebody looks at it', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor);
  await ana.say(conversation, 'A slip of the pen');
  await choose(visitor, 'A slip of the pen', 'Star');
  await openStarred(visitor);
  await expect(starred(visitor)).toHaveCount(1);
  await ana.remove(conversation, 2);
  await expect(starred(visitor)).toHaveCount(0);
  await expect(visitor.getByText('Star a message, and you find it here.')).toBeVisible();
});

test('without a connection the list says so and comes by itself, and a star that cannot be stored is taken back', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Keep this');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await choose(visitor, 'Keep this', 'Star');
  await isMarked(visitor, 'Keep this');
  await visitor.route('**/api/v1/me/stars**', (route) => route.abort());
  await openStarred(visitor);
  await expect(visitor.getByRole('alert')).toHaveText('Starred messages are shown when you are connected.');
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
  await visitor.route('**/api/v1/me/stars**', (route) => route.fulfill({ status: 500, json: { error: { code: 'internal', message: '' } } }));
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(visitor.getByRole('alert')).toHaveText('Starred messages cannot be shown right now (internal).');
  await visitor.unroute('**/api/v1/me/stars**');
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(starred(visitor)).toHaveCount(1);

  await visitor.route('**/star', (route) => route.abort());
  await starred(visitor).click();
  await choose(visitor, 'Keep this', 'Unstar');
  await expect(visitor.getByRole('status').getByText('That did not work. Try again when you are connected.')).toBeAttached();
  await isMarked(visitor, 'Keep this');
  await visitor.route('**/star', (route) => route.fulfill({ status: 413, json: { error: { code: 'too-large', message: '' } } }));
  await choose(visitor, 'Keep this', 'Unstar');
  await expect(visitor.getByRole('status').getByText('That is as many as can be starred.')).toBeAttached();
});

test('the desk, whose threads stand by themselves, offers no star', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Anybody there?');
  await desk.getByRole('list', { name: 'Conversations' }).getByText('Anybody there?').click();
  await article(desk, 'Anybody there?').hover();
  await article(desk, 'Anybody there?').getByRole('button', { name: 'More' }).click();
  await expect(menu(desk).getByRole('menuitem', { name: 'Copy' })).toBeVisible();
  await expect(menu(desk).getByRole('menuitem', { name: 'Star', exact: true })).toHaveCount(0);
});
