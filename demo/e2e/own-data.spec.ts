import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, test } from './fixtures.ts';
import { violations } from './violations.ts';

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
}

test('visitors download what the server has of them as a file, which no page shows, and are told when it cannot be had', async ({ server, visitor }) => {
  const { ana, conversation, me } = await withTeam(server, visitor, 'Do you repair <b>lamps</b>?');
  await ana.say(conversation, 'We do');
  await openSettings(visitor);
  const button = visitor.getByRole('button', { name: 'Download my data' });
  const pages = visitor.context().pages().length;
  const [download] = await Promise.all([visitor.waitForEvent('download'), button.click()]);
  expect([download.suggestedFilename(), download.url().startsWith('blob:'), visitor.context().pages().length]).toEqual(['foyer-data.json', true, pages]);
  const data = JSON.parse(await readFile(await download.path(), 'utf8')) as { user: { uid: string }; conversations: { messages: { content: { text: string } }[] }[] };
  expect([data.user.uid, data.conversations.flatMap(({ messages }) => messages.map(({ content }) => content.text))]).toEqual([me, ['Do you repair <b>lamps</b>?']]);
  await expect(visitor.getByRole('status').getByText('Downloaded')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.emulateMedia({ colorScheme });
    expect(await violations(visitor, 'foyer-chat'), colorScheme).toEqual([]);
  }

  await visitor.route('**/api/v1/me/data', (route) => route.fulfill({ status: 429, json: { error: { code: 'rate-limited', message: '', retryAfterMs: 41_500 } } }));
  await button.press('Enter');
  await expect(visitor.getByRole('alert')).toHaveText('This was done a moment ago. Try again in 42 s.');
  await visitor.route('**/api/v1/me/data', (route) => route.abort());
  await button.click();
  await expect(visitor.getByRole('alert')).toHaveText('Nothing was downloaded (offline). Try again in a moment.');
  expect(await violations(visitor, 'foyer-chat')).toEqual([]);
});

test('while a long history is fetched it is said how far it is, and leaving the settings ends it', async ({ server, visitor }) => {
  await withTeam(server, visitor);
  await openSettings(visitor);
  const gate = Promise.withResolvers<void>();
  let asked = 0;
  await visitor.route('**/api/v1/me/data**', async (route) => {
    asked += 1;
    if (asked > 1) await gate.promise;
    await route.fulfill({ json: { user: {}, conversations: [{ id: 'conversation-1', messages: [{ seq: asked }] }], next: `1.${asked}` } }).catch(() => undefined);
  });
  await visitor.getByRole('button', { name: 'Download my data' }).click();
  await expect(visitor.getByRole('status').getByText('1 message so far')).toBeVisible();
  await visitor.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Home' }).click();
  const answered = visitor.waitForResponse((response) => response.url().includes('/me/data'));
  gate.resolve();
  await answered;
  await visitor.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.getByRole('button', { name: 'Download my data' })).toBeVisible();
  expect(asked).toBe(2);
});
