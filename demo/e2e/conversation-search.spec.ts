import type { SearchHit } from '@foyer-chat/widget/headless';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { violations } from './violations.ts';
import { conversationsOf, hit, me, openBlank, rows, showChats } from './list-page.ts';

interface Answers { hits?: readonly SearchHit[]; next?: string; isPartial?: true; fails?: string; waits?: true }

/** The search alone, answered from a table by words, and by where a page begins. What `waits` is answered by `release(words)`. */
async function showSearch(page: Page, url: string, answers: Readonly<Record<string, Answers>>): Promise<void> {
  await openBlank(page, url);
  await page.evaluate(async ({ answers, me }) => {
    const asked: string[] = [];
    const waiting = new Map<string, () => void>();
    const search = async (words: string, before?: string) => {
      const key = before === undefined ? words : `${words} before ${before}`;
      asked.push(key);
      const { fails, waits, ...page } = answers[key] ?? {};
      if (waits) await new Promise<void>((resolve) => { waiting.set(key, resolve); });
      if (fails !== undefined && asked.filter((one) => one === key).length === 1) throw new Error(fails);
      return { hits: [], ...page };
    };
    Object.assign(window, { asked, release: (key: string) => { waiting.get(key)?.(); } });
    const panel = Object.assign(document.createElement('foyer-panel'), { layers: [{ name: 'search' as const }] });
    document.body.append(panel);
    await customElements.whenDefined('foyer-conversation-search');
    panel.remove();
    const element = Object.assign(document.createElement('foyer-conversation-search'), { search, me });
    document.querySelector('main')?.append(element);
    element.focus();
  }, { answers, me });
}

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search' });
const found = (page: Page) => page.getByRole('list', { name: 'Found' }).getByRole('button');
const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
const release = (page: Page, words: string) => page.evaluate((words) => { (window as unknown as { release: (words: string) => void }).release(words); }, words);

for (const scheme of ['light', 'dark'] as const) {
  test(`in the ${scheme} scheme the search hints, finds, marks the words, and says when there is nothing`, async ({ server, visitor }) => {
    await visitor.emulateMedia({ colorScheme: scheme });
    await showSearch(visitor, server.url, { brass: { hits: [hit(0, 'The BRASS of my lamp', 4), hit(1, 'more brass')] } });
    await expect(field(visitor)).toBeFocused();
    await expect(visitor.getByText('Find a chat by a name or a word in it.')).toBeVisible();
    expect(await violations(visitor, 'main')).toEqual([]);
    await visitor.keyboard.type('b');
    await visitor.keyboard.type('rass');
    await expect(found(visitor)).toHaveCount(2);
    await expect(found(visitor).locator('mark')).toHaveText(['BRASS', 'brass']);
    expect(await asked(visitor)).toEqual(['brass']);
    expect(await violations(visitor, 'main')).toEqual([]);
    await field(visitor).fill('zeppelin');
    await expect(visitor.getByText('Nothing was found. Try fewer or other words.')).toBeVisible();
    await expect(found(visitor)).toHaveCount(0);
    expect(await violations(visitor, 'main')).toEqual([]);
  });
}

test('an answer that comes late does not take the place of a newer one', async ({ server, visitor }) => {
  await showSearch(visitor, server.url, { slow: { hits: [hit(0, 'slow')], waits: true }, quick: { hits: [hit(1, 'quick')] } });
  await field(visitor).fill('slow');
  await expect.poll(() => asked(visitor)).toEqual(['slow']);
  await expect(visitor.getByRole('status')).toHaveText('Searching');
  await field(visitor).fill('quick');
  await expect(found(visitor)).toHaveText(/quick/);
  await release(visitor, 'slow');
  await field(visitor).press('ArrowDown');
  await expect(found(visitor)).toHaveText(/quick/);
  await expect(found(visitor)).toBeFocused();
});

test('pages follow one another, a conversation stays one hit, and steps without any are passed over', async ({ server, visitor }) => {
  await showSearch(visitor, server.url, {
    lamp: { hits: [hit(0, 'old lamp', 2), hit(1, 'a lamp', 5)], next: '1' },
    'lamp before 1': { hits: [hit(0, 'new lamp', 7)], next: '2' },
    'lamp before 2': { hits: [hit(2, 'third lamp', 1)] },
  });
  await field(visitor).fill('lamp');
  await expect(found(visitor)).toHaveCount(2);
  await visitor.getByRole('button', { name: 'Show more' }).click();
  await expect(found(visitor)).toHaveText([/new lamp/, /a lamp/, /third lamp/]);
  await expect(visitor.getByRole('button', { name: 'Show more' })).not.toBeAttached();
});

test('a fault is said with its code and can be tried again, and it is said when only this device was asked', async ({ server, visitor }) => {
  await showSearch(visitor, server.url, { lamp: { hits: [hit(0, 'a lamp', 2)], fails: 'no', isPartial: true } });
  await field(visitor).fill('lamp');
  await expect(visitor.getByRole('alert')).toHaveText('The search did not work (internal).');
  expect(await violations(visitor, 'main')).toEqual([]);
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(found(visitor)).toHaveCount(1);
  await expect(visitor.getByText('Only what is on this device was searched.')).toBeVisible();
  await expect(visitor.getByRole('alert')).not.toBeAttached();
});

test('the arrows go from the field through what was found and back, Enter chooses, Escape leaves', async ({ server, visitor }) => {
  await showSearch(visitor, server.url, { lamp: { hits: [hit(0, 'a lamp', 2), hit(1, 'a lamp')] } });
  await field(visitor).fill('lamp');
  await expect(found(visitor)).toHaveCount(2);
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('ArrowDown');
  await visitor.keyboard.press('ArrowDown');
  await expect(found(visitor).nth(1)).toBeFocused();
  await visitor.keyboard.press('ArrowUp');
  await visitor.keyboard.press('Enter');
  await expect(visitor).toHaveTitle(/^foyer-hit .*"id":"conversation-0".*"seq":2/);
  await visitor.keyboard.press('ArrowUp');
  await expect(field(visitor)).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(visitor).toHaveTitle('foyer-search-close {}');
});

test('what was archived can be taken back for five seconds, longer while the button is held', async ({ server, visitor }) => {
  await visitor.clock.install();
  await showChats(visitor, server.url, conversationsOf(3, { 0: { archivedSeq: 4 } }));
  const told = () => visitor.evaluate(() => (window as unknown as { told: unknown[] }).told);
  const archive = async (): Promise<void> => {
    await rows(visitor).first().click({ button: 'right' });
    await visitor.getByRole('menuitem', { name: 'Archive' }).click();
    await expect(rows(visitor)).toHaveCount(2);
  };
  const undo = visitor.getByRole('status').getByRole('button', { name: 'Undo' });
  await archive();
  await expect(visitor.getByRole('status').filter({ hasText: 'Archived' })).toHaveText('ArchivedUndo');
  expect(await violations(visitor, 'foyer-places')).toEqual([]);
  await undo.click();
  await expect(rows(visitor)).toHaveCount(3);
  await expect(undo).not.toBeAttached();
  // As it was: something had come since it was put away.
  expect(await told()).toEqual([{ id: 'conversation-0', archivedSeq: 9 }, { id: 'conversation-0', archivedSeq: 4 }]);
  await archive();
  await visitor.clock.runFor(4_900);
  await expect(undo).toBeVisible();
  await undo.focus();
  await visitor.clock.runFor(10_000);
  await expect(undo).toBeVisible();
  await rows(visitor).first().focus();
  await visitor.clock.runFor(5_100);
  await expect(undo).not.toBeAttached();
  await expect(rows(visitor)).toHaveCount(2);
});

test('a list that cannot be arranged now says so, and tries again when asked', async ({ server, visitor }) => {
  await showChats(visitor, server.url, conversationsOf(3));
  await visitor.evaluate(() => {
    const { client } = window as unknown as { client: { listTools: () => Promise<unknown> } };
    const { listTools } = client;
    client.listTools = async () => { client.listTools = listTools; throw new TypeError('Failed to fetch'); };
  });
  await rows(visitor).first().click({ button: 'right' });
  await visitor.getByRole('menuitem', { name: 'Mark as read' }).click();
  await expect(visitor.getByRole('alert')).toContainText('That did not work (internal).');
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(visitor).first()).not.toContainText('3 unread messages');
  await expect(visitor.getByRole('alert')).not.toBeAttached();
});
