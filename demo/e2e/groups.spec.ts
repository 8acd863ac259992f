import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { acquainted as pairInGroup, show } from './acquaintances.ts';
import { expect, openChat, send, test, texts, type FoyerServer } from './fixtures.ts';

/* Groups that visitors make and run themselves: of three people, each in a browser of their own. */

const violations = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).include('foyer-chat').analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);

const rows = (page: Page) => page.getByRole('list', { name: 'Conversations' });
const member = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Somebody with a name at home, in a browser profile of their own. Their chat is open. */
async function visit(page: Page, server: FoyerServer, name: string): Promise<string> {
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const { user, accessToken } = await (await session).json() as { user: { id: string }; accessToken: string };
  await fetch(`${server.url}/api/v1/me`, { method: 'PATCH', headers: { 'authorization': `Bearer ${accessToken}`, 'content-type': 'application/json', 'origin': server.url }, body: JSON.stringify({ name }) });
  await button(page, 'Back').click();
  await expect(button(page, 'New group')).toBeVisible();
  return user.id;
}

test.afterEach(async ({ browser }) => { for (const context of browser.contexts()) await context.close(); });

const another = async (browser: Browser): Promise<Page> => (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();

/** One who knows Bo, with whom they have spoken. */
async function acquainted(page: Page, server: FoyerServer, name: string): Promise<Person> {
  const id = await visit(page, server, name);
  const bo = await Person.visitor(server.url, 'Bo Lind');
  await bo.say(await bo.open({ kind: 'direct', with: id }), 'Hello');
  await expect(rows(page).getByText('Bo Lind')).toBeVisible();
  return bo;
}

async function makeGroup(page: Page, title: string): Promise<void> {
  await button(page, 'New group').click();
  await page.getByRole('textbox', { name: 'Name of the group' }).fill(title);
  await button(page, 'Make group').click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}

/** Makes a link in the details, which are open, and copies it. */
async function copyLink(page: Page): Promise<string> {
  await button(page, 'Invite link').click();
  await button(page, 'Make a link').click();
  await button(page, 'Copy link').click();
  await expect(page.getByText('Copied')).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a group of three: made, joined by its link, renamed, an admin made, one taken out and one gone; everybody sees it at once', async ({ server, browser }) => {
  test.slow();
  const [ana, cleo, dora] = [await another(browser), await another(browser), await another(browser)];
  await acquainted(ana, server, 'Ana');

  await button(ana, 'New group').click();
  await expect(ana.getByRole('textbox', { name: 'Name of the group' })).toBeFocused();
  await expect(button(ana, 'Make group')).toBeDisabled();
  await ana.getByRole('textbox', { name: 'Name of the group' }).fill('Saturday walk');
  await ana.getByRole('checkbox', { name: 'Bo Lind' }).check();
  await button(ana, 'Make group').click();
  await expect(ana.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await send(ana, 'Who comes?');
  await button(ana, 'Details').click();
  await expect(member(ana, 'Bo Lind')).toBeVisible();
  const link = await copyLink(ana);
  expect(link).toMatch(/#foyer-join=[\w-]{44}$/);

  await test.step('two come by the link, and read what was said before', async () => {
    for (const [page, name] of [[cleo, 'Cleo'], [dora, 'Dora']] as const) {
      await visit(page, server, name);
      await page.goto(link);
      await page.reload();
      await button(page, 'Join a group').click();
      await expect(page.getByRole('heading', { name: 'Join “Saturday walk”?' })).toBeVisible();
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await expect(texts(page)).toHaveText(['Who comes?']);
      await expect(member(ana, name)).toBeVisible();
      expect(page.url()).not.toContain('foyer-join');
    }
    await expect(ana.getByText('Members: 4')).toBeVisible();
  });

  await test.step('an admin is made, and renames the group; everybody sees the name', async () => {
    await button(ana, 'Actions for Cleo').click();
    await button(ana, 'Make admin').click();
    await expect(member(ana, 'Cleo')).toContainText('Admin');
    await expect(button(ana, 'Actions for Cleo')).toBeFocused();
    await button(cleo, 'Details').click();
    await button(cleo, 'Change the name').click();
    await cleo.getByRole('textbox', { name: 'Name of the group' }).fill('Sunday walk');
    await button(cleo, 'Save').click();
    for (const page of [ana, cleo]) await expect(page.getByRole('heading', { name: 'Sunday walk' }).last()).toBeVisible();
    await expect(dora.getByRole('heading', { name: 'Sunday walk' })).toBeVisible();
    // Nobody takes out the owner.
    await button(cleo, 'Actions for Ana').click();
    await expect(button(cleo, 'Block Ana')).toBeVisible();
    await expect(button(cleo, 'Remove from group')).toHaveCount(0);
  });

  await test.step('who is taken out can write no more, and the group goes from their list; their words keep their name', async () => {
    await send(dora, 'I do');
    await expect(texts(dora)).toHaveText(['Who comes?', 'I do']);
    await button(cleo, 'Actions for Dora').click();
    await button(cleo, 'Remove from group').click();
    await expect(member(cleo, 'Dora')).toHaveCount(0);
    await expect(dora.getByText('This conversation is closed.')).toBeVisible();
    await button(dora, 'Back').click();
    await expect(button(dora, 'New group')).toBeVisible();
    await expect(rows(dora)).toHaveCount(0);
    await button(cleo, 'Back').click();
    await expect(cleo.getByRole('log').getByText('Dora', { exact: true })).toBeVisible();
  });

  await test.step('the owner leaves, and the admin owns the group', async () => {
    await button(ana, 'Leave group').click();
    await expect(button(ana, 'Cancel')).toBeFocused();
    await ana.keyboard.press('Escape');
    await expect(button(ana, 'Leave group')).toBeFocused();
    await button(ana, 'Leave group').click();
    await button(ana, 'Leave group').click();
    await expect(rows(ana)).toContainText('Bo Lind');
    await expect(rows(ana)).not.toContainText('Sunday walk');
    await expect(button(ana, 'Write to us')).toBeFocused();
    await button(cleo, 'Details').click();
    await expect(member(cleo, 'Cleo')).toContainText('Owner');
    await expect(cleo.getByText('Members: 2')).toBeVisible();
  });
});

test('with nobody to choose a group is made of a name alone, is in the list at once, and can be shared', async ({ server, browser }) => {
  const ana = await another(browser);
  await visit(ana, server, 'Ana');
  await button(ana, 'New group').click();
  await expect(ana.getByText('You share no chats with anybody yet.')).toBeVisible();
  await ana.keyboard.press('Escape');
  await expect(button(ana, 'New group')).toBeFocused();
  await makeGroup(ana, 'Book club');
  await button(ana, 'Back').click();
  await expect(rows(ana)).toContainText('Book club');
  await button(ana, 'Chats').click();
  await expect(rows(ana)).toContainText('Nobody has written here yet.');
  await rows(ana).getByText('Book club').click();
  // Who of a group is here is told to nobody, and so not claimed.
  await expect(ana.locator('foyer-chat-header:visible')).toContainText('Book club');
  await expect(ana.getByText('Not here right now')).not.toBeVisible();
  await button(ana, 'Details').click();
  const link = await copyLink(ana);
  await button(ana, 'New link').click();
  await expect(ana.getByRole('textbox', { name: 'Invite link' })).not.toHaveValue(link);
  await button(ana, 'Turn off').click();
  await expect(button(ana, 'Make a link')).toBeVisible();
});

test('people are added from the details, and the group is handed over after one more question', async ({ server, browser }) => {
  const ana = await another(browser);
  await acquainted(ana, server, 'Ana');
  await makeGroup(ana, 'Book club');
  await button(ana, 'Details').click();
  await button(ana, 'Add people').click();
  await expect(ana.getByRole('checkbox', { name: 'Bo Lind' })).toBeFocused();
  await ana.keyboard.press('Space');
  await ana.keyboard.press('Escape');
  await expect(button(ana, 'Add people')).toBeFocused();
  await button(ana, 'Add people').click();
  await ana.getByRole('checkbox', { name: 'Bo Lind' }).check();
  await button(ana, 'Add').click();
  await expect(member(ana, 'Bo Lind')).toBeVisible();
  await button(ana, 'Add people').click();
  await expect(ana.getByText('Everybody you share chats with is here already.')).toBeVisible();
  await button(ana, 'Cancel').click();

  await button(ana, 'Actions for Bo Lind').press('Enter');
  await button(ana, 'Make owner').click();
  await expect(ana.getByText('Bo Lind becomes the owner, and you an admin.')).toBeVisible();
  await ana.keyboard.press('Escape');
  await button(ana, 'Make owner').click();
  await button(ana, 'Make owner').click();
  await expect(member(ana, 'Bo Lind')).toContainText('Owner');
  await expect(member(ana, 'Ana')).toContainText('Admin');
  await button(ana, 'Actions for Bo Lind').click();
  await expect(button(ana, 'Block Bo Lind')).toBeVisible();
  await expect(button(ana, 'Remove from group')).toHaveCount(0);
});

test('a page that invites stores, connects and asks nothing before the visitor turns to the chat; what is declined is not asked again; a link that has ended says so', async ({ server, browser }) => {
  const guest = await another(browser);
  const asked: string[] = [];
  guest.on('request', (request) => { if (/\/api\/|\/sync/.test(request.url())) asked.push(request.url()); });
  guest.on('websocket', (socket) => { asked.push(socket.url()); });
  await guest.goto(`${server.url}/#foyer-join=${'x'.repeat(44)}`);
  const launcher = button(guest, 'Join a group: Open chat');
  await expect(launcher).toBeVisible();
  await launcher.hover();
  await expect(guest.locator('foyer-chat')).toBeAttached();
  await expect(launcher).toBeVisible();
  expect(asked).toEqual([]);
  expect(await guest.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0]);
  await launcher.click();
  await expect(guest.getByText('This link does not work any more. Ask for a new one.')).toBeVisible();
  expect(asked.join(' ')).not.toContain('xxx');
  await button(guest, 'Back').last().click();
  await expect(button(guest, 'Write to us')).toBeVisible();
  expect(guest.url()).not.toContain('foyer-join');
  await button(guest, 'Close chat').click();
  await expect(guest.getByRole('button', { name: 'Open chat', exact: true })).toBeVisible();

  const ana = await Person.visitor(server.url, 'Ana');
  const id = await ana.open({ kind: 'group', title: 'Book club', members: [] });
  const { token } = await ana.invite(id);
  await guest.goto(`${server.url}/#foyer-join=${token}`);
  await guest.reload();
  await button(guest, 'Join a group').click();
  await expect(guest.getByRole('heading', { name: 'Join “Book club”?' })).toBeVisible();
  await expect(guest.getByText('Members: 1')).toBeVisible();
  await button(guest, 'Not now').click();
  await expect(button(guest, 'Write to us')).toBeVisible();
  await expect(rows(guest)).toHaveCount(0);
  expect(guest.url()).not.toContain('foyer-join');
});

test('on a phone, too, an invite that was answered is out of the address when the panel is closed; who goes back while it is answered stays there', async ({ server, browser }) => {
  const guest = await (await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })).newPage();
  const ana = await Person.visitor(server.url, 'Ana');
  const link = `${server.url}/#foyer-join=${(await ana.invite(await ana.open({ kind: 'group', title: 'Book club', members: [] }))).token}`;
  const answer = Promise.withResolvers<void>();
  await guest.route('**/invites/accept', async (route) => { await answer.promise; await route.continue(); });
  const closed = async (): Promise<void> => {
    await button(guest, 'Close chat').tap();
    await expect(guest.getByRole('button', { name: 'Open chat', exact: true })).toBeVisible();
    expect(guest.url()).not.toContain('foyer-join');
  };
  await guest.goto(link);
  await button(guest, 'Join a group').tap();
  await guest.getByRole('button', { name: 'Join', exact: true }).tap();
  await guest.goBack();
  await expect(button(guest, 'Write to us')).toBeVisible();
  answer.resolve();
  await expect(rows(guest)).toContainText('Book club');
  await expect(button(guest, 'Write to us')).toBeVisible();
  await closed();

  await guest.goto('about:blank');
  await guest.goto(link);
  await button(guest, /^Join a group/).tap();
  await expect(guest.getByRole('heading', { name: 'Book club', exact: true })).toBeVisible();
  await expect(guest.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await closed();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`making a group, running it and joining one have no violation that axe knows, ${colorScheme}`, async ({ server, browser }) => {
    test.slow();
    const ana = await another(browser);
    await ana.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await acquainted(ana, server, 'Ana');
    await button(ana, 'New group').click();
    await ana.getByRole('textbox', { name: 'Name of the group' }).fill('Book club');
    await ana.getByRole('checkbox', { name: 'Bo Lind' }).check();
    expect(await violations(ana)).toEqual([]);
    await button(ana, 'Make group').click();
    await button(ana, 'Details').click();
    await button(ana, 'Actions for Bo Lind').click();
    await copyLink(ana);
    await button(ana, 'Change the name').click();
    await button(ana, 'Leave group').click();
    expect(await violations(ana)).toEqual([]);
    const link = await ana.getByRole('textbox', { name: 'Invite link' }).inputValue();
    await button(ana, 'Add people').click();
    expect(await violations(ana)).toEqual([]);

    const guest = await another(browser);
    await guest.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await guest.goto(link);
    await button(guest, 'Join a group').click();
    await expect(guest.getByRole('heading', { name: 'Join “Book club”?' })).toBeVisible();
    expect(await violations(guest)).toEqual([]);
    await button(guest, 'Not now').click();
    await button(guest, 'Chats').click();
    expect(await violations(guest)).toEqual([]);
  });
}

test('the head of a group does not tell when the one of it was here whom one also knows alone', async ({ browser, server }) => {
  const { ada, bob, direct, group } = await pairInGroup(browser, server);
  await bob.context.close();
  const head = ada.page.locator('foyer-chat-header:visible p');
  await show(ada.page, direct);
  await expect(head).toHaveText(/^Last seen/, { timeout: 40_000 });
  await show(ada.page, group);
  await expect(ada.page.locator('foyer-chat-header:visible')).toContainText('Saturday ride');
  await expect(head).toHaveText('');
});
