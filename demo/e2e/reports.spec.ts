import type { Page } from '@playwright/test';
import { acquainted, details, field, show } from './acquaintances.ts';
import { expect, send, setUpDesk, signIn, test } from './fixtures.ts';
import { violations } from './violations.ts';

const chat = 'foyer-chat';
const tom = { name: 'Tom Berg', email: 'tom@shop.example', password: 'another battery staple' };
const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const menu = (page: Page) => page.getByRole('menu', { name: 'Message actions' });
const form = (page: Page) => page.getByRole('dialog', { name: 'Report this message' });
const reports = (page: Page) => page.getByRole('list', { name: 'Reports' }).getByRole('listitem');

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a message is reported by keys, staff see it at once, and what one of them has handled is gone for the other, ${colorScheme}`, async ({ server, browser, desk }) => {
    test.slow();
    server.addStaff(tom);
    const other = await (await browser.newContext({ colorScheme })).newPage();
    await signIn(other, server.url, tom.password, tom.email);
    await desk.emulateMedia({ colorScheme });
    const { ada, direct } = await acquainted(browser, server, { colorScheme });
    // As long as nothing is reported, it takes no room.
    await expect(desk.getByRole('button', { name: 'On the site now, 2 here' })).toBeVisible();
    await expect(desk.getByRole('button', { name: /^Reports/ })).not.toBeAttached();

    await show(ada.page, direct);
    await article(ada.page, 'Buy my pills').focus();
    await ada.page.keyboard.press('Enter');
    await menu(ada.page).getByRole('menuitem', { name: 'Report' }).press('Enter');
    await expect(form(ada.page).getByRole('heading', { name: 'Report this message' })).toBeFocused();
    expect(await violations(ada.page, chat)).toEqual([]);
    await expect(form(ada.page).getByRole('button', { name: 'Send report' })).toBeDisabled();
    await form(ada.page).getByRole('radio', { name: 'Spam or advertising' }).press('Space');
    await form(ada.page).getByRole('textbox').fill('The third one this week.');
    await form(ada.page).getByRole('checkbox', { name: 'Also block Bob Marsh' }).press('Space');
    await form(ada.page).getByRole('button', { name: 'Send report' }).press('Enter');
    await expect(ada.page.getByText('Reported. The team will look at it.').first()).toBeVisible();
    await expect(ada.page.getByText('You have blocked Bob Marsh.')).toBeVisible();
    await expect(article(ada.page, 'Buy my pills')).toBeFocused();

    for (const page of [desk, other]) {
      await page.getByRole('button', { name: 'Reports, 1 open' }).click();
      const report = reports(page).first();
      for (const text of ['Reported by Ada Lind', 'Spam', 'Buy my pills', 'The third one this week.', 'in their chat']) await expect(report).toContainText(text);
      await expect(report.getByRole('heading')).toHaveText('Bob Marsh');
    }
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Handled' }).click();
    for (const page of [desk, other]) await expect(page.getByText('Nothing is reported.')).toBeVisible();
    await expect(desk.getByRole('heading', { name: 'Reports' })).toBeFocused();
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Undo' }).click();
    for (const page of [desk, other]) await expect(reports(page)).toHaveCount(1);
    await other.getByRole('button', { name: 'Handled' }).click();
    await expect(reports(desk)).toHaveCount(0);
    await other.getByRole('button', { name: 'Inbox' }).click();
    await expect(other.getByRole('button', { name: /^Reports/ })).not.toBeAttached();
  });
}

test('staff block who was reported for the whole site, and speak with either', async ({ server, browser, desk }) => {
  const { ada, bob, group } = await acquainted(browser, server);
  await show(ada.page, group);
  await details(ada.page);
  await ada.page.getByRole('button', { name: 'Actions for Bob Marsh' }).click();
  await ada.page.getByRole('button', { name: 'Report Bob Marsh' }).click();
  await expect(ada.page.getByRole('heading', { name: 'Report Bob Marsh' })).toBeFocused();
  expect(await violations(ada.page, chat)).toEqual([]);
  await ada.page.getByRole('radio', { name: 'Insults or threats' }).check();
  await ada.page.getByRole('button', { name: 'Send report' }).click();
  await expect(ada.page.getByText('Reported. The team will look at it.')).toBeFocused();
  await expect(ada.page.getByRole('button', { name: 'Block Bob Marsh' })).toBeVisible();
  expect(await violations(ada.page, chat)).toEqual([]);

  await desk.keyboard.press('ControlOrMeta+k');
  await desk.getByRole('combobox').fill('reports');
  await desk.getByRole('option', { name: /^Reports/ }).click();
  const report = reports(desk).first();
  await expect(report).toContainText('in “Saturday ride”');
  await report.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(report.getByText('Blocked', { exact: true })).toBeVisible();
  await show(bob.page, group);
  await expect(bob.page.getByText('You cannot write here.')).toBeVisible();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(field(bob.page)).toBeEnabled();
  await expect(report.getByText('Blocked', { exact: true })).not.toBeAttached();

  for (const name of ['Chat: Bob Marsh', 'Chat with reporter: Ada Lind']) {
    await report.getByRole('button', { name }).click();
    await expect(desk.getByRole('main').getByRole('heading', { name: name.replace(/^.*: /, '') })).toBeVisible();
    await desk.getByRole('button', { name: /^Reports/ }).click();
  }
  await expect(report).toBeVisible();
});

test('on a phone the desk has the reports among its places', async ({ server, browser }) => {
  const { ada, bob } = await acquainted(browser, server);
  await ada.call('POST', '/reports', { clientId: 'one', user: bob.id, reason: 'other', note: 'Averyveryverylongwordthatnobodywouldwritebutsomebodydoes'.repeat(4) });
  const phone = await (await browser.newContext({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })).newPage();
  await setUpDesk(phone, server);
  await phone.getByRole('button', { name: 'Reports, 1 open' }).tap();
  await expect(reports(phone)).toHaveCount(1);
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await phone.getByRole('button', { name: 'Handled' }).tap();
  await expect(phone.getByText('Nothing is reported.')).toBeVisible();
});

test('what one has written oneself is not reported, nor what the team has; a report that did not go keeps what was written, and goes once', async ({ server, browser, desk }) => {
  const { ada, direct } = await acquainted(browser, server);
  await send(ada.page, 'How do I return it?');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await send(desk, 'By post');
  await article(ada.page, 'By post').press('Enter');
  await expect(menu(ada.page).getByRole('menuitem', { name: 'Copy' })).toBeVisible();
  await expect(menu(ada.page).getByRole('menuitem', { name: 'Report' })).not.toBeAttached();
  await ada.page.keyboard.press('Escape');
  await article(desk, 'How do I return it?').press('Enter');
  await expect(menu(desk).getByRole('menuitem', { name: 'Copy' })).toBeVisible();
  await expect(menu(desk).getByRole('menuitem', { name: 'Report' })).not.toBeAttached();
  await show(ada.page, direct);
  await article(ada.page, 'Are you coming').press('Enter');
  await expect(menu(ada.page).getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expect(menu(ada.page).getByRole('menuitem', { name: 'Report' })).not.toBeAttached();
  await ada.page.keyboard.press('Escape');

  await article(ada.page, 'Buy my pills').press('Enter');
  await menu(ada.page).getByRole('menuitem', { name: 'Report' }).click();
  await form(ada.page).getByRole('radio', { name: 'Something else' }).check();
  await form(ada.page).getByRole('textbox').fill('Look at this');
  // The server has it; the answer is lost.
  await ada.page.route('**/api/v1/reports', async (route) => { await route.fetch(); await route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: '' } } }); }, { times: 1 });
  await form(ada.page).getByRole('button', { name: 'Send report' }).click();
  await expect(form(ada.page).getByRole('alert')).toHaveText('That did not work (unavailable).');
  await expect(form(ada.page).getByRole('textbox')).toHaveValue('Look at this');
  expect(await violations(ada.page, chat)).toEqual([]);
  // A press beside it takes nothing away.
  await ada.page.getByRole('log', { name: 'Messages' }).click({ position: { x: 5, y: 5 } });
  await form(ada.page).getByRole('button', { name: 'Send report' }).click();
  await expect(form(ada.page)).not.toBeAttached();
  await expect(desk.getByRole('button', { name: 'Reports, 1 open' })).toBeVisible();
});

test('Escape gives a report up and leads back to the message, and one to the details', async ({ server, browser }) => {
  const { ada, direct } = await acquainted(browser, server);
  await show(ada.page, direct);
  await article(ada.page, 'Buy my pills').press('Enter');
  await menu(ada.page).getByRole('menuitem', { name: 'Report' }).click();
  await form(ada.page).getByRole('radio').first().press('Escape');
  await expect(form(ada.page)).not.toBeAttached();
  await expect(article(ada.page, 'Buy my pills')).toBeFocused();
  await details(ada.page);
  await ada.page.getByRole('button', { name: 'Report Bob Marsh' }).click();
  await ada.page.getByRole('button', { name: 'Cancel' }).click();
  await expect(ada.page.getByRole('button', { name: 'Report Bob Marsh' })).toBeFocused();
});
