import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts, type FoyerServer } from './fixtures.ts';

const mainFile = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

/** What the site's own server does: it signs who is signed in there. */
function siteOf(server: FoyerServer): (sub: string, name: string) => string {
  const printed = execFileSync(process.execPath, ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', mainFile, 'site', 'set', 'demo', 'secret', 'new'], {
    env: { ...process.env, FOYER_DATA: server.directory, FOYER_LOG_LEVEL: 'silent' }, encoding: 'utf8',
  });
  const secret = printed.trim().split('\n').at(-1) ?? '';
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return (sub, name) => {
    const body = `${part({ alg: 'HS256' })}.${part({ sub, name, aud: 'demo', exp: Math.floor(Date.now() / 1000) + 120 })}`;
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  };
}

/** The server looks once a second for what the command line has changed. */
const identified = async (page: Page, token: string) => expect.poll(() => page.evaluate((signed) => window.foyer('identify', { token: signed }).then(() => 'done', String), token)).toBe('done');

for (const kind of ['new', 'known']) {
  test(`who chats and then signs in to the site as a ${kind} customer sees the same conversation go on, and the desk their name`, async ({ server, visitorContext, visitor, desk, browser }) => {
    const sign = siteOf(server);
    const phone = await browser.newContext();
    if (kind === 'known') {
      const page = await phone.newPage();
      await openChat(page, server.url);
      await identified(page, sign('customer-1', 'Ann Arbor'));
      await send(page, 'From my phone');
      await expect(texts(page)).toHaveText(['From my phone']);
    }
    await openChat(visitor, server.url);
    await send(visitor, 'Where is my kite?');
    const other = await visitorContext.newPage();
    await openChat(other, server.url);
    await expect(texts(other)).toHaveText(['Where is my kite?']);
    const rows = desk.getByRole('list', { name: 'Conversations' }).getByRole('button');
    await rows.filter({ hasText: 'Where is my kite?' }).click();
    await desk.getByRole('textbox', { name: 'Message' }).fill('On its way');
    await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
    await expect(texts(visitor)).toHaveText(['Where is my kite?', 'On its way']);
    await expect(rows.filter({ hasText: 'On its way' })).toContainText('Visitor');
    await visitor.getByRole('textbox', { name: 'Message' }).fill('Half a sen');

    await identified(visitor, sign('customer-1', 'Ann Arbor'));
    await expect(rows.filter({ hasText: 'On its way' })).toContainText('Ann Arbor');
    await expect(desk.getByRole('complementary', { name: 'Visitor' })).toContainText('Ann Arbor');
    for (const page of [visitor, other]) {
      await expect(texts(page)).toHaveText(['Where is my kite?', 'On its way']);
      // It is still their own: only own messages have a status.
      await expect(page.getByRole('log').getByText(/^(Sent|Delivered|Read)$/)).toHaveCount(1);
    }
    await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a sen');
    await send(visitor, 'Thank you');
    for (const page of [visitor, other, desk]) await expect(texts(page)).toHaveText(['Where is my kite?', 'On its way', 'Thank you']);
    await phone.close();
  });
}
