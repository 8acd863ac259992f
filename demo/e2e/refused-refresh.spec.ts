import type { Responses } from '@foyer-chat/widget/headless';
import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';
import { link } from './link.ts';
import { revoke } from './revoke.ts';
import { violations } from './violations.ts';

/** Opens the chat; resolves to what its session is. */
async function begin(page: Page, url: string): Promise<Responses['session']> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, url);
  return await (await answer).json() as Responses['session'];
}

test('a visitor whom the server no longer knows loses nothing they wrote: the team gets what waited, what was for others can be copied', async ({ server, visitorContext, visitor, desk }) => {
  await visitorContext.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { cut, mend } = await link(visitorContext);
  const { user, refreshToken } = await begin(visitor, server.url);
  await send(visitor, 'Do you repair lamps?');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  const noor = await Person.visitor(server.url, 'Noor');
  const direct = await noor.open({ kind: 'direct', with: user.id });
  await noor.say(direct, 'Hello you');
  await visitor.evaluate((id) => window.foyer('openConversation', { id }), direct);
  await expect(texts(visitor)).toHaveText(['Hello you']);
  await visitor.evaluate(() => window.foyer('openConversation', { support: true }));
  await expect(texts(visitor)).toHaveText(['Do you repair lamps?']);

  cut();
  await expect(visitor.getByText('You are offline.')).toBeVisible();
  for (const text of ['It is a reading lamp', 'With a blue shade']) await send(visitor, text);
  await visitor.getByRole('textbox', { name: 'Message' }).fill('And its cab');
  await visitor.evaluate((id) => window.foyer('openConversation', { id }), direct);
  await expect(texts(visitor)).toHaveText(['Hello you']);
  await send(visitor, 'Only for you');
  await expect(log.getByText('Queued', { exact: true })).toBeAttached();
  await revoke(server.url, refreshToken);
  mend();

  const told = visitor.getByRole('region', { name: 'Not sent' });
  await expect(told.getByRole('listitem')).toHaveText([/Only for you/], { timeout: 40_000 });
  expect(await violations(visitor)).toEqual([]);
  await told.getByRole('button', { name: 'Copy' }).click();
  await expect(told.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await visitor.evaluate(() => navigator.clipboard.readText())).toBe('Only for you');
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await expect(texts(visitor)).toHaveText(['It is a reading lamp', 'With a blue shade']);
  await expect(log.getByText('Queued', { exact: true })).not.toBeAttached();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('And its cab');
  // Above a thread it is told too, and after another visit, until it is thrown away.
  await expect(told).toBeVisible();
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await told.getByRole('button', { name: 'Remove' }).click();
  await expect(told).not.toBeAttached();

  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'With a blue shade' }).click();
  await expect(texts(desk)).toHaveText(['It is a reading lamp', 'With a blue shade']);
});

test('a message whose answer was lost with the session says that it may have arrived, and goes again only when it is asked to', async ({ server, visitorContext, visitor, desk }) => {
  let isDeaf = false;
  let drop = (): void => undefined;
  await visitorContext.routeWebSocket('**/sync', (socket) => {
    const upstream = socket.connectToServer();
    upstream.onMessage((message) => { if (!isDeaf) socket.send(message); });
    drop = () => { void socket.close({ code: 1013 }); void upstream.close(); };
  });
  const { refreshToken } = await begin(visitor, server.url);
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('status', 'online');
  isDeaf = true;
  await send(visitor, 'Did this arrive?');
  const rows = desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'Did this arrive?' });
  await expect(rows).toHaveCount(1);
  await revoke(server.url, refreshToken);
  isDeaf = false;
  drop();
  await expect(visitor.getByRole('button', { name: 'Write to us' })).toBeVisible({ timeout: 40_000 });
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await expect(texts(visitor)).toHaveText(['Did this arrive?']);
  await expect(visitor.getByText('Not sent: this device was signed out. It may have arrived before')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(rows).toHaveCount(2);
});
