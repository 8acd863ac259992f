import type { Locator, Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test } from './fixtures.ts';
import { rows } from './list-page.ts';

const tab = (page: Page, name: string): Locator => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name });
const row = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });

async function showChats(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await tab(page, 'Chats').click();
}

async function choose(page: Page, name: string, ...items: string[]): Promise<void> {
  await row(page, name).click({ button: 'right' });
  for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The list of a visitor to whom these have written, the last one on top. They go on by what is returned. */
async function withNeighbours<N extends string>(visitor: Page, url: string, ...names: N[]): Promise<Record<N, (...texts: string[]) => Promise<void>>> {
  const session = visitor.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(visitor, url);
  const { user } = await (await session).json() as { user: { id: string } };
  await send(visitor, 'A question for the team');
  const says = {} as Record<N, (...texts: string[]) => Promise<void>>;
  for (const name of names) {
    const person = await Person.visitor(url, name);
    const conversation = await person.open({ kind: 'direct', with: user.id });
    says[name] = (...texts) => person.say(conversation, ...texts);
    await says[name](`Hello from ${name}`);
  }
  await showChats(visitor);
  await expect(rows(visitor)).toHaveCount(names.length + 1);
  return says;
}

test('what is pinned stays on top, in every tab and after a reload', async ({ server, visitor, visitorContext }) => {
  await withNeighbours(visitor, server.url, 'Ada', 'Grace');
  await expect(rows(visitor).first()).toContainText('Grace');
  await choose(visitor, 'Ada', 'Pin');
  await expect(rows(visitor).first()).toContainText('Ada');
  await expect(rows(visitor).first()).toContainText('Pinned');
  const other = await visitorContext.newPage();
  await other.goto(server.url);
  await other.getByRole('button', { name: /^Open chat/ }).click();
  await tab(other, 'Chats').click();
  await expect(rows(other).first()).toContainText('Ada');
  await choose(other, 'Ada', 'Unpin');
  await expect(rows(visitor).first()).toContainText('Grace');
});

test('a muted conversation neither counts nor shows a card, and says so in its details', async ({ server, visitor }) => {
  const says = await withNeighbours(visitor, server.url, 'Ada', 'Grace');
  await choose(visitor, 'Ada', 'Mute', 'For good');
  await expect(row(visitor, 'Ada')).toContainText('Muted');
  await choose(visitor, 'Grace', 'Mark as read');
  await expect(row(visitor, 'Grace')).not.toContainText('unread');
  await visitor.keyboard.press('Escape');
  await says.Ada('Only for later');
  await says.Grace('For now');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await expect(visitor.getByRole('region', { name: 'New message from Grace' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Dismiss' }).click();
  await expect(visitor.getByRole('region', { name: /^New message from/ })).not.toBeAttached();
  await visitor.getByRole('button', { name: 'Open chat, 1 unread' }).click();
  await tab(visitor, 'Chats').click();
  await row(visitor, 'Ada').click();
  await visitor.getByRole('button', { name: 'Details' }).click();
  await visitor.getByRole('button', { name: 'Unmute' }).click();
  await expect(visitor.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
});

test('what is archived leaves the list and home, can be taken back at once, and comes back with a new message', async ({ server, visitor }) => {
  const says = await withNeighbours(visitor, server.url, 'Ada', 'Grace');
  await choose(visitor, 'Ada', 'Archive');
  await expect(row(visitor, 'Ada')).toHaveCount(0);
  await visitor.getByRole('button', { name: 'Undo' }).click();
  await expect(row(visitor, 'Ada')).toHaveCount(1);
  await choose(visitor, 'Ada', 'Archive');
  await expect(row(visitor, 'Ada')).toHaveCount(0);
  await tab(visitor, 'Home').click();
  await expect(row(visitor, 'Grace')).toHaveCount(1);
  await expect(row(visitor, 'Ada')).toHaveCount(0);
  await tab(visitor, 'Chats').click();
  await visitor.getByRole('button', { name: 'Archived', exact: true }).click();
  await expect(rows(visitor)).toHaveCount(1);
  await says.Ada('Here again');
  await expect(visitor.getByRole('button', { name: 'Archived', exact: true })).not.toBeAttached();
  await expect(rows(visitor).first()).toContainText('Here again');
});

test('a search over names and messages opens a conversation at the message, however far back it lies', async ({ server, visitor }) => {
  const says = await withNeighbours(visitor, server.url, 'Ada', 'Grace');
  await says.Ada('The zeppelin was early', ...Array.from({ length: 70 }, (_, count) => `Line ${count}`));
  await expect(row(visitor, 'Line 69')).toHaveCount(1);
  await visitor.getByRole('button', { name: 'Search' }).click();
  const found = visitor.getByRole('list', { name: 'Found' }).getByRole('button');
  await visitor.keyboard.type('Grace');
  await expect(found).toHaveCount(1);
  await visitor.getByRole('searchbox', { name: 'Search' }).fill('zeppelin');
  await expect(found.locator('mark')).toHaveText('zeppelin');
  await found.click();
  const message = visitor.getByRole('log', { name: 'Messages' }).locator('[data-key="seq:2"]');
  await expect(message).toBeFocused();
  await expect(message).toBeInViewport();
  await visitor.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(found).toBeFocused();
});

test('the list says who types, on both sides', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Anybody there?');
  await expect(rows(desk)).toContainText('Anybody there?');
  await visitor.getByRole('textbox', { name: 'Message' }).pressSequentially('And');
  await expect(rows(desk)).toContainText('typing…');
  await showChats(visitor);
  await rows(desk).click();
  await desk.getByRole('textbox', { name: 'Message' }).pressSequentially('We are');
  await expect(rows(visitor)).toContainText('typing…');
});

test('the search is a layer: it has the focus at once, Escape and the browser’s Back leave it alone, what was found stays', async ({ server, browser }) => {
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })).newPage();
  await withNeighbours(phone, server.url, 'Ada');
  const search = phone.getByRole('button', { name: 'Search' });
  await search.click();
  await expect(phone.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await phone.keyboard.press('Escape');
  await expect(search).toBeFocused();
  await search.click();
  await phone.keyboard.type('Ada');
  const found = phone.getByRole('list', { name: 'Found' }).getByRole('button');
  await found.click();
  await expect(phone.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await phone.goBack();
  await expect(found).toHaveCount(1);
  await phone.goBack();
  await expect(row(phone, 'Ada')).toBeVisible();
  await phone.goBack();
  await expect(phone.getByRole('dialog', { name: 'Chat' })).not.toBeAttached();
  await phone.context().close();
});
