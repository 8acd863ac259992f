import { expect, test } from './fixtures.ts';
import { violations } from './violations.ts';

test('the playground changes a running chat, shows what it tells, and has the code for it', async ({ server, visitor }) => {
  await visitor.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await visitor.goto(`${server.url}/playground`);
  const stage = visitor.frameLocator('iframe[title="A page with the chat"]');
  const events = visitor.getByRole('log', { name: 'Events' });
  const snippet = visitor.getByRole('region', { name: 'Snippet' });

  await stage.getByRole('button', { name: 'Open chat' }).click();
  await expect(events).toContainText('foyer-open');
  await expect(events).toContainText('foyer-status{"status":"online"}');
  await expect(stage.getByRole('textbox', { name: 'Message' })).toBeVisible();

  await visitor.getByLabel('Accent').fill('#0b6e4f');
  await expect(stage.locator('foyer-chat')).toHaveCSS('--foyer-accent', '#0b6e4f');
  await visitor.getByRole('group', { name: 'scheme' }).getByRole('button', { name: 'dark' }).click();
  await expect(stage.locator('foyer-chat')).toHaveAttribute('scheme', 'dark');
  await expect(stage.getByRole('textbox', { name: 'Message' })).toBeVisible();

  await expect(snippet).toHaveText(`<style>:root { --foyer-accent: #0b6e4f; }</style>\n<script async src="${server.url}/foyer.js" data-site="demo" data-scheme="dark"></script>`);
  await visitor.getByRole('button', { name: 'React' }).click();
  await expect(snippet).toContainText(`  scheme="dark"\n  style={{ '--foyer-accent': '#0b6e4f' }}`);
  await visitor.getByRole('button', { name: 'Copy' }).click();
  await expect(visitor.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await visitor.evaluate(() => navigator.clipboard.readText())).toBe(await snippet.innerText());

  await visitor.getByRole('button', { name: 'close()' }).click();
  await expect(stage.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await visitor.getByRole('button', { name: 'openConversation(' }).click();
  await expect(stage.getByRole('textbox', { name: 'Message' })).toHaveValue('From the playground');

  await visitor.reload();
  await expect(stage.locator('foyer-chat')).toHaveAttribute('scheme', 'dark');
  await visitor.getByRole('group', { name: 'mode' }).getByRole('button', { name: 'inline' }).click();
  await expect(stage.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(stage.getByRole('button', { name: 'Open chat' })).not.toBeAttached();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the playground has no accessibility violation that axe knows, and fits a phone, ${colorScheme}`, async ({ server, visitor }) => {
    await visitor.emulateMedia({ colorScheme });
    await visitor.goto(`${server.url}/playground`);
    await expect(visitor.frameLocator('iframe').getByRole('button', { name: 'Open chat' })).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.setViewportSize({ width: 320, height: 640 });
    expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}
