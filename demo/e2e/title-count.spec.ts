import type { Page } from '@playwright/test';
import { withTeam, type Answering } from './answers.ts';
import { expect, test, type FoyerServer } from './fixtures.ts';

const look = (page: Page, isAway: boolean) => page.evaluate((isAway) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (isAway ? 'hidden' : 'visible') });
  document.dispatchEvent(new Event('visibilitychange'));
}, isAway);
const title = (page: Page) => () => page.evaluate(() => document.querySelector('title')?.textContent);
const rename = (page: Page, name: string) => page.evaluate((name) => { document.title = name; }, name);

async function away(server: FoyerServer, page: Page): Promise<Answering> {
  const answering = await withTeam(server, page);
  await page.getByRole('button', { name: 'Close chat' }).click();
  await page.evaluate(() => { (document.querySelector('title') as HTMLElement).textContent = '  Harbour   Lamps '; });
  await look(page, true);
  return answering;
}

test('the title of a page that nobody looks at counts what is unread, and is as it was when somebody does', async ({ server, visitor }) => {
  const { ana, conversation } = await away(server, visitor);
  await ana.say(conversation, 'One');
  await expect.poll(title(visitor)).toBe('(1)   Harbour   Lamps ');
  await ana.say(conversation, 'Two');
  await expect.poll(title(visitor)).toBe('(2)   Harbour   Lamps ');
  await look(visitor, false);
  expect(await title(visitor)()).toBe('  Harbour   Lamps ');
  expect(await visitor.evaluate(() => document.querySelector('title')?.attributes.length)).toBe(0);
});

test('a title that the page changes meanwhile is counted in front of, and stays', async ({ server, visitor }) => {
  const { ana, conversation } = await away(server, visitor);
  await ana.say(conversation, 'One');
  await expect.poll(title(visitor)).toBe('(1)   Harbour   Lamps ');
  await rename(visitor, 'Pier');
  await expect.poll(title(visitor)).toBe('(1) Pier');
  // One that takes what stands there and adds to it.
  await visitor.evaluate(() => { document.title += ' for you'; });
  await visitor.evaluate(() => { document.head.querySelector('title')?.replaceWith(Object.assign(document.createElement('title'), { textContent: 'Buoy' })); });
  await expect.poll(title(visitor)).toBe('(1) Buoy');
  await visitor.evaluate(() => { document.title += ' for you'; });
  await ana.say(conversation, 'Two');
  await expect.poll(title(visitor)).toBe('(2) Buoy for you');
  await look(visitor, false);
  expect(await title(visitor)()).toBe('Buoy for you');
});

test('what is read elsewhere is no longer counted, and a chat that goes leaves the title as it was', async ({ server, visitor, visitorContext }) => {
  const { ana, conversation } = await away(server, visitor);
  await ana.say(conversation, 'One');
  await expect.poll(title(visitor)).toBe('(1)   Harbour   Lamps ');
  const other = await visitorContext.newPage();
  await other.goto(server.url);
  await other.getByRole('button', { name: /^Open chat/ }).click();
  await expect.poll(title(visitor)).toBe('  Harbour   Lamps ');
  await other.close();
  await ana.say(conversation, 'Two');
  await expect.poll(title(visitor)).toBe('(1)   Harbour   Lamps ');
  await visitor.evaluate(() => window.foyer('destroy'));
  await expect.poll(title(visitor)).toBe('  Harbour   Lamps ');
});

test('a site may keep its title to itself', async ({ server, visitor }) => {
  const { ana, conversation } = await away(server, visitor);
  await visitor.evaluate(() => { document.querySelector('foyer-chat')?.setAttribute('title-count', 'off'); });
  await ana.say(conversation, 'One');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await visitor.evaluate(() => { document.querySelector('foyer-chat')?.setAttribute('title-count', 'on'); });
  expect(await title(visitor)()).toBe('  Harbour   Lamps ');
  await ana.say(conversation, 'Two');
  await expect.poll(title(visitor)).toBe('(2)   Harbour   Lamps ');
});
