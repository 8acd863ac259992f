import type { Browser, Locator, Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test, texts, type FoyerServer } from './fixtures.ts';
import { rows } from './list-page.ts';
import { violations } from './violations.ts';

/* Who may write to somebody and add them to a group, and what the members of a group may do: each person in a browser of their own. */

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const member = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
const status = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text });

test.afterEach(async ({ browser }) => { for (const context of browser.contexts()) await context.close(); });

/** Somebody with a name at home, in a browser profile of their own; and they as a program. */
async function visit(browser: Browser, server: FoyerServer, name: string): Promise<{ page: Page; person: Person }> {
  const page = await (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const begun = await (await session).json() as { user: { id: string }; accessToken: string };
  await fetch(`${server.url}/api/v1/me`, { method: 'PATCH', headers: { 'authorization': `Bearer ${begun.accessToken}`, 'content-type': 'application/json', 'origin': server.url }, body: JSON.stringify({ name }) });
  await button(page, 'Back').click();
  return { page, person: Person.of(server.url, begun) };
}

async function choose(page: Page, what: string, choice: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  const stored = page.waitForResponse((response) => response.url().endsWith('/api/v1/me') && response.request().method() === 'PATCH' && response.ok());
  await page.getByRole('combobox', { name: what }).selectOption(choice);
  await stored;
}

async function open(page: Page, id: string): Promise<void> { await page.evaluate((group) => window.foyer('openConversation', { id: group }), id); }

async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, 'foyer-chat'), colorScheme).toEqual([]);
  }
}

test('who lets only people with a chat write is not written to from a group, which is said; whom they write to answers', async ({ server, browser }) => {
  const [ana, ben] = [await visit(browser, server, 'Ana'), await visit(browser, server, 'Ben')];
  await ana.person.open({ kind: 'group', title: 'Walk', members: [ben.person.id] });
  await choose(ben.page, 'Who can write to me', 'People I have a chat with');
  const other = await ben.page.context().newPage();
  await other.goto(server.url);
  await other.getByRole('button', { name: /^Open chat/ }).click();
  await expect(other.getByRole('navigation', { name: 'Sections' }).or(field(other))).toBeVisible();
  while (!(await other.getByRole('navigation', { name: 'Sections' }).isVisible())) await button(other, 'Back').click();
  await other.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  await expect(other.getByRole('combobox', { name: 'Who can write to me' })).toHaveValue('known');
  await expect(other.getByRole('combobox', { name: 'Who can write to me' })).toHaveAccessibleDescription(/Chats that you have go on/);
  await isAccessible(other);

  await button(ana.page, 'Write to Ben').click();
  await expect(ana.page.getByRole('alert').filter({ hasText: 'can only be written to by people they know' })).toBeVisible();
  await isAccessible(ana.page);
  await button(ana.page, 'Back').last().click();
  await ben.person.say(await ben.person.open({ kind: 'direct', with: ana.person.id }), 'Hello Ana');
  await rows(ana.page).filter({ hasText: 'Ben' }).click();
  await send(ana.page, 'Hello Ben');
  await expect(texts(ana.page)).toHaveText(['Hello Ana', 'Hello Ben']);
  await expect(ana.page.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
});

test('who is not to be added is named with what to do instead, the others are added, and a new group waits for a second press', async ({ server, browser }) => {
  test.slow();
  const [ana, ben] = [await visit(browser, server, 'Ana'), await visit(browser, server, 'Ben')];
  const cleo = await Person.visitor(server.url, 'Cleo');
  for (const { id } of [ben.person, cleo]) await ana.person.open({ kind: 'group', title: 'Old', members: [id] });
  await choose(ben.page, 'Who can add me to groups', 'Nobody');

  await button(ana.page, 'New group').click();
  await ana.page.getByRole('textbox', { name: 'Name of the group' }).fill('Walk');
  for (const name of ['Ben', 'Cleo']) await ana.page.getByRole('checkbox', { name }).check();
  await button(ana.page, 'Make group').click();
  await expect(ana.page.getByRole('alert')).toHaveText('Ben chooses who adds them to groups. You can make the group without them, and send them its link.');
  await expect(ana.page.getByRole('checkbox', { name: 'Ben' })).not.toBeChecked();
  await expect(ana.page.getByRole('checkbox', { name: 'Cleo' })).toBeChecked();
  await isAccessible(ana.page);
  await ana.page.getByRole('checkbox', { name: 'Cleo' }).uncheck();
  await button(ana.page, 'Make group').click();
  await button(ana.page, 'Details').click();
  await button(ana.page, 'Add people').click();
  for (const name of ['Ben', 'Cleo']) await ana.page.getByRole('checkbox', { name }).check();
  await ana.page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(ana.page.getByRole('alert')).toHaveText('Ben chooses who adds them to groups. Send them the link instead.');
  await expect(member(ana.page, 'Cleo').first()).toBeVisible();
  await expect(ana.page.getByText('Members: 2')).toBeVisible();
  await expect(ana.page.locator('foyer-group-members').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await isAccessible(ana.page);
});

test('where only admins write, the others have a notice for a field, at once and with their draft kept; they react, and an admin who is none any more is one of them', async ({ server, browser }) => {
  test.slow();
  const [ana, ben] = [await visit(browser, server, 'Ana'), await visit(browser, server, 'Ben')];
  const id = await ana.person.open({ kind: 'group', title: 'News', members: [ben.person.id] });
  await ana.person.say(id, 'Welcome');
  for (const { page } of [ana, ben]) {
    await open(page, id);
    await expect(texts(page)).toHaveText(['Welcome']);
  }
  await field(ben.page).fill('Not sent yet');
  await button(ana.page, 'Details').click();
  const writing = ana.page.getByRole('switch', { name: 'Write messages' });
  await expect(writing).toBeChecked();
  await expect(writing).toHaveAccessibleDescription('When this is off, only admins write. Everybody reads and reacts.');
  await expect(ana.page.getByRole('switch', { name: 'Change the name' })).not.toBeChecked();
  await isAccessible(ana.page);

  await test.step('the field goes at once, and what was typed comes back with it', async () => {
    await writing.click();
    await expect(status(ben.page, 'Only admins can write here.')).toBeVisible();
    await expect(field(ben.page)).toHaveCount(0);
    await isAccessible(ben.page);
    await ben.page.getByRole('article').first().hover();
    await ben.page.getByRole('button', { name: 'React', exact: true }).click();
    await expect(ben.page.getByRole('menuitem', { name: 'Copy' })).toBeVisible();
    await expect(ben.page.getByRole('menuitem', { name: 'Reply' })).toHaveCount(0);
    await ben.page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
    await expect(ben.page.getByRole('group', { name: 'Reactions' }).getByRole('button')).toHaveCount(1);
    await button(ben.page, 'Details').click();
    await expect(ben.page.getByRole('region', { name: 'What members may do' })).toContainText(/Write messages\s*Only admins/);
    await expect(ben.page.getByRole('switch')).toHaveCount(0);
    await isAccessible(ben.page);
    await writing.click();
    await button(ben.page, 'Back').last().click();
    await expect(field(ben.page)).toHaveValue('Not sent yet');
  });

  await test.step('members add people, share the link and change the name where they may', async () => {
    await button(ben.page, 'Details').click();
    for (const name of ['Add people', 'Invite link', 'Change the name']) await expect(button(ben.page, name)).toHaveCount(0);
    for (const name of ['Add people and share the link', 'Change the name']) await ana.page.getByRole('switch', { name }).click();
    await button(ben.page, 'Change the name').click();
    await ben.page.getByRole('textbox', { name: 'Name of the group' }).fill('Good news');
    await button(ben.page, 'Save').click();
    await expect(ana.page.getByRole('heading', { name: 'Good news' }).last()).toBeVisible();
    await button(ben.page, 'Invite link').click();
    await button(ben.page, 'Make a link').click();
    await expect(button(ben.page, 'Copy link')).toBeVisible();
    await expect(button(ben.page, 'Add people')).toBeVisible();
  });

  await test.step('an admin writes where admins write, until they are none any more', async () => {
    await writing.click();
    await button(ana.page, 'Actions for Ben').click();
    await button(ana.page, 'Make admin').click();
    await button(ben.page, 'Back').last().click();
    await expect(field(ben.page)).toHaveValue('Not sent yet');
    await button(ana.page, 'Actions for Ben').click();
    await button(ana.page, 'No longer admin').click();
    await expect(status(ben.page, 'Only admins can write here.')).toBeVisible();
  });
});

test('what waited to be sent when writing ended fails with its reason, and can be copied', async ({ server, browser }) => {
  const [ana, ben] = [await visit(browser, server, 'Ana'), await visit(browser, server, 'Ben')];
  const id = await ana.person.open({ kind: 'group', title: 'News', members: [ben.person.id] });
  await ana.person.say(id, 'Welcome');
  await open(ben.page, id);
  await expect(texts(ben.page)).toHaveText(['Welcome']);
  await ben.page.context().setOffline(true);
  await send(ben.page, 'Too late');
  await expect(ben.page.getByRole('log').getByText('Queued', { exact: true })).toBeAttached();
  await ana.person.permit(id, { send: 'admins' });
  await ben.page.context().setOffline(false);
  await expect(ben.page.getByText('Not sent: only admins can write here')).toBeVisible();
  await expect(status(ben.page, 'Only admins can write here.')).toBeVisible();
  await isAccessible(ben.page);
  await button(ben.page, 'Copy').click();
  await expect(status(ben.page, 'Copied')).toBeAttached();
  expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe('Too late');
});
