import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openColleague, rows, withConversation } from './desk-page.ts';
import { expect, send, staff, test, texts } from './fixtures.ts';

/* How a conversation was handled, as lines between its messages on the desk. */

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const lines = (page: Page) => log(page).locator('foyer-event-line');

test('how a conversation was handled stands between its messages on every desk, at once and later, and never in the visitor’s chat', async ({ server, visitor, desk, browser }) => {
  test.slow();
  const other = await openColleague(browser, server);
  await withConversation(server, visitor, desk);
  await rows(other).click();

  await desk.getByRole('button', { name: 'Assign to me' }).click();
  await expect(lines(desk)).toHaveText(['You took this over']);
  await expect(lines(other)).toHaveText([`${staff.name} took this over`]);
  await other.getByRole('button', { name: 'Take over' }).click();
  await expect(lines(desk).last()).toHaveText('Tom Berg took this over');
  await desk.getByRole('button', { name: 'Assigned to Tom Berg' }).click();
  await desk.getByRole('menuitemradio', { name: 'Nobody' }).click();
  await expect(lines(other).last()).toHaveText(`${staff.name} unassigned this`);

  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(lines(desk).last()).toHaveText('You resolved this');
  await send(visitor, 'One more thing');
  await expect(texts(desk).last()).toHaveText('One more thing');
  await expect(lines(desk).last()).toHaveText('Reopened by a message');
  await desk.getByRole('button', { name: 'Snooze', exact: true }).click();
  await desk.getByRole('menuitem', { name: 'Next week' }).click();
  await expect(lines(desk).last()).toHaveText(/^You snoozed this until \S.* 09:00$/);

  const told = await lines(desk).allTextContents();
  expect(told.slice(0, 5)).toEqual(['You took this over', 'Tom Berg took this over', 'You unassigned this', 'You resolved this', 'Reopened by a message']);
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: desk }).analyze();
    expect(violations.map(({ id }) => id), colorScheme).toEqual([]);
  }
  await desk.reload();
  await expect(lines(desk)).toHaveText(told);
  await expect(lines(visitor)).toHaveCount(0);
  await expect(log(visitor)).not.toContainText('this');
});
