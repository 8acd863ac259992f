import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, setUpDesk, test, texts } from './fixtures.ts';
import { payloads } from './hostile.ts';
import { rows } from './list-page.ts';
import { intruders, unguarded } from './unguarded.ts';

const perConversation = 10;
const batches = Array.from({ length: payloads.length / perConversation }, (_, index) => payloads.slice(index * perConversation, (index + 1) * perConversation));
/** Short enough for a name or a title, another one in each conversation. */
const labels = payloads.filter((text) => text.length <= 80);
const labelOf = (index: number): string => labels[index % labels.length] ?? '';

/** Opens each conversation of the list in turn and finds one batch of texts in it, to the letter. */
async function readAll(page: Page, back: (page: Page) => Promise<void>): Promise<void> {
  await expect(rows(page)).toHaveCount(batches.length);
  const read = new Set<string>();
  for (let index = 0; index < batches.length; index += 1) {
    await rows(page).nth(index).click();
    await expect(texts(page)).toHaveCount(perConversation);
    read.add((await texts(page).allTextContents()).join('\n'));
    expect(await intruders(page)).toEqual([]);
    await back(page);
  }
  expect([...read].sort()).toEqual(batches.map((batch) => batch.join('\n')).sort());
}

test('no text, name or title that others send runs a script on the page of a visitor', async ({ server, browser }) => {
  test.setTimeout(150_000);
  const { page, ran } = await unguarded(browser);
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  for (const [index, batch] of batches.entries()) {
    const person = await Person.visitor(server.url, labelOf(2 * index));
    await person.say(await person.open({ kind: 'group', title: labelOf(2 * index + 1), members: [user.id] }), ...batch);
  }
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Chats', exact: true }).click();
  await readAll(page, () => page.getByRole('button', { name: 'Back' }).click());
  expect(ran).toEqual([]);
  // The trap itself works.
  await page.evaluate('trap()');
  expect(ran).toEqual(['trap']);
  await page.context().close();
});

test('no text or name that visitors send runs a script on the desk', async ({ server, browser }) => {
  test.setTimeout(150_000);
  const { page, ran } = await unguarded(browser);
  await setUpDesk(page, server);
  for (const [index, batch] of batches.entries()) {
    const person = await Person.visitor(server.url, labelOf(index));
    await person.say(await person.open({ kind: 'support' }), ...batch);
  }
  await readAll(page, () => Promise.resolve());
  expect(ran).toEqual([]);
  await page.context().close();
});
