import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const me = 'me-000000';
const dayMs = 86_400_000;

/** A list with as many conversations as asked for, alone on a page. The first ones show what a row can show. */
async function showList(page: Page, url: string, count: number, properties: object = {}): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/list`, (route) => route.fulfill({
    contentType: 'text/html',
    body: '<!doctype html><html lang="en"><title>List</title><meta name="color-scheme" content="light dark"><body style="margin:0"><main style="block-size:100vh;display:grid"></main></body></html>',
  }));
  await page.goto(`${url}/list`);
  await page.evaluate(async ({ count, properties, me, dayMs }) => {
    // The desk brings all elements with it.
    const desk = await (await fetch('/staff')).text();
    await import(/src="([^"]+)"/.exec(desk)?.[1] as string);
    const names = ['Ana Kovač', 'Sofia Klein-Hohenfels von der Tannenbrücke und zu Unterleuten', 'محمد علي', 'Saturday workshop', 'Omar Petit', 'Hana Brandt', 'Jun Watanabe', 'Mei Okafor'];
    const now = Date.now();
    const conversations = Array.from({ length: count }, (_, index) => {
      const other = { id: `other-${index}`, name: names[index % names.length] ?? '', kind: 'customer', role: 'member' };
      const from = index % 4 === 3 ? me : other.id;
      const ages = [0, 60_000, dayMs, 3 * dayMs, 30 * dayMs, 400 * dayMs];
      return {
        id: `conversation-${index}`, kind: index === 3 ? 'group' : 'direct', title: index === 3 ? 'Saturday workshop' : '', version: 9, lastSeq: 9, unread: [3, 0, 120][index] ?? 0,
        people: [{ id: me, name: 'Me', kind: 'visitor', role: 'member' }, other], watermarks: { deliveredSeq: 9, readSeq: index === 3 ? 9 : 4 },
        lastMessage: { seq: 9, clientId: 'c', from, at: now - (ages[index] ?? 400 * dayMs), content: { kind: 'text', text: index === 1 ? 'Averyveryverylongwordthatnobodywouldwritebutsomebodydoes'.repeat(4) : 'Is the blue one back?' } },
      };
    });
    const list = Object.assign(document.createElement('foyer-conversation-list'), {
      conversations, me, presence: new Map([['other-0', { user: 'other-0', online: true }]]), drafts: new Map([['conversation-4', 'Not sent yet']]), typing: new Map([['conversation-5', ['other-5']]]), ...properties,
    });
    for (const type of ['foyer-pick', 'foyer-start']) list.addEventListener(type, (event) => { document.title = `${type} ${JSON.stringify((event as CustomEvent).detail)}`; });
    document.querySelector('main')?.append(list);
  }, { count, properties, me, dayMs });
}

const rows = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('button');

test('a row says whom it is with, what was said last, how far it got and what is unread', async ({ server, visitor }) => {
  await showList(visitor, server.url, 6);
  await expect(rows(visitor)).toHaveCount(6);
  await expect(rows(visitor).nth(0)).toHaveAccessibleName(/^Ana Kovač \d\d:\d\d Is the blue one back\? 3 unread messages$/);
  await expect(rows(visitor).nth(2)).toContainText('99+');
  await expect(rows(visitor).nth(2)).toContainText('Yesterday');
  await expect(rows(visitor).nth(3)).toContainText('Read, You');
  await expect(rows(visitor).nth(4)).toContainText(/Draft:\s*Not sent yet/);
  await expect(rows(visitor).nth(5)).toContainText('typing…');
  const heights = await rows(visitor).evaluateAll((all) => all.map((row) => [row.getBoundingClientRect().height, row.scrollWidth <= row.clientWidth]));
  expect(heights).toEqual(Array.from({ length: 6 }, () => [64, true]));
  expect((await new AxeBuilder({ page: visitor }).include('foyer-conversation-list').analyze()).violations.map(({ id }) => id)).toEqual([]);
});

test('the list is one tab stop; arrows, Home and End go through it, Enter chooses', async ({ server, visitor }) => {
  await showList(visitor, server.url, 5);
  await visitor.keyboard.press('Tab');
  await expect(rows(visitor).nth(0)).toBeFocused();
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('ArrowDown');
  await expect(rows(visitor).nth(2)).toBeFocused();
  await visitor.keyboard.press('End');
  await expect(rows(visitor).nth(4)).toBeFocused();
  await visitor.keyboard.press('ArrowDown');
  await expect(rows(visitor).nth(4)).toBeFocused();
  await visitor.keyboard.press('Home');
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('Enter');
  await expect(visitor).toHaveTitle('foyer-pick {"id":"conversation-1"}');
  // Coming back by Tab leads to where one was.
  await visitor.keyboard.press('Shift+Tab');
  await visitor.keyboard.press('Tab');
  await expect(rows(visitor).nth(1)).toBeFocused();
});

test('with more than eight conversations the unread ones can be seen alone', async ({ server, visitor }) => {
  await showList(visitor, server.url, 8);
  await expect(visitor.getByRole('button', { name: 'Unread', exact: true })).not.toBeAttached();
  await showList(visitor, server.url, 12);
  await visitor.getByRole('button', { name: 'Unread', exact: true }).click();
  await expect(rows(visitor)).toHaveCount(2);
  await visitor.evaluate(() => {
    const list = document.querySelector('foyer-conversation-list')!;
    list.conversations = list.conversations.map((conversation) => ({ ...conversation, unread: 0 }));
  });
  await expect(visitor.getByText('Everything is read')).toBeVisible();
  await visitor.getByRole('button', { name: 'All', exact: true }).click();
  await expect(rows(visitor)).toHaveCount(12);
});

test('an empty list waits with rows of the same height, then says so and offers one thing to do', async ({ server, visitor }) => {
  await showList(visitor, server.url, 0, { isLoading: true, canStart: true });
  await expect(visitor.getByRole('status')).toHaveText('Loading');
  expect(await visitor.evaluate(() => Array.from(document.querySelector('foyer-conversation-list')!.renderRoot.querySelectorAll('.row'), (row) => row.getBoundingClientRect().height))).toEqual([64, 64, 64, 64, 64]);
  await visitor.evaluate(() => { document.querySelector('foyer-conversation-list')!.isLoading = false; });
  await expect(visitor.getByText('No conversations yet')).toBeVisible();
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await expect(visitor).toHaveTitle('foyer-start {}');
});
