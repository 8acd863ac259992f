import type { Locator, Page } from '@playwright/test';
import { expect, openChat, send, test, texts, type FoyerServer } from './fixtures.ts';
import { rows } from './list-page.ts';
import { violations } from './violations.ts';

const tab = (page: Page, name: string): Locator => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name });
const privacy = (page: Page): Locator => page.getByRole('region', { name: 'Privacy', exact: true });

async function named(page: Page, url: string, name: string): Promise<string> {
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, url);
  const { user } = await (await session).json() as { user: { id: string } };
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await tab(page, 'Settings').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').getByText('Saved')).toBeVisible();
  return user.id;
}

/** Ada and Bob, who have begun a chat with each other and look at it. */
async function talk(server: FoyerServer, ada: Page, bob: Page): Promise<void> {
  await named(ada, server.url, 'Ada');
  const bobsId = await named(bob, server.url, 'Bob');
  await ada.evaluate((id) => window.foyer('openConversation', { with: id }), bobsId);
  await send(ada, 'Hello Bob');
  await tab(bob, 'Chats').click();
  await rows(bob).filter({ hasText: 'Ada' }).click();
  await expect(texts(bob)).toHaveText(['Hello Bob']);
}

/** To where the tabs are, from wherever the chat is or begins. */
async function down(page: Page): Promise<void> {
  await expect(tab(page, 'Settings').or(page.getByRole('textbox', { name: 'Message' }))).toBeVisible();
  while (!(await tab(page, 'Settings').isVisible())) await page.getByRole('button', { name: 'Back', exact: true }).click();
}

async function settings(page: Page): Promise<void> {
  await down(page);
  await tab(page, 'Settings').click();
}

async function back(page: Page, name: string): Promise<void> {
  await tab(page, 'Chats').click();
  await rows(page).filter({ hasText: name }).click();
}

const status = (page: Page): Locator => page.getByRole('log').getByText(/^(Sent|Delivered|Read)$/).last();
/** What a press on the switch has come to. */
const stored = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/v1/me') && response.request().method() === 'PATCH' && response.ok());

test('who sends no read receipts reads without being seen to, and does not see it of others', async ({ server, visitor: ada, browser }) => {
  const bob = await (await browser.newContext()).newPage();
  await talk(server, ada, bob);
  await expect(status(ada)).toHaveText('Read');
  await settings(bob);
  const receipts = bob.getByRole('switch', { name: 'Send read receipts' });
  await expect(receipts).toBeChecked();
  await expect(receipts).toHaveAccessibleDescription(/you do not see that they have read yours/);
  const choice = stored(bob);
  await receipts.click();
  await choice;
  await back(bob, 'Ada');
  await send(ada, 'Are you there?');
  await expect(texts(bob)).toHaveText(['Hello Bob', 'Are you there?']);
  await send(bob, 'I am');
  await expect(texts(ada)).toHaveText(['Hello Bob', 'Are you there?', 'I am']);
  // Ada looks at it, and Bob has looked at hers: both by now would say so.
  await expect(status(bob)).toHaveText('Delivered');
  await expect(status(ada)).toHaveText('Delivered');
  // For themselves it is read.
  await bob.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(rows(bob).filter({ hasText: 'Ada' })).not.toContainText('unread');
  await bob.context().close();
});

test('who does not show when they were here is nothing to others, on every device, and neither are these to them', async ({ server, visitor: ada, browser }) => {
  const context = await browser.newContext();
  const bob = await context.newPage();
  await talk(server, ada, bob);
  // Whom one has just met is here with the next connection.
  for (const page of [ada, bob]) {
    await page.reload();
    await page.getByRole('button', { name: /^Open chat/ }).click();
    await down(page);
    await back(page, page === ada ? 'Bob' : 'Ada');
  }
  const line = (page: Page): Locator => page.locator('foyer-chat-header:visible p');
  for (const page of [ada, bob]) await expect(line(page)).toHaveText('Online');
  const other = await context.newPage();
  await other.goto(server.url);
  await other.getByRole('button', { name: /^Open chat/ }).click();
  await settings(other);
  await settings(bob);
  await bob.getByRole('switch', { name: 'Show when I was last here' }).click();
  await expect(other.getByRole('switch', { name: 'Show when I was last here' })).not.toBeChecked();
  await expect(line(ada)).toHaveText('');
  await back(bob, 'Ada');
  await expect(line(bob)).toHaveText('');
  await settings(bob);
  await bob.getByRole('switch', { name: 'Show when I was last here' }).click();
  await expect(line(ada)).toHaveText('Online');
  await context.close();
});

test('a choice that cannot be stored is taken back and said, and nothing stands there where visitors only talk with the team', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await settings(visitor);
  await visitor.route('**/api/v1/me', (route) => route.abort());
  await visitor.getByRole('switch', { name: 'Send read receipts' }).click();
  await expect(privacy(visitor).getByRole('alert')).toHaveText('Nothing was saved (offline). Try again in a moment.');
  await expect(visitor.getByRole('switch', { name: 'Send read receipts' })).toBeChecked();
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.emulateMedia({ colorScheme });
    expect(await violations(visitor, 'foyer-chat'), colorScheme).toEqual([]);
  }
  server.run('site', 'set', 'demo', 'direct', 'false');
  await visitor.unroute('**/api/v1/me');
  await expect(async () => {
    await openChat(visitor, server.url);
    await settings(visitor);
    await expect(visitor.getByRole('heading', { name: 'Your data' })).toBeVisible();
    await expect(privacy(visitor)).toHaveCount(0, { timeout: 500 });
  }).toPass();
});
