import type { Page } from '@playwright/test';
import { colleague, list, openColleague, rows, withConversation } from './desk-page.ts';
import { expect, openChat, send, staff, test, texts } from './fixtures.ts';

const toast = (desk: Page, text: string) => desk.getByRole('status').getByText(text, { exact: true });
const undo = (desk: Page) => desk.getByRole('button', { name: 'Undo' }).click();

test('who takes a conversation moves it between the lists, and can take that back', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  await expect(list(desk, 'Unassigned 1')).toBeVisible();
  await expect(list(desk, 'Mine 0')).toBeVisible();
  await desk.getByRole('button', { name: 'Assign to me' }).click();
  await expect(list(desk, 'Mine 1')).toBeVisible();
  await expect(list(desk, 'Unassigned 0')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Assigned to you' })).toBeVisible();
  await list(desk, 'Mine 1').click();
  await expect(rows(desk)).toHaveCount(1);
  await undo(desk);
  await expect(list(desk, 'Mine 0')).toBeVisible();
  await expect(desk.getByText('Nothing is assigned to you.')).toBeVisible();
  await list(desk, 'All 1').click();
  await expect(rows(desk)).toHaveCount(1);
});

test('a resolved conversation leaves the open ones; undo and reopen bring it back', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(toast(desk, 'Resolved')).toBeVisible();
  await expect(list(desk, 'Resolved 1')).toBeVisible();
  await undo(desk);
  await expect(list(desk, 'All 1')).toBeVisible();
  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await desk.getByRole('button', { name: 'Reopen' }).click();
  await expect(list(desk, 'Resolved 0')).toBeVisible();
  await expect(list(desk, 'All 1')).toBeVisible();
});

test('a snoozed conversation waits in its list, until its time is changed or the visitor writes', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  await desk.getByRole('button', { name: 'Snooze', exact: true }).click();
  await desk.getByRole('menuitem', { name: 'Next week' }).click();
  await expect(list(desk, 'Snoozed 1')).toBeVisible();
  await expect(list(desk, 'All 0')).toBeVisible();
  await expect(desk.getByText(/^Snoozed until \S+.* 09:00$/).first()).toBeVisible();
  await undo(desk);
  await expect(list(desk, 'All 1')).toBeVisible();

  await desk.getByRole('button', { name: 'Snooze', exact: true }).click();
  await desk.getByRole('menuitem', { name: 'Pick a time' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Snooze until' });
  await desk.getByLabel('Come back on').fill('2020-01-01T09:00');
  await desk.locator('desk-snooze').getByRole('button', { name: 'Snooze' }).click();
  await expect(desk.getByRole('alert')).toContainText('still to come');
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await desk.getByLabel('Come back on').fill(`${soon}T07:45`);
  await desk.locator('desk-snooze').getByRole('button', { name: 'Snooze' }).click();
  await expect(dialog).not.toBeVisible();
  await expect(list(desk, 'Snoozed 1')).toBeVisible();
  await send(visitor, 'Are you there?');
  await expect(list(desk, 'All 1')).toBeVisible();
  await expect(list(desk, 'Snoozed 0')).toBeVisible();
});

test('two desks see the same truth: whose it is, who is replying, and a question before one writes over the other', async ({ server, visitor, desk, browser }) => {
  const other = await openColleague(browser, server);
  await withConversation(server, visitor, desk);
  await rows(other).click();
  await other.getByRole('button', { name: 'Assign to me' }).click();
  await expect(desk.getByRole('button', { name: `Assigned to ${colleague.name}` })).toBeVisible();
  await expect(list(desk, 'Unassigned 0')).toBeVisible();
  await expect(list(desk, 'Mine 0')).toBeVisible();
  await expect(list(other, 'Mine 1')).toBeVisible();

  await other.getByRole('textbox', { name: 'Message' }).pressSequentially('I am on');
  await expect(desk.getByText(`${colleague.name} is replying`)).toBeVisible();

  await send(desk, 'So am I');
  const dialog = desk.getByRole('dialog', { name: 'Take over?' });
  await expect(dialog).toBeVisible();
  await expect(desk.getByText(`${colleague.name} looks after this conversation.`)).toBeVisible();
  await desk.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.getByRole('textbox', { name: 'Message' })).toHaveValue('So am I');
  await expect(desk.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await expect(texts(desk)).toHaveCount(1);
  await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
  await desk.getByRole('button', { name: 'Take over and send' }).click();
  await expect(texts(desk).last()).toHaveText('So am I');
  await expect(texts(visitor).last()).toHaveText('So am I');
  await expect(other.getByRole('button', { name: `Assigned to ${staff.name}` })).toBeVisible();
  await expect(list(other, 'Mine 0')).toBeVisible();

  await other.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(desk.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await expect(list(desk, 'Resolved 1')).toBeVisible();
  await other.context().close();
});

test('a private note is for the team alone, by mouse and by key', async ({ server, visitor, desk, browser }) => {
  const other = await openColleague(browser, server);
  await withConversation(server, visitor, desk);
  await rows(other).click();
  await desk.getByRole('button', { name: 'Private note' }).click();
  await expect(desk.getByRole('textbox', { name: 'Private note' })).toBeFocused();
  await expect(desk.getByRole('textbox', { name: 'Message' })).not.toBeVisible();
  await desk.keyboard.type('Third complaint this month');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('textbox', { name: 'Private note' })).toHaveValue('');
  await desk.keyboard.type('next');
  await expect(desk.getByRole('textbox', { name: 'Private note' })).toHaveValue('next');
  await desk.getByRole('textbox', { name: 'Private note' }).fill('');
  const notes = (page: Page) => page.getByRole('note');
  await expect(notes(other)).toContainText('Third complaint this month');
  await expect(notes(other)).toHaveAccessibleName(new RegExp(`^Private note, ${staff.name}`));
  await expect(notes(other).getByRole('button', { name: 'Delete note' })).toHaveCount(0);

  await desk.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(desk.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('n');
  await expect(desk.getByRole('textbox', { name: 'Private note' })).toBeFocused();
  await desk.keyboard.type('Send a new one');
  await desk.keyboard.press('Enter');
  await expect(notes(desk)).toHaveCount(2);
  await send(visitor, 'And again');
  await expect(texts(desk).last()).toHaveText('And again');
  const order = await desk.getByRole('log').evaluate((log) => [...log.querySelectorAll('.rows > *')].map((row) => (row.querySelector('desk-note') ? 'note' : row.querySelector('[data-seq]') ? 'message' : 'line')));
  expect(order.filter((row) => row !== 'line')).toEqual(['message', 'note', 'note', 'message']);
  await notes(desk).last().getByRole('button', { name: 'Delete note' }).click();
  await expect(notes(desk)).toHaveCount(1);
  await undo(desk);
  await expect(notes(desk)).toHaveCount(2);
  await expect(notes(other)).toHaveCount(2);
  await expect(visitor.getByRole('note')).toHaveCount(0);
  await expect(texts(visitor)).toHaveText(['My lamp flickers', 'And again']);
  await other.context().close();
});

test('saved replies are added, used by a slash, changed, deleted and brought back, on every desk', async ({ server, visitor, desk, browser }) => {
  const other = await openColleague(browser, server);
  await other.getByRole('button', { name: 'Saved replies' }).click();
  await expect(other.getByText('Nothing is saved yet.')).toBeVisible();
  await desk.getByRole('button', { name: 'Saved replies' }).click();
  await desk.getByRole('button', { name: 'New reply' }).click();
  await desk.getByRole('textbox', { name: 'Shortcut' }).fill('two words');
  await desk.getByRole('textbox', { name: 'Text' }).fill('We are here from nine to six, ');
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.getByRole('alert')).toContainText('one word');
  await desk.getByRole('textbox', { name: 'Shortcut' }).fill('hours');
  await desk.getByRole('textbox', { name: 'Text' }).press('End');
  await desk.getByRole('button', { name: 'Visitor’s name' }).click();
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  const items = (page: Page) => page.getByRole('list', { name: 'Saved replies' }).getByRole('listitem');
  await expect(items(desk)).toContainText('We are here from nine to six, {visitor.name}');
  await expect(items(other)).toContainText('/hours');

  await desk.getByRole('button', { name: /^Inbox/ }).click();
  await openChat(visitor, server.url);
  await send(visitor, 'When are you there?');
  await rows(desk).click();
  await desk.getByRole('textbox', { name: 'Message' }).pressSequentially('/ho');
  await expect(desk.getByRole('option', { name: '/hours' })).toBeVisible();
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('textbox', { name: 'Message' })).toHaveValue(/^We are here from nine to six, Visitor \w+$/);
  await desk.keyboard.press('Enter');
  await expect(texts(visitor).last()).toHaveText(/^We are here from nine to six, Visitor \w+$/);

  await desk.getByRole('button', { name: 'Saved replies' }).click();
  await desk.getByRole('button', { name: 'Change /hours' }).click();
  await desk.getByRole('textbox', { name: 'Shortcut' }).fill('opening');
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(items(desk)).toHaveCount(1);
  await expect(items(other)).toContainText('/opening');
  await other.getByRole('button', { name: 'Delete /opening' }).click();
  await expect(items(desk)).toHaveCount(0);
  await undo(other);
  await expect(items(desk)).toContainText('/opening');
  await other.context().close();
});

test('the panel shows where the visitor is, where they were, and what the site says of them, as it changes', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  await visitor.evaluate(() => window.foyer('setContext', { Cart: '2 items, 84 €', Newsletter: true }));
  const panel = desk.getByRole('complementary', { name: 'Visitor' });
  await expect(panel).toContainText('2 items, 84 €');
  await expect(panel.getByRole('link', { name: 'Harbour Lamps' }).first()).toBeVisible();
  await expect(panel).toContainText('English');
  await expect(panel).toContainText(/Chrome, \w+/);
  await expect(desk.getByText('On “Harbour Lamps” now')).toBeVisible();
  await desk.getByRole('button', { name: /^On the site now/ }).click();
  await expect(desk.getByRole('list', { name: 'Visitors' })).toContainText('Harbour Lamps · English');
});

test('search finds a word in a conversation, shows where, and opens it', async ({ server, visitor, desk, browser }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'The brass of my Buoy lamp has gone green at the foot');
  const second = await (await browser.newContext()).newPage();
  await openChat(second, server.url);
  await send(second, 'Where is my invoice?');
  await expect(rows(desk)).toHaveCount(2);
  await desk.keyboard.press('/');
  await expect(desk.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await desk.keyboard.type('brass');
  const found = desk.getByRole('list', { name: 'Found' }).getByRole('button');
  await expect(found).toHaveCount(1);
  await expect(found.locator('mark')).toHaveText('brass');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Enter');
  await expect(texts(desk)).toHaveText(['The brass of my Buoy lamp has gone green at the foot']);
  await desk.getByRole('searchbox', { name: 'Search' }).fill('zeppelin');
  await expect(desk.getByText('Nothing was found.')).toBeVisible();
  await desk.getByRole('searchbox', { name: 'Search' }).press('Escape');
  await expect(rows(desk)).toHaveCount(2);
  await second.context().close();
});

test('what a search has found opens at the message, however far back it lies', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'The zeppelin was early');
  for (let count = 0; count < 70; count += 1) await send(visitor, `Line ${count}`);
  await expect(rows(desk)).toContainText('Line 69');
  await desk.keyboard.press('/');
  await desk.keyboard.type('zeppelin');
  await desk.getByRole('list', { name: 'Found' }).getByRole('button').click();
  const message = desk.getByRole('log', { name: 'Messages' }).locator('[data-key="seq:1"]');
  await expect(message).toBeInViewport();
  await expect(message).toBeFocused();
  await expect(message).toHaveClass(/flash/);
  // Once more, in the thread that is open now.
  await desk.getByRole('log', { name: 'Messages' }).press('End');
  await expect(message).not.toBeInViewport();
  await desk.getByRole('list', { name: 'Found' }).getByRole('button').click();
  await expect(message).toBeFocused();
  await expect(message).toBeInViewport();
});

test('the desk is worked by single keys, which a field keeps to itself and the settings turn off', async ({ server, visitor, desk, browser }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'The first one');
  const second = await (await browser.newContext()).newPage();
  await openChat(second, server.url);
  await send(second, 'The second one');
  await expect(rows(desk)).toHaveCount(2);
  await desk.bringToFront();
  await desk.keyboard.press('?');
  const help = desk.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(desk.getByText('Next conversation')).toBeVisible();
  await desk.keyboard.press('e');
  await desk.keyboard.press('Escape');
  await expect(help).not.toBeVisible();
  await desk.keyboard.press('j');
  await expect(texts(desk)).toHaveText(['The second one']);
  await desk.keyboard.press('j');
  await expect(texts(desk)).toHaveText(['The first one']);
  await desk.keyboard.press('k');
  await expect(texts(desk)).toHaveText(['The second one']);
  await desk.keyboard.press('a');
  await expect(list(desk, 'Mine 1')).toBeVisible();
  await desk.keyboard.press('z');
  await expect(list(desk, 'Mine 0')).toBeVisible();
  await desk.keyboard.press('s');
  await expect(desk.getByRole('menuitem', { name: 'Later today' })).toBeFocused();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('menu')).toHaveCount(0);
  await desk.keyboard.press('r');
  await expect(desk.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await desk.keyboard.type('keen');
  await expect(desk.getByRole('textbox', { name: 'Message' })).toHaveValue('keen');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('e');
  await expect(list(desk, 'Resolved 1')).toBeVisible();

  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
  await desk.getByRole('button', { name: /^Inbox/ }).click();
  await desk.keyboard.press('?');
  await desk.keyboard.press('v');
  await desk.keyboard.press('Control+k');
  await expect(desk.getByRole('combobox', { name: 'Command or conversation' })).toBeFocused();
  await expect(help).not.toBeVisible();
  await expect(desk.getByRole('region', { name: 'On the site now' })).toHaveCount(0);
  await second.context().close();
});

test('the palette opens conversations and does what the desk can do', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'The shade is cracked');
  await expect(rows(desk)).toHaveCount(1);
  await desk.keyboard.press('Control+k');
  await desk.keyboard.type('cracked');
  await expect(desk.getByRole('option')).toHaveCount(1);
  await desk.keyboard.press('Enter');
  await expect(texts(desk)).toHaveText(['The shade is cracked']);
  await desk.keyboard.press('Control+k');
  await desk.keyboard.type('snooze tomorrow');
  await desk.keyboard.press('Enter');
  await expect(list(desk, 'Snoozed 1')).toBeVisible();
  await desk.keyboard.press('Control+k');
  await desk.keyboard.type('saved');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: 'Saved replies' })).toBeVisible();
  await expect(desk.getByRole('dialog')).toHaveCount(0);
});

test('who is on the site can be spoken to first', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await desk.getByRole('button', { name: 'Start a chat' }).click();
  const here = desk.getByRole('region', { name: 'On the site now' });
  await here.getByRole('button').click();
  await send(desk, 'Can I help you?');
  await expect(texts(visitor)).toHaveText(['Can I help you?']);
  await expect(list(desk, 'All 1')).toBeVisible();
});

test('permission is asked on a click alone; one chime for a message that is not on screen; the title counts', async ({ server, visitor, desk }) => {
  await desk.addInitScript(() => {
    const counts = { asked: 0, rung: 0 };
    Object.assign(window, { counts });
    class Quiet extends EventTarget {
      static permission = 'granted';
      static async requestPermission(): Promise<string> { counts.asked += 1; return 'granted'; }
    }
    Object.assign(window, { Notification: Quiet });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function begin(at?: number): void { counts.rung += 1; start.call(this, at); };
  });
  const counts = () => desk.evaluate(() => (window as unknown as { counts: { asked: number; rung: number } }).counts);
  await desk.reload();
  await list(desk, 'All 0').click();
  await openChat(visitor, server.url);
  await send(visitor, 'Is somebody there?');
  await expect(desk).toHaveTitle('(1) Foyer desk');
  await expect.poll(counts).toEqual({ asked: 0, rung: 2 });
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('switch', { name: 'Sound' }).uncheck();
  await desk.getByRole('switch', { name: 'Desktop notifications' }).check();
  await expect.poll(async () => (await counts()).asked).toBe(1);
  await send(visitor, 'Hello?');
  await expect(desk).toHaveTitle('(2) Foyer desk');
  await desk.getByRole('button', { name: 'Inbox, 2 unread' }).click();
  await rows(desk).click();
  await expect(desk).toHaveTitle('Foyer desk');
  expect(await counts()).toEqual({ asked: 1, rung: 2 });
});

test('colours follow the setting, here and in the other tab', async ({ server, desk }) => {
  const second = await desk.context().newPage();
  await second.goto(`${server.url}/staff`);
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('radio', { name: 'Dark' }).check();
  for (const page of [desk, second]) await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await desk.reload();
  await expect(desk.locator('html')).toHaveCSS('color-scheme', 'dark');
});

test('an address names the conversation: reload stays in it, Back leads to the list', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  await desk.reload();
  await expect(texts(desk)).toHaveText(['My lamp flickers']);
  await desk.goBack();
  await expect(desk.getByText('Choose a conversation.')).toBeVisible();
});
