import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { expect, test } from './fixtures.ts';
import { WebDriver } from './webdriver.ts';

/** A screen of its own, on whatever display is free. */
async function startScreen(): Promise<{ display: string; stop: () => void }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [told] = await once(screen.stdio[3] as Readable, 'data') as [Buffer];
  return { display: `:${told.toString().trim()}`, stop: () => { screen.kill(); } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return typeof address === 'object' && address ? address.port : 0;
}

test('WebKitGTK, over WebDriver: the chat opens, a message is sent and delivered, and the answer shows', async ({ server, desk }) => {
  test.setTimeout(120_000);
  const binary = globSync('/usr/lib/*/webkit2gtk-*/MiniBrowser')[0];
  if (binary === undefined) throw new Error('There is no WebKitGTK: scripts/test-setup installs it for the long form.');
  const screen = await startScreen();
  const port = await freePort();
  const page = await WebDriver.start('WebKitWebDriver', [`--port=${port}`], port, { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }, {
    // Its own sandbox needs more of the machine than a container gives.
    DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  });
  try {
    await page.goto(server.url);
    await page.click('button[aria-label="Open chat"]');
    await page.type('textarea[aria-label="Message"]:enabled', 'Hello from WebKit\uE007');
    await page.waitForText('[role=log]', 'Hello from WebKit');
    await page.waitForText('[role=log]', 'Delivered');

    await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
    await expect(desk.getByRole('log').getByText('Hello from WebKit', { exact: true })).toBeVisible();
    await desk.getByRole('textbox', { name: 'Message' }).fill('Hello from the team');
    await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.waitForText('[role=log]', 'Hello from the team');
  } finally {
    await page.stop();
    screen.stop();
  }
});
