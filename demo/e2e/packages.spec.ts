import { expect, test } from '@playwright/test';
import { ConsumerProject, type App } from './consumer-project.ts';

// What is published works where it is installed, in a project that knows nothing of this repository. `FOYER_LONG=1` takes all frameworks, and their types.
const isLong = process.env['FOYER_LONG'] === '1';
const apps: readonly App[] = isLong ? ['plain', 'react', 'vue', 'svelte'] : ['plain', 'react'];
const project = new ConsumerProject(apps);
let url = '';

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await project.install({ types: isLong });
  url = await project.start();
});

test.afterAll(() => project.stop());

for (const app of apps) {
  test(`installed and built by Vite: ${app}`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => { faults.push(error.message); });
    await page.goto(`${url}/${app}/`);
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill(`Hello from ${app}`);
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
    const log = page.getByRole('log', { name: 'Messages' });
    await expect(log.getByText(/^(Delivered|Read)$/)).toBeAttached();
    await expect(log.getByText(`Answer to Hello from ${app}`, { exact: true })).toBeVisible();
    await expect(page.getByText(`Answer to Hello from ${app}, told to the page`)).toBeVisible();
    expect(faults).toEqual([]);
  });
}

test('the component gives React the element, and a server the bare tag', async ({ page }) => {
  expect(await project.node('server-side.mjs')).toBe('<foyer-chat server="https://chat.example.org" site="shop" class="corner"></foyer-chat>\n');
  await page.goto(`${url}/react/`);
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('From the page');
});

if (isLong) {
  test('the types of every entry hold in React, Preact, Solid, Vue and Svelte', async () => {
    test.setTimeout(120_000);
    await project.bin('vue-tsc', ['--noEmit']);
    await project.bin('svelte-check', ['--fail-on-warnings']);
  });
}
