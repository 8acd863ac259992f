import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test, type FoyerServer } from './fixtures.ts';

/* What a site tells its visitors, and whom they may write to. */

const violations = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).include('foyer-chat').analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);

/** A Tuesday, at noon in Berlin. */
const noon = new Date('2026-11-24T11:00:00Z');
test.use({ timezoneId: 'America/New_York' });

async function openHome(page: Page, server: FoyerServer): Promise<void> {
  await openChat(page, server.url);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: 'Hello. Ask us anything.' })).toBeVisible();
}

/** From now on nothing but the clock can change what is shown. */
async function loseConnection(page: Page, server: FoyerServer): Promise<void> {
  await server.kill();
  await expect(page.locator('foyer-chat')).toHaveAttribute('status', 'offline');
}

/** A visitor whose group has two others, and what the server calls them. */
async function inGroup(page: Page, server: FoyerServer): Promise<{ first: Person; second: Person }> {
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openHome(page, server);
  const { user } = await (await session).json() as { user: { id: string } };
  const [first, second] = [await Person.visitor(server.url, 'Sofia Klein'), await Person.visitor(server.url, 'Omar Petit')];
  await first.say(await first.open({ kind: 'group', title: 'Saturday workshop', members: [user.id, second.id] }), 'Who comes?');
  await expect(page.getByRole('list', { name: 'Conversations' }).getByText('Saturday workshop')).toBeVisible();
  // A group is listed before anything is said in it.
  await expect(page.getByRole('list', { name: 'Conversations' }).getByText('Who comes?')).toBeVisible();
  return { first, second };
}

test('home says in the visitor\'s own time until when it is open and when it opens, and notices the moment by itself', async ({ server, visitor }) => {
  server.run('site', 'set', 'demo', 'hours', 'Mon-Wed 09:00-17:00, Fri 10:00-12:00 Europe/Berlin');
  await visitor.clock.install({ time: noon });
  await openHome(visitor, server);
  await expect(visitor.getByText('Open until 11:00', { exact: true })).toBeVisible();
  await loseConnection(visitor, server);
  await visitor.clock.fastForward('05:00:01');
  await expect(visitor.getByText('Opens tomorrow at 03:00', { exact: true })).toBeVisible();
  await visitor.clock.fastForward('13:00:00');
  await expect(visitor.getByText('Opens at 03:00', { exact: true })).toBeVisible();
  await visitor.clock.fastForward('18:00:00');
  await expect(visitor.getByText('Opens Friday at 04:00', { exact: true })).toBeVisible();
});

test('a chat with the team says while it is closed when somebody answers, and takes what is written', async ({ server, visitor }) => {
  server.run('site', 'set', 'demo', 'hours', 'Mon-Wed 09:00-17:00 Europe/Berlin');
  await visitor.clock.install({ time: new Date('2026-11-24T16:30:00Z') });
  await openChat(visitor, server.url);
  await expect(visitor.getByText('Opens tomorrow at 03:00. You can write now, we answer then.')).toBeVisible();
  await send(visitor, 'Until tomorrow');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await loseConnection(visitor, server);
  await visitor.clock.fastForward('15:30:01');
  await expect(visitor.getByText('You can write now')).not.toBeAttached();
});

test('home shows the notice and the links of the site; the page may take a link over', async ({ server, visitor }) => {
  server.run('site', 'set', 'demo', 'notice', 'On Friday we move.');
  server.run('site', 'set', 'demo', 'links', 'Care and repair https://shop.example/care, Returns https://shop.example/returns');
  await openHome(visitor, server);
  await expect(visitor.getByText('On Friday we move.')).toBeVisible();
  const link = visitor.getByRole('list', { name: 'Links' }).getByRole('link', { name: 'Care and repair opens in a new tab' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(link).toHaveAttribute('target', '_blank');
  await visitor.evaluate(() => {
    document.addEventListener('foyer-link', (event) => {
      event.preventDefault();
      document.title = (event as CustomEvent<{ href: string }>).detail.href;
    });
    addEventListener('click', ({ defaultPrevented }) => { document.title += defaultPrevented ? ' taken over' : ' followed'; });
  });
  await link.click();
  await expect(visitor).toHaveTitle('https://shop.example/care taken over');
});

test('those of one\'s groups can be written to from home and from the details; the conversation lies on top like any other', async ({ server, visitor }) => {
  await inGroup(visitor, server);
  await expect(visitor.getByRole('heading', { name: 'People' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Write to Omar Petit' }).click();
  await send(visitor, 'Hello Omar');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('button', { name: 'Write to Omar Petit' })).not.toBeAttached();
  await expect(visitor.getByRole('button', { name: 'Write to Sofia Klein' })).toBeVisible();

  await visitor.getByRole('list', { name: 'Conversations' }).getByText('Saturday workshop').click();
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('button', { name: /^Write to/ })).toHaveCount(2);
  await visitor.getByRole('button', { name: 'Write to Omar Petit' }).click();
  await expect(visitor.getByRole('log').getByText('Hello Omar')).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('button', { name: 'Write to Omar Petit' })).toBeFocused();
});

test('where the site does not let visitors write to each other, nobody is offered', async ({ server, visitor }) => {
  await inGroup(visitor, server);
  server.run('site', 'set', 'demo', 'direct', 'false');
  await expect(visitor.getByRole('button', { name: /^Write to S/ })).not.toBeAttached();
  await visitor.getByRole('list', { name: 'Conversations' }).getByText('Saturday workshop').click();
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'People' })).toBeVisible();
  await expect(visitor.getByRole('button', { name: /^Write to/ })).toHaveCount(0);
});

test('a mute that ends while the list is open shows by itself, with the count', async ({ server, visitor }) => {
  await visitor.clock.install({ time: noon });
  await inGroup(visitor, server);
  await visitor.getByRole('button', { name: 'Chats' }).click();
  const row = visitor.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: 'Saturday workshop' });
  await row.click({ button: 'right' });
  await visitor.getByRole('menuitem', { name: 'Mute' }).click();
  await visitor.getByRole('menuitem', { name: 'For 1 hour' }).click();
  await expect(row.getByText('Muted')).toBeAttached();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('unread', '0');
  await loseConnection(visitor, server);
  await visitor.clock.fastForward('01:00:01');
  await expect(row.getByText('Muted')).not.toBeAttached();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('unread', '1');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`home with all it can show, closed and open, and the details of a group have no violation that axe knows, ${colorScheme}`, async ({ server, visitor }) => {
    test.slow();
    await visitor.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    server.run('site', 'set', 'demo', 'notice', 'On Friday we move.');
    server.run('site', 'set', 'demo', 'links', 'Care and repair https://shop.example/care');
    server.run('site', 'set', 'demo', 'hours', 'Mon-Wed 09:00-17:00 Europe/Berlin');
    await visitor.clock.install({ time: new Date('2026-11-24T16:30:00Z') });
    await inGroup(visitor, server);
    await expect(visitor.getByText('Opens tomorrow at 03:00')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.getByRole('button', { name: 'Write to us' }).click();
    await expect(visitor.getByText('You can write now')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.keyboard.press('Escape');
    await visitor.getByRole('list', { name: 'Conversations' }).getByText('Saturday workshop').click();
    await visitor.getByRole('button', { name: 'Details' }).click();
    await expect(visitor.getByRole('button', { name: 'Write to Omar Petit' })).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
  });
}
