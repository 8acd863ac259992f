import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';
import { withTag } from './script-tag.ts';

/** Every answer to a new session is this error. */
const refuse = (page: Page, status: number, code: string) =>
  page.route('**/api/v1/sessions', (route) => route.fulfill({ status, json: { error: { code, message: '' } } }));

const faults = [
  { status: 404, code: 'site-unknown', title: 'The chat is closed' },
  { status: 403, code: 'site-disabled', title: 'The chat is closed' },
  { status: 403, code: 'origin-denied', title: 'The chat is closed' },
  { status: 403, code: 'forbidden', title: 'You cannot write here' },
  { status: 400, code: 'bad-request', title: 'This page is out of date' },
  { status: 413, code: 'too-large', title: 'The chat cannot be opened' },
] as const;

for (const { status, code, title } of faults) {
  test(`a server that answers ${code}: it is said in words, with the code`, async ({ server, visitor }) => {
    await refuse(visitor, status, code);
    await visitor.goto(server.url);
    const told = visitor.evaluate(() => new Promise((resolve) => { document.addEventListener('foyer-error', (event) => { resolve((event as CustomEvent<{ code: string }>).detail.code); }, { once: true }); }));
    await visitor.getByRole('button', { name: 'Open chat' }).click();
    await expect(visitor.getByRole('alert').getByRole('heading', { name: title })).toBeVisible();
    await expect(visitor.getByText(`Code: ${code}`)).toBeVisible();
    expect(await told).toBe(code);
  });
}

test('a fault that has passed is over with another try', async ({ server, visitor }) => {
  await refuse(visitor, 404, 'site-unknown');
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('heading', { name: 'The chat is closed' })).toBeVisible();
  await visitor.unroute('**/api/v1/sessions');
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
});

test('a site that is switched off: the open chat says so by itself, also after a reload, and what was written is sent when the site is back', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(desk.getByText('Before').first()).toBeVisible();
  server.run('site', 'set', 'demo', 'enabled', 'false');
  await expect(visitor.getByRole('heading', { name: 'The chat is closed' })).toBeVisible();
  await expect(visitor.getByText('Code: site-disabled')).toBeVisible();
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('heading', { name: 'The chat is closed' })).toBeVisible();
  await expect(desk.getByRole('list', { name: 'Conversations' }).getByText('Before')).toBeVisible();
  server.run('site', 'set', 'demo', 'enabled', 'true');
  await expect.poll(() => visitor.evaluate((url) => fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"site":"demo"}' }).then(({ status }) => status), server.url)).toBe(201);
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(texts(visitor)).toHaveText(['Before']);
  await send(visitor, 'After');
  await expect(desk.getByText('After').first()).toBeVisible();
});

test('a first visit without a connection: it is said, and the chat opens by itself once there is one', async ({ server, visitor, visitorContext }) => {
  let isCut = true;
  await visitorContext.route('**/api/**', (route) => (isCut ? route.abort() : route.continue()));
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('heading', { name: 'No connection' })).toBeVisible();
  isCut = false;
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled({ timeout: 30_000 });
});

test('the site asks for what it does not know, once, and takes no for an answer', async ({ server, visitor, visitorContext, desk }) => {
  await withTag(visitor, server.url, 'data-ask="name email" data-privacy="/privacy"');
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('heading', { name: 'Where can we reach you?' })).toBeVisible();
  await expect(visitor.getByRole('textbox', { name: 'Name' })).toHaveAttribute('autocomplete', 'name');
  await expect(visitor.getByRole('link', { name: 'Privacy policy' })).toHaveAttribute('href', '/privacy');
  await visitor.getByRole('textbox', { name: 'Email' }).fill('ada@example.org');
  await visitor.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
  await visitor.getByRole('button', { name: 'Continue', exact: true }).click();
  await send(visitor, 'Good evening');
  await expect(desk.getByRole('list', { name: 'Conversations' }).getByText('Ada Lovelace')).toBeVisible();

  const context = await visitorContext.browser()?.newContext();
  const page = await context?.newPage();
  if (!page) throw new Error('There is no browser.');
  await withTag(page, server.url, 'data-ask="email"');
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).not.toBeAttached();
  await page.getByRole('button', { name: 'Continue without' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.reload();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Where can we reach you?' })).not.toBeAttached();
  await context?.close();
});

test('a launcher with words says them first; the site may begin at home with a sentence of its own', async ({ server, visitor }) => {
  await withTag(visitor, server.url, 'data-label="Need help?" data-start-at="home" data-greeting="Good day, sailor"');
  await visitor.goto(server.url);
  const launcher = visitor.getByRole('button', { name: 'Need help?: Open chat' });
  await expect(launcher).toHaveText('Need help?');
  await launcher.click();
  await expect(visitor.getByRole('heading', { name: 'Good day, sailor' })).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Close chat' })).toBeVisible();
});

test('the page and its context reach the server when the chat has been opened, never before, and again when the route changes', async ({ server, visitor }) => {
  const told: { context: unknown; page: { url: string; title: string }; language: string }[] = [];
  await visitor.route('**/api/v1/me/context', (route) => {
    told.push(route.request().postDataJSON() as (typeof told)[number]);
    return route.fulfill({ status: 204 });
  });
  await visitor.goto(`${server.url}/?from=mail#access_token=secret`);
  await visitor.evaluate(() => { void window.foyer('setContext', { cart: 2 }); });
  await visitor.evaluate(() => { history.pushState({}, '', '/lamps'); });
  await visitor.evaluate(() => { history.pushState({}, '', '/?from=mail#access_token=secret'); });
  expect(told).toEqual([]);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect.poll(() => told.at(-1)).toEqual({ context: { cart: 2 }, page: { url: `${server.url}/?from=mail`, title: 'Harbour Lamps', referrer: '' }, language: 'en' });
  await visitor.evaluate(() => {
    history.pushState({}, '', '/lamps/pier');
    document.title = 'Pier';
  });
  await expect.poll(() => told.at(-1)?.page).toEqual({ url: `${server.url}/lamps/pier`, title: 'Pier', referrer: '' });
});

test('a method that this version does not have fails with a code', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  const outcome = await visitor.evaluate(async () => {
    const told: string[] = [];
    document.addEventListener('foyer-error', (event) => { told.push((event as CustomEvent<{ code: string }>).detail.code); });
    const error = await window.foyer('call', 'any-conversation', { video: true }).catch((reason: { code: string }) => reason.code);
    return { error, told };
  });
  expect(outcome).toEqual({ error: 'not-supported', told: ['not-supported'] });
});

test('the page opens a conversation with a draft, sends, and may refuse both', async ({ server, visitor }) => {
  await visitor.goto(server.url);
  await visitor.evaluate(() => { document.addEventListener('foyer-before-open', (event) => { event.preventDefault(); }, { once: true }); });
  await visitor.evaluate(() => window.foyer('open'));
  await expect(visitor.getByRole('dialog')).not.toBeAttached();
  await visitor.evaluate(() => window.foyer('openConversation', { support: true }, 'About order 12'));
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('About order 12');
  await visitor.evaluate(() => { document.addEventListener('foyer-before-send', (event) => { event.preventDefault(); }, { once: true }); });
  await visitor.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('About order 12');
  await visitor.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(texts(visitor)).toHaveText(['About order 12']);
  await visitor.evaluate(() => {
    const chat = document.querySelector('foyer-chat');
    return new Promise<void>((resolve) => {
      document.addEventListener('foyer-close', () => { resolve(); }, { once: true });
      chat?.toggle();
    });
  });
  await visitor.evaluate(() => window.foyer('hide'));
  await expect(visitor.getByRole('button', { name: /Open chat/ })).not.toBeAttached();
  await visitor.evaluate(() => window.foyer('show'));
  await expect(visitor.getByRole('button', { name: /Open chat/ })).toBeVisible();
  await visitor.evaluate(() => window.foyer('destroy'));
  expect(await visitor.evaluate(() => document.querySelectorAll('foyer-chat').length)).toBe(0);
});
