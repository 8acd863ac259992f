import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, test } from './fixtures.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });

/** The first message in view. */
const inView = (page: Page) => log(page).evaluate((scroller) => {
  const top = scroller.getBoundingClientRect().top;
  return [...scroller.querySelectorAll<HTMLElement>('[data-seq] [dir=auto]')].find((text) => text.getBoundingClientRect().bottom > top + 4)?.innerText;
});

const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('foyer:places:')).map((key) => sessionStorage.getItem(key)).join());

test('where somebody has scrolled back to is where they go on, after closing, a reload and another page; at the end they stay at the end', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  for (let line = 1; line <= 40; line += 1) await send(visitor, `Line ${line}`);
  await expect(log(visitor).getByText('Sent', { exact: true }).last()).toBeAttached();
  await expect(log(visitor).getByText('Line 40')).toBeInViewport();

  await log(visitor).evaluate((scroller) => { scroller.scrollTop = scroller.scrollHeight / 3; });
  await expect.poll(() => kept(visitor)).toMatch(/:\d+}$/);
  const before = await inView(visitor);
  expect(before).toMatch(/^Line 1\d$/);
  for (let time = 0; time < 3; time += 1) {
    await visitor.getByRole('button', { name: 'Close chat' }).click();
    await visitor.getByRole('button', { name: 'Open chat' }).click();
    await expect.poll(() => inView(visitor)).toBe(before);
  }
  await openChat(visitor, server.url);
  await expect.poll(() => inView(visitor)).toBe(before);
  await openChat(visitor, `${server.url}/?another`);
  await expect.poll(() => inView(visitor)).toBe(before);

  await visitor.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(log(visitor).getByText('Line 40')).toBeInViewport();
  await expect.poll(() => kept(visitor)).toBe('{}');
  await openChat(visitor, server.url);
  await expect(log(visitor).getByText('Line 40')).toBeInViewport();
});

test('a long thread under another layer stays where it was while messages come in, and so does one in a closed chat', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor, 'Do you repair lamps?');
  await ana.say(conversation, ...Array.from({ length: 120 }, (_, count) => `Line ${count + 1}`));
  await expect(log(visitor).getByText('Line 120')).toBeInViewport();
  await log(visitor).evaluate((scroller) => { scroller.scrollTop = scroller.scrollHeight - 3 * scroller.clientHeight; });
  await expect.poll(() => kept(visitor)).toMatch(/:\d+}$/);
  const before = await inView(visitor);
  const asked: string[] = [];
  visitor.on('request', (request) => { if (request.url().includes('/messages?')) asked.push(request.url()); });

  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  const arrived = visitor.evaluate(() => new Promise((resolve) => { document.querySelector('foyer-chat')?.addEventListener('foyer-message', resolve, { once: true }); }));
  await ana.say(conversation, 'Bring it on Monday');
  await arrived;
  await visitor.getByRole('button', { name: 'Back', exact: true }).click();
  await expect.poll(() => inView(visitor)).toBe(before);
  expect(asked).toEqual([]);

  await visitor.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(log(visitor).getByText('Bring it on Monday')).toBeInViewport();
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await ana.say(conversation, 'Or on Tuesday');
  await visitor.getByRole('button', { name: 'Open chat, 1 unread' }).click();
  await expect(log(visitor).getByText('Or on Tuesday')).toBeInViewport();
  expect(asked).toEqual([]);
});
