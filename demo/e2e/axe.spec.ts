import { expect, openChat, send, test } from './fixtures.ts';
import { violations } from './violations.ts';

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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a thread has no accessibility violation that axe knows in any of its states, ${colorScheme}`, async ({ server, visitor }) => {
    test.slow();
    await visitor.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openChat(visitor, server.url);
    await send(visitor, 'First');
    await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
    const first = visitor.getByRole('log').getByRole('article').first();
    await first.focus();
    await visitor.keyboard.press('Enter');
    await expect(visitor.getByRole('menu')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.getByRole('menuitemcheckbox').first().press('Enter');
    await expect(first.getByRole('group', { name: 'Reactions' })).toBeVisible();
    await first.hover();
    await visitor.getByRole('button', { name: 'Reply', exact: true }).click();
    await expect(visitor.getByText('Reply to You')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await send(visitor, 'An answer to that');
    await visitor.locator('foyer-composer').evaluate((element) => { Object.assign(element, { suggest: () => Promise.resolve([{ id: '1', label: 'hours', text: 'From 9 to 5.' }]) }); });
    await visitor.getByRole('textbox', { name: 'Message' }).pressSequentially('/h');
    await expect(visitor.getByRole('listbox')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.getByRole('textbox', { name: 'Message' }).press('Escape');
    await first.focus();
    await visitor.keyboard.press('Enter');
    await visitor.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await expect(visitor.getByRole('button', { name: 'Undo' })).toBeVisible();
    await visitor.locator('foyer-composer').evaluate((element) => { Object.assign(element, { closed: 'closed' }); });
    await expect(visitor.getByText('This conversation is closed.')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
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
