import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openChat, send, test } from './fixtures.ts';

const violations = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no screen has an accessibility violation that axe knows, ${colorScheme}`, async ({ server, visitor, desk, browser }) => {
    await visitor.emulateMedia({ colorScheme });
    await desk.emulateMedia({ colorScheme });
    await visitor.goto(server.url);
    expect(await violations(visitor)).toEqual([]);
    await openChat(visitor, server.url);
    expect(await violations(visitor)).toEqual([]);
    await send(visitor, 'Hello https://shop.example');
    await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
    await send(desk, 'Hello');
    await expect(visitor.getByRole('log').getByText('Hello', { exact: true })).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    expect(await violations(desk)).toEqual([]);
    const context = await browser.newContext({ colorScheme });
    const signIn = await context.newPage();
    await signIn.goto(`${server.url}/staff`);
    await expect(signIn.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await violations(signIn)).toEqual([]);
    await context.close();
  });
}

test('from page to answer by keyboard alone', async ({ server, visitor }) => {
  await visitor.goto(server.url);
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await visitor.keyboard.press('Shift+Tab');
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeFocused();
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await visitor.keyboard.type('By keys');
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('dialog')).not.toBeAttached();
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeFocused();
});
