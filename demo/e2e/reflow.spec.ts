import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { withConversation } from './desk-page.ts';
import { expect, staff, test } from './fixtures.ts';

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Whatever stands beyond the sides of the screen, or has to be scrolled sideways to be read (1.4.10). */
const beyond = (page: Page) => page.evaluate(() => {
  const found: string[] = [];
  const hasTextOverflow = (element: Element): boolean => getComputedStyle(element).textOverflow === 'ellipsis' || element.classList.contains('hidden-text');
  const walk = (root: ParentNode, isClipped: boolean): void => {
    for (const element of root.children) {
      const clips = isClipped || hasTextOverflow(element);
      const { left, right, width, height } = element.getBoundingClientRect();
      const { overflowX, clipPath } = getComputedStyle(element);
      if (!clips && clipPath === 'none' && width > 0 && height > 0 && element.checkVisibility() && (left < -0.5 || right > innerWidth + 0.5)) found.push(`${element.localName}.${element.getAttribute('class')} ${left} to ${right}`);
      if (!clips && element.scrollWidth > element.clientWidth + 1 && (overflowX === 'auto' || overflowX === 'scroll')) found.push(`${element.localName}.${element.className} scrolls sideways`);
      if (element.localName === 'svg') continue;
      const isOut = clips || clipPath !== 'none';
      walk(element, isOut);
      if (element.shadowRoot) walk(element.shadowRoot, isOut);
    }
  };
  walk(document.body, false);
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  return found;
});

test('at a width of 320 px nothing of the chat is cut off or scrolls sideways', async ({ server, visitor }) => {
  test.slow();
  await visitor.setViewportSize({ width: 320, height: 640 });
  const { ana, conversation } = await withTeam(server, visitor, `https://shop.example/${longWord}`);
  await ana.say(conversation, longWord);
  await expect(visitor.getByRole('log').getByText(longWord, { exact: true })).toBeVisible();
  expect(await beyond(visitor), 'thread').toEqual([]);
  await visitor.getByRole('log').getByRole('article').first().focus();
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('menu')).toBeVisible();
  expect(await beyond(visitor), 'menu').toEqual([]);
  await visitor.keyboard.press('Escape');
  await visitor.getByRole('button', { name: 'Emoji' }).click();
  await expect(visitor.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  expect(await beyond(visitor), 'emoji').toEqual([]);
  await visitor.keyboard.press('Escape');
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  expect(await beyond(visitor), 'details').toEqual([]);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Back' }).click();
  await expect(visitor.getByRole('button', { name: 'Write to us' })).toBeVisible();
  expect(await beyond(visitor), 'home').toEqual([]);
  await visitor.getByRole('button', { name: 'Chats', exact: true }).click();
  await expect(visitor.getByRole('list', { name: 'Conversations' })).toBeVisible();
  expect(await beyond(visitor), 'list').toEqual([]);
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.locator('foyer-settings')).toBeVisible();
  expect(await beyond(visitor), 'settings').toEqual([]);
});

test('at a width of 320 px nothing of the desk is cut off or scrolls sideways', async ({ server, visitor, desk }) => {
  test.slow();
  await desk.setViewportSize({ width: 320, height: 640 });
  expect(await beyond(desk), 'inbox, empty').toEqual([]);
  await withConversation(server, visitor, desk, longWord);
  expect(await beyond(desk), 'thread').toEqual([]);
  await desk.getByRole('button', { name: 'More' }).click();
  await expect(desk.getByRole('menu')).toBeVisible();
  expect(await beyond(desk), 'menu').toEqual([]);
  await desk.getByRole('menuitem', { name: `Assign to ${staff.name} (you)` }).click();
  await desk.getByRole('button', { name: 'Visitor', exact: true }).click();
  await expect(desk.getByText('Not signed in')).toBeVisible();
  expect(await beyond(desk), 'visitor').toEqual([]);
  await desk.getByRole('button', { name: 'Done' }).click();
  await desk.getByRole('button', { name: 'Back' }).click();
  await expect(desk.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  expect(await beyond(desk), 'inbox').toEqual([]);
  for (const [button, heading] of [[/^On the site now/, 'On the site now'], ['Saved replies', 'Saved replies'], ['Settings', 'Settings']] as const) {
    await desk.getByRole('button', { name: button }).first().click();
    await expect(desk.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    expect(await beyond(desk), heading).toEqual([]);
  }
});
