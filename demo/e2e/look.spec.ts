import type { Page } from '@playwright/test';
import { expect, openChat, test } from './fixtures.ts';

/** A page with nothing on it but what the test puts there. Chromium takes it for one of the public internet, which may not speak to this machine unasked. */
async function gotoOwnPage(page: Page, url: string, { html = '', lang = 'en' } = {}): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/own-page`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="${lang}"><title>Own page</title><body>${html}</body></html>` }));
  await page.goto(`${url}/own-page`);
}

test('two chats on a page speak two languages, follow the page where none is named, and change when told', async ({ server, visitor }) => {
  await gotoOwnPage(visitor, server.url, { lang: 'fr' });
  await visitor.evaluate(async () => {
    await import('/foyer-chat.js' as string);
    for (const [id, locale, position] of [['first', 'auto', 'end'], ['second', 'ar', 'start']] as const) {
      document.body.append(Object.assign(document.createElement('foyer-chat'), { id, site: 'demo', locale, position }));
    }
  });
  await visitor.locator('#first').getByRole('button', { name: 'Ouvrir le chat' }).click();
  await visitor.locator('#second').getByRole('button', { name: 'افتح المحادثة' }).click();
  const [first, second] = [visitor.locator('#first'), visitor.locator('#second')];
  await expect(first.getByRole('textbox', { name: 'Message' })).toHaveAttribute('placeholder', 'Écrire un message');
  await expect(second.getByRole('textbox', { name: 'رسالة' })).toHaveAttribute('placeholder', 'اكتب رسالة');
  await expect(second.getByRole('dialog')).toHaveCSS('direction', 'rtl');
  await expect(first.getByRole('dialog')).toHaveCSS('direction', 'ltr');

  await visitor.evaluate(() => { document.documentElement.lang = 'de'; });
  await expect(first.getByRole('textbox', { name: 'Nachricht' })).toHaveAttribute('placeholder', 'Nachricht schreiben');
  await expect(second.getByRole('textbox', { name: 'رسالة' })).toBeVisible();
  await visitor.evaluate(() => { document.querySelectorAll('foyer-chat').forEach((chat) => { chat.setLocale('ja'); }); });
  await expect(visitor.getByRole('textbox', { name: 'メッセージ' })).toHaveCount(2);
  await expect(second.getByRole('dialog')).toHaveCSS('direction', 'ltr');
});

test('a site’s own texts take the place of ours at once', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await visitor.evaluate(() => { document.querySelector('foyer-chat')!.texts = { writeMessage: 'Ask the workshop', de: { writeMessage: 'Fragen Sie die Werkstatt' } }; });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveAttribute('placeholder', 'Ask the workshop');
  await visitor.evaluate(() => window.foyer('setLocale', 'de'));
  await expect(visitor.getByRole('textbox', { name: 'Nachricht' })).toHaveAttribute('placeholder', 'Fragen Sie die Werkstatt');
});
