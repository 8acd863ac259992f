import { expect, send, setUpDesk, test } from './fixtures.ts';
import { link } from './link.ts';
import { withTag } from './script-tag.ts';
import { violations } from './violations.ts';

/* Who is asked where they can be reached, while nobody is there to answer. */

test('while nobody of the team is here, or the site is closed, the question says so and when somebody answers', async ({ server, visitor, browser }) => {
  const context = await browser.newContext();
  const desk = await context.newPage();
  await setUpDesk(desk, server);
  await visitor.clock.install({ time: new Date('2026-11-24T11:00:00Z') });
  await withTag(visitor, server.url, 'data-ask="name email"');
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('heading', { name: 'Where can we reach you?' })).toBeVisible();
  await expect(visitor.getByText('If you leave before we have answered, we write to you there.')).toBeVisible();
  const away = visitor.getByText('Nobody of the team is here right now.');
  await expect(away).not.toBeAttached();
  await context.close();
  await expect(away).toBeVisible({ timeout: 40_000 });
  expect(await violations(visitor)).toEqual([]);

  server.run('site', 'set', 'demo', 'hours', 'Mon-Wed 06:00-10:00 UTC');
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByText(/^Opens tomorrow at .*You can write now, we answer then\.$/)).toHaveCount(2);
  await expect(away).not.toBeAttached();
});

test('what is answered without a connection is the team’s as soon as there is one, also after a reload', async ({ server, visitor, visitorContext, desk }) => {
  const { cut, mend } = await link(visitorContext);
  await withTag(visitor, server.url, 'data-ask="name email"');
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await visitor.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
  await visitor.getByRole('textbox', { name: 'Email' }).fill('ada@example.org');
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('status', 'online');
  cut();
  await expect(visitor.getByText('You are offline. What you write is sent when you are connected.')).toBeVisible();
  await visitor.getByRole('button', { name: 'Continue', exact: true }).click();
  await send(visitor, 'Good evening');
  await expect(visitor.getByRole('log').getByText('Queued', { exact: true })).toBeAttached();
  await visitor.reload();
  mend();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  const row = desk.getByRole('list', { name: 'Conversations' }).getByRole('button').filter({ hasText: 'Good evening' });
  await expect(row).toContainText('Ada Lovelace', { timeout: 40_000 });
  await row.click();
  await expect(desk.getByRole('complementary', { name: 'Visitor' })).toContainText('ada@example.org');
});
