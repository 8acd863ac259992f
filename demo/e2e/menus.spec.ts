import type { Page } from '@playwright/test';
import { expect, openChat, send, test } from './fixtures.ts';
import { conversationsOf, rows, showList } from './list-page.ts';

const box = async (page: Page, selector: string) => {
  const found = await page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`${selector} is not there.`);
  return { left: found.x, right: found.x + found.width, top: found.y, bottom: found.y + found.height };
};

for (const [language, dir] of [['en', 'ltr'], ['ar', 'rtl']] as const) {
  test(`the menu of an own message lines up with the end of its bubble, ${dir}`, async ({ server, visitor }) => {
    await openChat(visitor, server.url);
    await send(visitor, 'A message that is long enough for its menu to line up with it on either side');
    await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
    await visitor.evaluate((tag) => window.foyer('setLocale', tag), language);
    await expect(visitor.getByRole('dialog')).toHaveCSS('direction', dir);
    await visitor.getByRole('log').getByRole('article').first().focus();
    await visitor.keyboard.press('Enter');
    await expect(visitor.getByRole('menu')).toBeVisible();
    const [menu, bubble, thread] = [await box(visitor, 'foyer-message-menu'), await box(visitor, 'foyer-thread .bubble'), await box(visitor, 'foyer-thread')];
    if (dir === 'ltr') expect(menu.right).toBeCloseTo(bubble.right, 0);
    else expect(menu.left).toBeCloseTo(bubble.left, 0);
    expect(menu.left).toBeGreaterThanOrEqual(thread.left + 8);
    expect(menu.right).toBeLessThanOrEqual(thread.right - 8);
  });

  test(`the menu of a chat in the list stands at the end of its row, ${dir}`, async ({ server, visitor }) => {
    await showList(visitor, server.url, conversationsOf(4), { canArrange: true }, { lang: language, dir });
    await visitor.locator('foyer-conversation-list button.row').nth(1).click({ button: 'right' });
    await expect(visitor.getByRole('menu')).toBeVisible();
    const [menu, list] = [await box(visitor, 'foyer-row-menu'), await box(visitor, 'foyer-conversation-list')];
    if (dir === 'ltr') expect(menu.right).toBeCloseTo(list.right - 8, 0);
    else expect(menu.left).toBeCloseTo(list.left + 8, 0);
  });
}

test('Tab comes back to the group of emoji that was looked at last', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await visitor.getByRole('button', { name: 'Emoji' }).click();
  const groups = visitor.getByRole('toolbar', { name: 'Groups of emoji' }).getByRole('button');
  await groups.first().focus();
  await visitor.keyboard.press('ArrowRight');
  await visitor.keyboard.press('ArrowRight');
  await expect(groups.nth(2)).toBeFocused();
  await visitor.keyboard.press('Tab');
  await visitor.keyboard.press('Shift+Tab');
  await expect(groups.nth(2)).toBeFocused();
});

test('lists without marks are lists for Safari, too', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(4));
  await expect(rows(visitor).first()).toBeVisible();
  expect(await visitor.evaluate(() => {
    const found: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'ul' && getComputedStyle(element).listStyleType === 'none' && element.getAttribute('role') !== 'list' && element.getAttribute('aria-hidden') !== 'true') found.push(element.outerHTML.slice(0, 80));
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  })).toEqual([]);
});
