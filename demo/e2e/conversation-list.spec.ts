import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { violations } from './violations.ts';
import { conversationsOf, rows, showList } from './list-page.ts';

const filter = (page: Page, name: string) => page.getByRole('group', { name: 'Show' }).getByRole('button', { name, exact: true });

test('a row says whom it is with, what was said last, how far it got and what is unread', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(6));
  await expect(rows(visitor)).toHaveCount(6);
  await expect(rows(visitor).nth(0)).toHaveAccessibleName(/^Ana Kovač \d\d:\d\d Is the blue one back\? 3 unread messages$/);
  await expect(rows(visitor).nth(2)).toContainText('99+');
  await expect(rows(visitor).nth(2)).toContainText('Yesterday');
  await expect(rows(visitor).nth(3)).toContainText('Read, You');
  await expect(rows(visitor).nth(4)).toContainText(/Draft:\s*Not sent yet/);
  await expect(rows(visitor).nth(5)).toContainText('typing…');
  const heights = await rows(visitor).evaluateAll((all) => all.map((row) => [row.getBoundingClientRect().height, row.scrollWidth <= row.clientWidth]));
  expect(heights).toEqual(Array.from({ length: 6 }, () => [64, true]));
  expect(await violations(visitor, 'foyer-conversation-list')).toEqual([]);
});

test('a row says that it is pinned and muted, and counts quietly while it is', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(4, { 0: { pinned: true, mutedUntil: 8.64e15 }, 1: { mutedUntil: 1 } }));
  await expect(rows(visitor).nth(0)).toHaveAccessibleName(/back\? Muted Pinned 3 unread messages$/);
  // That time is over.
  await expect(rows(visitor).nth(1)).not.toContainText('Muted');
  const colours = await rows(visitor).evaluateAll((all) => all.flatMap((row) => Array.from(row.querySelectorAll('.count'), (count) => getComputedStyle(count).backgroundColor)));
  expect(colours).toEqual(['rgb(236, 235, 233)', 'rgb(42, 91, 215)']);
  expect(await rows(visitor).evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height))).toEqual([64, 64, 64, 64]);
  expect(await violations(visitor, 'foyer-conversation-list')).toEqual([]);
});

test('somebody who types is named where it may be another than the row is named after, and is never oneself', async ({ server, visitor }) => {
  const people = [
    { id: 'me-000000', name: 'Me', kind: 'staff', role: 'staff' }, { id: 'colleague', name: 'Tom Berg', kind: 'staff', role: 'staff' }, { id: 'other-0', name: 'Ana Kovač', kind: 'visitor', role: 'member' },
  ] as const;
  await showList(visitor, server.url, conversationsOf(1, { 0: { kind: 'support', people: [...people] } }), { isStaff: true });
  const type = (...ids: string[]) => visitor.evaluate((ids) => { document.querySelector('foyer-conversation-list')!.typing = new Map([['conversation-0', ids]]); }, ids);
  await type('me-000000');
  await expect(rows(visitor)).toContainText('Is the blue one back?');
  await type('me-000000', 'colleague');
  await expect(rows(visitor)).toContainText('Tom Berg is typing');
  await type('colleague', 'other-0');
  await expect(rows(visitor)).toContainText('typing…');
});

test('the list is one tab stop; arrows, Home and End go through it, Enter chooses', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(5));
  await visitor.keyboard.press('Tab');
  await expect(rows(visitor).nth(0)).toBeFocused();
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('ArrowDown');
  await expect(rows(visitor).nth(2)).toBeFocused();
  await visitor.keyboard.press('End');
  await expect(rows(visitor).nth(4)).toBeFocused();
  await visitor.keyboard.press('ArrowDown');
  await expect(rows(visitor).nth(4)).toBeFocused();
  await visitor.keyboard.press('Home');
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('Enter');
  await expect(visitor).toHaveTitle('foyer-pick {"id":"conversation-1"}');
  // Coming back by Tab leads to where one was.
  await visitor.keyboard.press('Shift+Tab');
  await visitor.keyboard.press('Tab');
  await expect(rows(visitor).nth(1)).toBeFocused();
});

test('with more than eight conversations the unread ones can be seen alone', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(3));
  await expect(rows(visitor)).toHaveCount(3);
  await expect(filter(visitor, 'Unread')).not.toBeAttached();
  await showList(visitor, server.url, conversationsOf(12));
  await filter(visitor, 'Unread').click();
  await expect(rows(visitor)).toHaveCount(2);
  await visitor.evaluate(() => {
    const list = document.querySelector('foyer-conversation-list')!;
    list.conversations = list.conversations.map((conversation) => ({ ...conversation, unread: 0 }));
  });
  await expect(visitor.getByText('Everything is read')).toBeVisible();
  await filter(visitor, 'All').click();
  await expect(rows(visitor)).toHaveCount(12);
});

test('what is archived is seen under its own filter alone, and a filter that has nothing to offer any more gives way to all', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(5, { 0: { archivedSeq: 9 }, 1: { archivedSeq: 8 } }));
  await expect(rows(visitor)).toHaveCount(4);
  await filter(visitor, 'Groups').click();
  await expect(rows(visitor)).toHaveCount(1);
  await expect(rows(visitor)).toContainText('Saturday workshop');
  await filter(visitor, 'Archived').click();
  await expect(rows(visitor)).toHaveCount(1);
  await expect(rows(visitor)).toContainText('Ana Kovač');
  await visitor.evaluate(() => {
    const list = document.querySelector('foyer-conversation-list')!;
    list.conversations = list.conversations.map((conversation) => ({ ...conversation, archivedSeq: 0 }));
  });
  await expect(rows(visitor)).toHaveCount(5);
  await expect(visitor.getByRole('group', { name: 'Show' })).not.toBeAttached();
  // The desk has lists of its own.
  await visitor.evaluate(() => {
    const list = document.querySelector('foyer-conversation-list')!;
    list.isStaff = true;
    list.conversations = list.conversations.map((conversation) => ({ ...conversation, archivedSeq: 9 }));
  });
  await expect(rows(visitor)).toHaveCount(5);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`in the ${scheme} scheme the menu of a row is opened by its button, worked by the mouse and closed by a press elsewhere`, async ({ server, visitor }) => {
    await visitor.emulateMedia({ colorScheme: scheme });
    await showList(visitor, server.url, conversationsOf(4), { canArrange: true });
    const more = visitor.getByRole('button', { name: 'Actions for Ana Kovač' });
    await expect(more).not.toBeVisible();
    await rows(visitor).first().hover();
    await expect(more).toBeVisible();
    await more.click();
    const menu = visitor.getByRole('menu', { name: 'Actions for Ana Kovač' });
    await expect(menu.getByRole('menuitem')).toHaveText(['Mark as read', 'Pin', 'Mute', 'Archive']);
    expect(await violations(visitor, 'foyer-conversation-list')).toEqual([]);
    await menu.getByRole('menuitem', { name: 'Mute' }).click();
    const times = visitor.getByRole('menu', { name: 'Mute' });
    await expect(times.getByRole('menuitem')).toHaveText(['For 1 hour', 'For 8 hours', 'For good']);
    expect(await violations(visitor, 'foyer-conversation-list')).toEqual([]);
    await times.getByRole('menuitem', { name: 'For good' }).click();
    await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"mutedUntil":8640000000000000}}');
    await expect(times).not.toBeAttached();
    await rows(visitor).first().hover();
    await more.click();
    await more.click();
    await expect(menu).not.toBeAttached();
    await more.click();
    await expect(menu).toBeVisible();
    await rows(visitor).nth(3).click({ position: { x: 100, y: 60 } });
    await expect(menu).not.toBeAttached();
  });
}

test('each action of the menu asks for its change, and the contrary of what is so already', async ({ server, visitor }) => {
  const arranged = { pinned: true, mutedUntil: 8.64e15, archivedSeq: 9 };
  await showList(visitor, server.url, conversationsOf(3, { 2: arranged }), { canArrange: true });
  const choose = async (name: string): Promise<void> => {
    await rows(visitor).first().click({ button: 'right' });
    await visitor.getByRole('menuitem', { name, exact: true }).click();
    await expect(visitor.getByRole('menu')).not.toBeAttached();
  };
  await choose('Pin');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"pinned":true}}');
  await choose('Archive');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-0","change":{"archivedSeq":9}}');
  await choose('Mark as read');
  await expect(visitor).toHaveTitle('foyer-mark-read {"id":"conversation-0"}');
  const before = Date.now();
  await rows(visitor).first().click({ button: 'right' });
  await visitor.getByRole('menuitem', { name: 'Mute' }).click();
  await visitor.getByRole('menuitem', { name: 'For 8 hours' }).click();
  await expect(visitor).toHaveTitle(/mutedUntil/);
  const { change } = JSON.parse((await visitor.title()).replace('foyer-arrange ', '')) as { change: { mutedUntil: number } };
  expect(change.mutedUntil - before - 8 * 3_600_000).toBeGreaterThanOrEqual(0);
  expect(change.mutedUntil - Date.now() - 8 * 3_600_000).toBeLessThanOrEqual(0);
  await filter(visitor, 'Archived').click();
  await expect(rows(visitor)).toHaveCount(1);
  await choose('Unpin');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-2","change":{"pinned":false}}');
  await choose('Unmute');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-2","change":{"mutedUntil":0}}');
  await choose('Move back to the list');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-2","change":{"archivedSeq":0}}');
});

test('by keys the menu is opened, walked, left by one layer at a time, and gives the focus back', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(4), { canArrange: true });
  const item = (name: string) => visitor.getByRole('menuitem', { name, exact: true });
  await visitor.keyboard.press('Tab');
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('Shift+F10');
  // Nothing is unread there.
  await expect(visitor.getByRole('menuitem')).toHaveText(['Pin', 'Mute', 'Archive']);
  await expect(item('Pin')).toBeFocused();
  await visitor.keyboard.press('ArrowUp');
  await expect(item('Archive')).toBeFocused();
  await visitor.keyboard.press('ArrowDown');
  await expect(item('Pin')).toBeFocused();
  await visitor.keyboard.press('End');
  await expect(item('Archive')).toBeFocused();
  await visitor.keyboard.press('Home');
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('Enter');
  await expect(item('For 1 hour')).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(item('Mute')).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('menu')).not.toBeAttached();
  await expect(rows(visitor).nth(1)).toBeFocused();
  // The button on the row is reached by Tab, and Tab leaves its menu.
  await visitor.keyboard.press('Tab');
  await expect(visitor.getByRole('button', { name: /^Actions for Sofia/ })).toBeFocused();
  await expect(visitor.getByRole('button', { name: /^Actions for Sofia/ })).toBeVisible();
  await visitor.keyboard.press('Enter');
  await expect(item('Pin')).toBeFocused();
  await visitor.keyboard.press('Tab');
  await expect(visitor.getByRole('menu')).not.toBeAttached();
  await expect(rows(visitor).nth(1)).toBeFocused();
  await visitor.keyboard.press('ContextMenu');
  await visitor.keyboard.press('Enter');
  await expect(visitor).toHaveTitle('foyer-arrange {"id":"conversation-1","change":{"pinned":true}}');
  await expect(rows(visitor).nth(1)).toBeFocused();
});

test('the menu of any row lies within what is seen of the list, and a row that leaves hands the focus on', async ({ server, visitor }) => {
  await visitor.setViewportSize({ width: 320, height: 480 });
  await showList(visitor, server.url, conversationsOf(20), { canArrange: true });
  for (const index of [0, 6, 19]) {
    await rows(visitor).nth(index).click({ button: 'right' });
    const seen = await visitor.getByRole('menu').evaluate((menu) => {
      const { left, top, right, bottom } = menu.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    });
    expect(seen, `row ${index}`).toBe(true);
    await visitor.keyboard.press('Escape');
  }
  await visitor.evaluate(() => {
    const list = document.querySelector('foyer-conversation-list')!;
    list.conversations = list.conversations.map((conversation, index) => (index === 19 ? { ...conversation, archivedSeq: 9 } : conversation));
  });
  await expect(rows(visitor).nth(18)).toBeFocused();
});

test('without `canArrange` a row has no actions', async ({ server, visitor }) => {
  await showList(visitor, server.url, conversationsOf(2));
  await expect(visitor.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
  await rows(visitor).first().click({ button: 'right' });
  await expect(visitor.getByRole('menu')).not.toBeAttached();
});

test('an empty list waits with rows of the same height, then says so and offers one thing to do', async ({ server, visitor }) => {
  await showList(visitor, server.url, [], { isLoading: true, canStart: true });
  await expect(visitor.getByRole('status')).toHaveText('Loading');
  expect(await visitor.evaluate(() => Array.from(document.querySelector('foyer-conversation-list')!.renderRoot.querySelectorAll('.row'), (row) => row.getBoundingClientRect().height))).toEqual([64, 64, 64, 64, 64]);
  await visitor.evaluate(() => { document.querySelector('foyer-conversation-list')!.isLoading = false; });
  await expect(visitor.getByText('No conversations yet')).toBeVisible();
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await expect(visitor).toHaveTitle('foyer-start {}');
});
