import type { Locator, Page } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { violations } from './violations.ts';
import { conversationsOf, rows, showList } from './list-page.ts';

const test = base.extend<{ phone: Page }>({
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    await use(await context.newPage());
    await context.close();
  },
});

/** A finger that goes sideways or up over a row. */
async function swipe(page: Page, row: Locator, by: { x?: number; y?: number }): Promise<void> {
  const box = await row.boundingBox();
  if (!box) throw new Error('There is no such row');
  const from = { x: by.x !== undefined && by.x > 0 ? 40 : 350, y: box.y + 32 };
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  for (let step = 1; step <= 12; step += 1) await touch('touchMove', { x: from.x + (by.x ?? 0) * step / 12, y: from.y + (by.y ?? 0) * step / 12 });
  await touch('touchEnd');
  await session.detach();
}

const actions = (page: Page, name: string) => page.getByRole('group', { name: `Actions for ${name}` }).getByRole('button');
const offset = (page: Page, index: number) => rows(page).nth(index).evaluate((row) => row.parentElement?.scrollLeft ?? 0);
const isInView = (page: Page, name: string) => actions(page, name).last().evaluate((button) => {
  const { left, right } = button.getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
});

test('a row that is pushed aside shows its actions; a tap on one acts and the row comes back', async ({ server, phone }) => {
  await showList(phone, server.url, conversationsOf(4, { 3: { pinned: true, mutedUntil: 8.64e15 } }), { canArrange: true });
  await expect(actions(phone, 'Ana Kovač')).toHaveText(['Read', 'Pin', 'Mute', 'Archive']);
  await expect(actions(phone, 'Saturday workshop')).toHaveText(['Unpin', 'Unmute', 'Archive']);
  expect(await isInView(phone, 'Ana Kovač')).toBe(false);
  await swipe(phone, rows(phone).nth(0), { x: -260 });
  await expect.poll(() => isInView(phone, 'Ana Kovač')).toBe(true);
  expect(await violations(phone, 'foyer-conversation-list')).toEqual([]);
  const sizes = await actions(phone, 'Ana Kovač').evaluateAll((all) => all.every((button) => button.clientWidth >= 44 && button.clientHeight >= 44));
  expect(sizes).toBe(true);
  await actions(phone, 'Ana Kovač').last().tap();
  await expect(phone).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"archivedSeq":9}}');
  await expect.poll(() => offset(phone, 0)).toBe(0);
});

test('one row at a time is aside, and a tap on it brings it back instead of opening it', async ({ server, phone }) => {
  await showList(phone, server.url, conversationsOf(4), { canArrange: true });
  await swipe(phone, rows(phone).nth(0), { x: -260 });
  await expect.poll(() => isInView(phone, 'Ana Kovač')).toBe(true);
  await swipe(phone, rows(phone).nth(2), { x: -260 });
  await expect.poll(() => isInView(phone, 'محمد علي')).toBe(true);
  await expect.poll(() => offset(phone, 0)).toBe(0);
  await rows(phone).nth(2).tap({ position: { x: 380, y: 32 } });
  await expect.poll(() => offset(phone, 2)).toBe(0);
  await expect(phone).toHaveTitle('List');
  await rows(phone).nth(2).tap();
  await expect(phone).toHaveTitle('foyer-pick {"id":"conversation-2"}');
});

test('a finger that goes up scrolls the list and moves no row aside', async ({ server, phone }) => {
  await showList(phone, server.url, conversationsOf(30), { canArrange: true });
  await swipe(phone, rows(phone).nth(5), { y: -300 });
  await expect.poll(() => phone.evaluate(() => document.querySelector('foyer-conversation-list')!.scrollTop)).toBeGreaterThan(200);
  expect(await offset(phone, 5)).toBe(0);
  // Rows that scroll are no stops for the Tab key.
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Tab');
  const stop = await phone.evaluate(() => document.querySelector('foyer-conversation-list')!.shadowRoot!.activeElement?.tagName);
  expect(stop).not.toBe('LI');
});

test('where lines run from right to left a row is pushed to the right', async ({ server, phone }) => {
  await showList(phone, server.url, conversationsOf(2), { canArrange: true }, { lang: 'ar', dir: 'rtl' });
  const list = phone.getByRole('list', { name: 'المحادثات' });
  await expect(list).toBeVisible();
  const row = list.locator('button.row').first();
  const archive = phone.getByRole('button', { name: 'أرشفة' }).first();
  await swipe(phone, row, { x: 260 });
  await expect.poll(() => archive.evaluate((button) => button.getBoundingClientRect().left)).toBe(0);
  await archive.tap();
  await expect(phone).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"archivedSeq":9}}');
  await expect.poll(() => row.evaluate((element) => element.parentElement?.scrollLeft)).toBe(0);
});

test('without motion a row is back at once, and a long press opens the menu', async ({ server, phone }) => {
  await phone.emulateMedia({ reducedMotion: 'reduce' });
  await showList(phone, server.url, conversationsOf(2), { canArrange: true });
  await swipe(phone, rows(phone).nth(0), { x: -260 });
  await expect.poll(() => isInView(phone, 'Ana Kovač')).toBe(true);
  const left = await actions(phone, 'Ana Kovač').nth(1).evaluate((button) => {
    (button as HTMLElement).click();
    return button.closest('li')?.scrollLeft;
  });
  expect(left).toBe(0);
  await expect(phone).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"pinned":true}}');
  // What browsers make of a long press.
  await rows(phone).nth(1).dispatchEvent('contextmenu');
  await expect(phone.getByRole('menuitem')).toHaveText(['Pin', 'Mute', 'Archive']);
  await expect(phone.getByRole('menuitem').first()).toHaveCSS('min-height', '44px');
});

test('where the browser does not speak of a long press a row opens its menu all the same, and the finger that is lifted opens no chat', async ({ server, phone }) => {
  await showList(phone, server.url, conversationsOf(3), { canArrange: true });
  const session = await phone.context().newCDPSession(phone);
  const box = await rows(phone).nth(1).boundingBox();
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 200, y: (box?.y ?? 0) + 32 }] });
  await expect(phone.getByRole('menuitem')).toHaveText(['Pin', 'Mute', 'Archive']);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(phone.getByRole('menuitem').first()).toBeFocused();
  await expect(phone).toHaveTitle('List');
});
