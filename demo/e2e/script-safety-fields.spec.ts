import { randomUUID } from 'node:crypto';
import { Person } from '../seed/person.ts';
import { rows } from './desk-page.ts';
import { expect, openChat, staff, test, type FoyerServer } from './fixtures.ts';
import { payloads } from './hostile.ts';
import { intruders, unguarded } from './unguarded.ts';

const perVisitor = 10;
const batches = Array.from({ length: payloads.length / perVisitor }, (_, index) => payloads.slice(index * perVisitor, (index + 1) * perVisitor));
const short = (maxLength: number) => payloads.filter((text) => text.length <= maxLength);

async function ask(server: FoyerServer, method: string, path: string, body: object, token?: string): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method, body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: server.url, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
}

/** Somebody who says something hostile wherever anything can be said. */
async function hostileVisitor(server: FoyerServer, batch: readonly string[], index: number): Promise<void> {
  const email = `javascript:trap()//"onmouseover="trap()"${index}@shop.example`;
  const begun = await ask(server, 'POST', '/sessions', { site: 'demo', device: { label: short(120)[index] }, profile: { name: short(80)[index], email, avatar: `https://shop.example/"onerror="trap()"${index}` } });
  expect(begun.status).toBe(201);
  const { accessToken } = await begun.json() as { accessToken: string };
  for (const [place, title] of batch.entries()) {
    const page = { url: `https://shop.example/${encodeURIComponent(title)}/"onclick="trap()"?${title.replaceAll(/\s/g, '')}`, title, referrer: `https://search.example/"onclick="trap()"${place}?${title.replaceAll(/\s/g, '')}` };
    const context = Object.fromEntries(batch.map((value, at) => [`value ${at}`, value]));
    expect((await ask(server, 'PUT', '/me/context', { page, context, language: 'en' }, accessToken)).ok).toBe(true);
  }
  expect((await ask(server, 'PUT', '/me/context', { page: { url: 'javascript:trap()' } }, accessToken)).status).toBe(400);
  expect((await ask(server, 'PUT', '/me/context', { context: { '<img src=x onerror=trap()>': 1 } }, accessToken)).status).toBe(400);
  const { id } = await (await ask(server, 'POST', '/conversations', { kind: 'support' }, accessToken)).json() as { id: string };
  expect((await ask(server, 'POST', `/conversations/${id}/messages`, { clientId: randomUUID(), content: { kind: 'text', text: batch[0] } }, accessToken)).status).toBe(201);
}

test('nothing that a visitor or their browser tells, and no note or saved reply of a colleague, runs a script on the desk', async ({ server, browser }) => {
  test.setTimeout(180_000);
  const first = await Person.firstStaff(server.url, server.setupUrl, { ...staff, name: short(80)[0] ?? '' });
  for (const [index, batch] of batches.entries()) await hostileVisitor(server, batch, index);
  const { accessToken } = await (await ask(server, 'POST', '/staff/sessions', { email: staff.email, password: staff.password })).json() as { accessToken: string };
  for (const [index, text] of payloads.entries()) expect((await ask(server, 'PUT', `/canned-replies/reply-${index}`, { text }, accessToken)).ok).toBe(true);

  const { page, ran } = await unguarded(browser);
  await page.goto(`${server.url}/staff`);
  await page.getByRole('textbox', { name: 'Email' }).fill(staff.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(staff.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(rows(page)).toHaveCount(batches.length);
  const seen = new Set<string>();
  for (let index = 0; index < batches.length; index += 1) {
    await rows(page).nth(index).click();
    const panel = page.getByRole('complementary', { name: 'Visitor' });
    await expect(panel.getByRole('heading', { name: 'From the site' })).toBeVisible();
    await expect(panel.getByText(/@shop\.example$/)).toBeVisible();
    for (const value of await panel.locator('dd').allTextContents()) seen.add(value.trim());
    await page.getByRole('button', { name: 'Private note' }).click();
    await page.keyboard.insertText(payloads[index] ?? '');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('note')).toContainText(payloads[index] ?? '');
    expect(await intruders(page)).toEqual([]);
  }
  for (const value of payloads) expect(seen).toContain(value);
  await page.getByRole('button', { name: 'Saved replies' }).click();
  await expect(page.getByRole('list', { name: 'Saved replies' }).getByRole('listitem')).toHaveCount(payloads.length);
  expect(await intruders(page)).toEqual([]);
  await page.getByRole('button', { name: /^On the site now/ }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('switch', { name: 'Sound' })).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await page.getByRole('button', { name: 'Search' }).click();
  await page.keyboard.insertText('trap');
  await expect(page.getByRole('list', { name: 'Found' })).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  expect(ran).toEqual([]);
  expect(first.id).not.toBe('');
  await page.context().close();
});

test('neither the names of the team nor what the site says in its tag run a script on the page of a visitor', async ({ server, browser }) => {
  const name = '"><img src=x onerror=trap()>';
  const ana = await Person.firstStaff(server.url, server.setupUrl, { ...staff, name });
  const { page, ran } = await unguarded(browser);
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  await page.locator('foyer-chat').evaluate((chat, hostile) => { Object.assign(chat, { label: hostile, greeting: hostile, privacy: 'javascript:trap()', texts: { emptyThread: hostile, newChat: hostile } }); }, name);
  await expect(page.getByText(name).first()).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close chat' }).click();
  await expect(page.getByRole('button', { name: `${name}: Open chat` })).toBeVisible();
  await ana.say(await ana.open({ kind: 'support', visitor: user.id }), payloads[1] ?? '');
  await expect(page.getByRole('region', { name: `New message from ${name}` })).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  await page.getByRole('button', { name: `Open the message from ${name}` }).click();
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.locator('foyer-info')).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.locator('foyer-settings')).toBeVisible();
  expect(await intruders(page)).toEqual([]);
  expect(ran).toEqual([]);
  await page.context().close();
});
