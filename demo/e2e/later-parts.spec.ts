import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';

/** Whatever is fetched after the chat's one file. */
const later = '**/assets/*.js';
const prefetched = ['foyer-places', 'foyer-cover', 'foyer-fault', 'foyer-info', 'foyer-settings', 'foyer-message-menu', 'foyer-emoji-picker'];

async function openMenu(page: Page, text: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: text }).hover();
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menu', { name: 'Message actions' })).toBeVisible();
}

/** Resolves when the server has said yes to a command of this name. */
function done(page: Page, command: string): Promise<void> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => {
      let id: string | undefined;
      socket.on('framesent', ({ payload }) => { if (String(payload).includes(`"name":"${command}"`)) id = /"id":(\d+)/.exec(String(payload))?.[1]; });
      socket.on('framereceived', ({ payload }) => { if (id !== undefined && String(payload).startsWith(`{"t":"ok","id":${id},`)) resolve(); });
    });
  });
}

const arePrefetched = (page: Page) => page.waitForFunction((tags) => tags.every((tag) => customElements.get(tag)), prefetched);

test('a thread is opened, read and written with one file; what cannot be fetched says so, and comes with the next try', async ({ server, visitor, desk }) => {
  await visitor.route(later, (route) => route.abort());
  await openChat(visitor, server.url);
  await send(visitor, 'Is anybody here?');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await desk.getByRole('textbox', { name: 'Message' }).pressSequentially('I am');
  await expect(visitor.getByText(/is typing$/)).toBeAttached();
  await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(texts(visitor)).toHaveText(['Is anybody here?', 'I am']);
  await expect(visitor.getByRole('log').getByText('Read', { exact: true })).toBeAttached();

  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('alert')).toContainText('The chat cannot be opened right now (offline).');
  await visitor.unroute(later);
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
});

test('what could not be fetched while nobody asked for it is fetched when somebody does', async ({ server, visitor }) => {
  const missed = visitor.waitForEvent('requestfailed', (request) => /info-[^/]*\.js$/.test(request.url()));
  await visitor.route(later, (route) => route.abort());
  await openChat(visitor, server.url);
  await missed;
  await visitor.unroute(later);
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
});

test('a star is offered and given before the code that keeps stars has come', async ({ server, visitor }) => {
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<undefined>();
  await visitor.route(/\/list-tools-[^/]*\.js$/, async (route) => {
    await mayCome;
    await route.continue();
  });
  await openChat(visitor, server.url);
  await send(visitor, 'The code is 4711');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await openMenu(visitor, 'The code is 4711');
  await visitor.getByRole('menuitem', { name: 'Star', exact: true }).click();
  letCome(undefined);
  await openMenu(visitor, 'The code is 4711');
  await expect(visitor.getByRole('menuitem', { name: 'Unstar', exact: true })).toBeVisible();
});

test('once the browser has been idle, no screen and no action needs the network', async ({ server, visitor, visitorContext }) => {
  await openChat(visitor, server.url);
  await arePrefetched(visitor);
  await send(visitor, 'Before the tunnel');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitorContext.setOffline(true);
  await openMenu(visitor, 'Before the tunnel');
  await visitor.keyboard.press('Escape');
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Back' }).click();
  await expect(visitor.getByRole('heading', { name: 'Hello. Ask us anything.' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.getByRole('group', { name: 'Appearance' })).toBeVisible();
});

test('what is done with a message while the code for it is on the way is done when that has come', async ({ server, visitor }) => {
  const reacted = done(visitor, 'reaction.set');
  await openChat(visitor, server.url);
  await send(visitor, 'Hello');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await openMenu(visitor, 'Hello');
  await visitor.getByRole('menuitemcheckbox', { name: /^React with/ }).first().click();
  const reaction = visitor.getByRole('group', { name: 'Reactions' }).getByRole('button');
  await expect(reaction).toHaveAttribute('aria-pressed', 'true');
  await reacted;

  const gate = Promise.withResolvers<void>();
  await visitor.route('**/assets/thread-tools-*.js', async (route) => { await gate.promise; await route.continue(); });
  await visitor.reload();
  await visitor.getByRole('button', { name: /^Open chat/ }).click();
  await reaction.click();
  gate.resolve();
  await expect(reaction).not.toBeAttached();
});

test('the card of a new message that could not be fetched comes with the next message', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Hello');
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  const card = '**/assets/preview-card-*.js';
  await visitor.route(card, (route) => route.abort());
  const missed = visitor.waitForEvent('requestfailed');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await send(desk, 'Good day');
  await missed;
  await visitor.unroute(card);
  await send(desk, 'How can we help?');
  await expect(visitor.getByRole('region', { name: /^New message from/ })).toContainText('How can we help?');
});
