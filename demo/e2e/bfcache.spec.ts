import config from '../playwright.config.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';

// Playwright turns the cache off, because a page that comes back was not loaded.
test.use({ launchOptions: { ...config.use?.launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] } });

test('a page whose chat is open, with a draft just written, goes into the browser’s cache and comes back as it was, connected', async ({ server, visitor }) => {
  await visitor.addInitScript(() => { addEventListener('pageshow', ({ persisted }) => { Object.assign(window, { persisted }); }); });
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('A draft');
  await visitor.evaluate(() => { location.href = '/playground'; });
  await visitor.waitForURL('**/playground');
  // Nothing loads when a page comes back.
  await visitor.evaluate(() => { history.back(); });
  await visitor.waitForURL(`${server.url}/`, { waitUntil: 'commit' });
  await expect.poll(() => visitor.evaluate(() => (window as unknown as { persisted?: boolean }).persisted)).toBe(true);
  await expect.poll(() => visitor.evaluate(() => document.querySelector('foyer-chat')?.status)).toBe('online');
  await expect(texts(visitor)).toHaveText(['Before']);
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('A draft');
  await visitor.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await expect(texts(visitor)).toHaveText(['Before', 'A draft']);
});
