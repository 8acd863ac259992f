import { spawnSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { expect, test } from './fixtures.ts';

const firefox = ['firefox-esr', 'firefox'].map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()).find((path) => path !== '');

test('Firefox, over WebDriver BiDi: the chat opens, a message is sent and delivered, and the answer shows', async ({ server, desk }) => {
  test.setTimeout(120_000);
  if (firefox === undefined) throw new Error('There is no Firefox: scripts/test-setup installs it for the long form.');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => { faults.push(String(error)); });
    await page.goto(server.url);
    await page.locator('>>> button[aria-label="Open chat"]').click();
    await page.locator('>>> textarea[aria-label="Message"]').fill('Hello from Firefox');
    await page.keyboard.press('Enter');
    await page.locator('>>> [role=log] ::-p-text(Hello from Firefox)').wait();
    await page.locator('>>> [role=log] ::-p-text(Delivered)').wait();

    await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
    await expect(desk.getByRole('log').getByText('Hello from Firefox', { exact: true })).toBeVisible();
    await desk.getByRole('textbox', { name: 'Message' }).fill('Hello from the team');
    await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.locator('>>> [role=log] ::-p-text(Hello from the team)').wait();
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
