import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A page made of samples that the documentation shows, as its reader would paste them, with this server and its site. */
async function gotoSamples(page: Page, url: string, ...names: string[]): Promise<void> {
  const body = names.map((name) => readFileSync(new URL(`../../docs/samples/${name}`, import.meta.url), 'utf8')).join('\n')
    .replaceAll('https://chat.example.org', url).replaceAll('"shop"', '"demo"');
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/sample`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Sample</title><body>${body}</body></html>` }));
  await page.goto(`${url}/sample`);
}

test('the sample with the queue opens the chat with its draft, called before the script was there', async ({ server, visitor }) => {
  await gotoSamples(visitor, server.url, 'queue.html');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('I have a question about my order');
});

test('the sample of consent stores nothing until the visitor agrees, and then opens the chat', async ({ server, visitor }) => {
  await gotoSamples(visitor, server.url, 'tag.html', 'consent.html');
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('dialog')).toContainText('stores what you write');
  expect(await visitor.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0]);
  await visitor.getByRole('button', { name: 'Open the chat' }).click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
});

test('the samples of the element and its style stand in the page, in their colour', async ({ server, visitor }) => {
  await gotoSamples(visitor, server.url, 'style.html', 'element.html');
  await visitor.addScriptTag({ type: 'module', url: '/foyer-chat.js' });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  const chat = visitor.locator('foyer-chat');
  expect(await chat.evaluate((element) => getComputedStyle(element).getPropertyValue('--foyer-accent').trim())).toBe('#0b6e4f');
  await expect(chat.locator('[part=header]').first()).toHaveCSS('font-weight', '600');
});
