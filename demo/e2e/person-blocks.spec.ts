import { acquainted, back, details, field, openAgain, show } from './acquaintances.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';
import { violations } from './violations.ts';

const chat = 'foyer-chat';
const closed = 'You have blocked Bob Marsh.';
const refused = 'This person does not take messages.';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`who is blocked cannot write, and loses nothing; when it is taken back they can, ${colorScheme}`, async ({ server, browser }) => {
    const { ada, bob, direct } = await acquainted(browser, server, { colorScheme });
    const tab = await ada.context.newPage();
    await tab.goto(server.url);
    await openAgain(tab);
    for (const page of [ada.page, tab, bob.page]) await show(page, direct);
    await details(ada.page);
    await ada.page.getByRole('button', { name: 'Block Bob Marsh' }).click();
    await expect(ada.page.getByRole('button', { name: 'Cancel' })).toBeFocused();
    expect(await violations(ada.page, chat)).toEqual([]);
    await ada.page.getByRole('button', { name: 'Block', exact: true }).click();
    await expect(ada.page.getByRole('button', { name: 'Unblock Bob Marsh' })).toBeFocused();
    expect(await violations(ada.page, chat)).toEqual([]);
    await back(ada.page);
    // In every tab, and after the page is loaded again.
    for (const page of [ada.page, tab]) {
      await expect(page.getByText(closed)).toBeVisible();
      await expect(field(page)).not.toBeAttached();
    }
    await tab.reload();
    await openAgain(tab);
    await show(tab, direct);
    await expect(tab.getByText(closed)).toBeVisible();
    expect(await violations(ada.page, chat)).toEqual([]);

    await expect(bob.page.getByText(refused)).not.toBeVisible();
    await send(bob.page, 'Why so quiet?');
    await expect(bob.page.getByText(/^Not sent:/)).toBeVisible();
    await expect(bob.page.getByText(refused)).toBeVisible();
    expect(await violations(bob.page, chat)).toEqual([]);
    await expect(texts(ada.page)).toHaveText(['Are you coming on Saturday?', 'Buy my pills']);

    await ada.page.getByRole('button', { name: 'Unblock Bob Marsh' }).click();
    await expect(field(ada.page)).toBeFocused();
    await expect(field(tab)).toBeEnabled();
    await bob.page.getByRole('button', { name: 'Try again' }).click();
    await expect(texts(ada.page)).toHaveText(['Are you coming on Saturday?', 'Buy my pills', 'Why so quiet?']);
    await expect(bob.page.getByText(refused)).not.toBeVisible();
    await send(ada.page, 'Here I am');
    await expect(texts(bob.page).last()).toHaveText('Here I am');
  });
}

test('of a group, each row of another visitor leads to blocking; the settings list whom one has blocked, and take it back', async ({ server, browser }) => {
  const { ada, bob, group } = await acquainted(browser, server);
  await ada.page.evaluate(() => document.querySelector('foyer-chat')?.show());
  const settings = async (): Promise<void> => {
    await ada.page.getByRole('button', { name: 'Back' }).click();
    await ada.page.getByRole('button', { name: 'Settings' }).click();
  };
  await settings();
  await expect(ada.page.getByText('Nobody is blocked.')).toBeVisible();
  await show(ada.page, group);
  await details(ada.page);
  await expect(ada.page.getByRole('button', { name: /^Actions for/ })).toHaveCount(1);
  await ada.page.getByRole('button', { name: 'Actions for Bob Marsh' }).click();
  expect(await violations(ada.page, chat)).toEqual([]);
  await ada.page.getByRole('button', { name: 'Block Bob Marsh' }).click();
  await ada.page.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(ada.page.getByRole('button', { name: 'Unblock Bob Marsh' })).toBeVisible();
  await back(ada.page);
  // The group is as it was.
  await show(bob.page, group);
  await send(bob.page, 'Half past nine');
  await expect(texts(ada.page).last()).toHaveText('Half past nine');
  await send(ada.page, 'Fine');
  await expect(texts(bob.page).last()).toHaveText('Fine');

  await settings();
  const list = ada.page.getByRole('list', { name: 'Blocked people' });
  await expect(list.getByText('Bob Marsh')).toBeVisible();
  expect(await violations(ada.page, chat)).toEqual([]);
  // On another device of theirs it was taken back and set again: the list follows.
  await ada.call('PUT', `/me/blocks/${bob.id}`, { on: false });
  await expect(ada.page.getByText('Nobody is blocked.')).toBeVisible();
  await ada.call('PUT', `/me/blocks/${bob.id}`, { on: true });
  await list.getByRole('button', { name: 'Unblock Bob Marsh' }).click();
  await expect(ada.page.getByText('Nobody is blocked.')).toBeVisible();
});

test('who was blocked is told so when they want to begin a conversation', async ({ server, browser }) => {
  const { ada, bob } = await acquainted(browser, server);
  const eve = await (await browser.newContext()).newPage();
  const session = eve.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(eve, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  const { id } = await bob.call<{ id: string }>('POST', '/conversations', { kind: 'group', title: 'Others', members: [user.id, ada.id] });
  await bob.call('POST', `/conversations/${id}/messages`, { clientId: 'others', content: { kind: 'text', text: 'Buy my pills' } });
  await ada.call('PUT', `/me/blocks/${user.id}`, { on: true });
  await show(eve, id);
  await details(eve);
  await eve.getByRole('button', { name: 'Write to Ada Lind' }).click();
  await expect(eve.getByText(refused)).toBeVisible();
  expect(await violations(eve, chat)).toEqual([]);
});

test('what could not be done says so, and is done at the next press', async ({ server, browser }) => {
  const { ada, direct } = await acquainted(browser, server);
  await show(ada.page, direct);
  await details(ada.page);
  await ada.page.route('**/me/blocks/*', (route) => route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: '' } } }));
  const press = async (): Promise<void> => {
    await ada.page.getByRole('button', { name: 'Block Bob Marsh' }).click();
    await ada.page.getByRole('button', { name: 'Block', exact: true }).click();
  };
  await press();
  await expect(ada.page.getByRole('alert')).toHaveText('That did not work (unavailable).');
  expect(await violations(ada.page, chat)).toEqual([]);
  await ada.page.unroute('**/me/blocks/*');
  await press();
  await expect(ada.page.getByRole('button', { name: 'Unblock Bob Marsh' })).toBeVisible();
  await expect(ada.page.getByRole('alert')).not.toBeAttached();
});

test('neither sees when the other is here or writes', async ({ server, browser }) => {
  const { ada, bob, direct } = await acquainted(browser, server);
  const header = ({ page }: typeof ada) => page.locator('foyer-chat-header p');
  for (const { page } of [ada, bob]) {
    // What the page has shown is on the device.
    await show(page, direct);
    await page.reload();
    await openAgain(page);
    await show(page, direct);
  }
  for (const who of [ada, bob]) await expect(header(who)).toHaveText('Online');
  await field(bob.page).pressSequentially('Hm');
  await expect(ada.page.getByText('Bob Marsh is typing')).toBeVisible();
  await field(bob.page).fill('');
  await expect(ada.page.getByText('Bob Marsh is typing')).not.toBeVisible();
  await ada.call('PUT', `/me/blocks/${bob.id}`, { on: true });
  await expect(ada.page.getByText(closed)).toBeVisible();
  await expect(header(ada)).toHaveText('');
  await expect(header(bob)).toHaveText(/^Last seen/);
  await field(bob.page).pressSequentially('Well');
  // Something that comes after it has come.
  await send(bob.page, 'Well');
  await expect(bob.page.getByText(/^Not sent:/)).toBeVisible();
  await expect(ada.page.getByText('Bob Marsh is typing')).not.toBeVisible();
});
