import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { acquainted, openAgain, show } from './acquaintances.ts';
import { expect, send, test } from './fixtures.ts';

/* What happens in a group, as lines between its messages. */

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const lines = (page: Page) => log(page).locator('foyer-event-line');
/** Lines and messages in the order of reading. */
const read = (page: Page) => log(page).locator('foyer-event-line, [data-seq] [dir=auto]').allTextContents();

test.afterEach(async ({ browser }) => { for (const context of browser.contexts()) await context.close(); });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what happens in a group stands between its messages, at once, after a reload, and for who comes later (${colorScheme})`, async ({ browser, server }) => {
    const { ada, bob, group } = await acquainted(browser, server, { colorScheme });
    await show(ada.page, group);
    await show(bob.page, group);
    await expect(lines(ada.page)).toHaveText(['You created the group', 'You added Bob Marsh']);
    await expect(lines(bob.page)).toHaveText(['Ada Lind created the group', 'Ada Lind added you']);

    await ada.call('PUT', `/conversations/${group}/title`, { title: 'Climbing' });
    await ada.call('PUT', `/conversations/${group}/members/${bob.id}`, { role: 'admin' });
    await expect(lines(bob.page).last()).toHaveText('Ada Lind made you an admin');
    await send(bob.page, 'Thank you');
    await expect.poll(() => read(ada.page)).toEqual([
      'You created the group', 'You added Bob Marsh', 'Are you coming on Saturday?', 'Buy my pills', 'You named the group “Climbing”', 'You made Bob Marsh an admin', 'Thank you',
    ]);
    await ada.call('PUT', `/conversations/${group}/members/${bob.id}`, { role: 'owner' });
    await expect(lines(ada.page).last()).toHaveText('You handed the group to Bob Marsh');
    const { violations } = await new AxeBuilder({ page: ada.page }).include('foyer-chat').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await bob.page.reload();
    await openAgain(bob.page);
    await show(bob.page, group);
    await expect.poll(() => read(bob.page)).toEqual([
      'Ada Lind created the group', 'Ada Lind added you', 'Are you coming on Saturday?', 'Buy my pills', 'Ada Lind named the group “Climbing”', 'Ada Lind made you an admin', 'Thank you',
      'Ada Lind handed the group to you',
    ]);
  });
}

test('a group in which nobody has written shows how it began, and who joins by the link sees that too', async ({ browser, server }) => {
  const { ada, bob } = await acquainted(browser, server);
  const { id } = await ada.call<{ id: string }>('POST', '/conversations', { kind: 'group', title: 'Book club', members: [] });
  await ada.page.evaluate((group) => document.querySelector('foyer-chat')?.openConversation({ id: group }), id);
  await expect(lines(ada.page)).toHaveText(['You created the group']);
  await expect(log(ada.page)).not.toContainText('Nobody has written here yet.');
  const { token } = await ada.call<{ token: string }>('POST', `/conversations/${id}/invite`);
  await bob.call('POST', '/invites/accept', { token });
  await bob.page.evaluate((group) => document.querySelector('foyer-chat')?.openConversation({ id: group }), id);
  await expect(lines(bob.page)).toHaveText(['Ada Lind created the group', 'You joined by the link']);
  await bob.call('DELETE', `/conversations/${id}/members/${bob.id}`);
  await expect(lines(ada.page)).toHaveText(['You created the group', 'Bob Marsh joined by the link', 'Bob Marsh left']);
});

test('lines that come late move nothing that is read, and stand far back where they belong', async ({ browser, server }) => {
  const { ada, group } = await acquainted(browser, server);
  // One's own are read: the thread opens at its end.
  const say = async (count: number, what: string): Promise<void> => {
    for (let at = 0; at < count; at += 1) await ada.call('POST', `/conversations/${group}/messages`, { clientId: `${what}-${at}`, content: { kind: 'text', text: `${what} ${at}` } });
  };
  await say(40, 'early');
  for (const title of ['First', 'Second', 'Third']) await ada.call('PUT', `/conversations/${group}/title`, { title });
  await say(20, 'later');
  await ada.call('PUT', `/conversations/${group}/title`, { title: 'Fourth' });
  await say(20, 'newest');

  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await ada.page.route('**/events*', async (route) => { await released; await route.continue(); });
  const asked = ada.page.waitForRequest('**/events*');
  await ada.page.evaluate((id) => document.querySelector('foyer-chat')?.openConversation({ id }), group);
  await expect(log(ada.page).getByText('newest 19')).toBeVisible();
  await asked;
  const place = log(ada.page).getByText('newest 11', { exact: true });
  await place.evaluate((element) => { element.scrollIntoView({ block: 'center' }); });
  const topOf = async (): Promise<number> => (await place.boundingBox())?.y ?? NaN;
  const before = await topOf();
  release();
  // All that comes stands above the view.
  await expect(log(ada.page).getByText('You named the group “Fourth”')).toBeAttached();
  await expect(log(ada.page).getByText('You named the group “Fourth”')).not.toBeInViewport();
  expect(Math.abs(await topOf() - before)).toBeLessThanOrEqual(1);
  // Lines of what is not loaded yet do not stand above the first message that is.
  await expect(log(ada.page).getByText('You created the group')).not.toBeAttached();
  await expect(async () => {
    await log(ada.page).evaluate((scroller) => { scroller.scrollTop = 0; });
    await expect(log(ada.page).getByText('You created the group')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(lines(ada.page).first()).toHaveText('You created the group');
});
