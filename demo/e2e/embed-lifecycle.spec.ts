import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';

/** A page with nothing on it but what the test puts there. */
async function gotoBlank(page: Page, url: string, body = ''): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/blank`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Blank</title><body>${body}</body></html>` }));
  await page.goto(`${url}/blank`);
}

test('a router that puts in another body takes the chat along: open, connected, with its draft; a copy from its cache goes', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('A draft');
  const sockets: string[] = [];
  visitor.on('websocket', (socket) => { sockets.push(socket.url()); });
  await visitor.evaluate(() => {
    const body = document.createElement('body');
    // As a cached page comes back: with a copy of the element, and the script tag once more.
    body.append('Another page', document.body.querySelector('foyer-chat')?.cloneNode() ?? '');
    const script = document.createElement('script');
    Object.assign(script, { src: '/foyer.js' }).dataset['site'] = 'demo';
    body.append(script);
    document.body.replaceWith(body);
    return new Promise((resolve) => { script.addEventListener('load', resolve); });
  });
  await expect(visitor.getByText('Another page')).toBeVisible();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('A draft');
  await expect(texts(visitor)).toHaveText(['Before']);
  expect(await visitor.evaluate(() => document.querySelectorAll('foyer-chat').length)).toBe(1);
  await visitor.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(texts(visitor)).toHaveText(['Before', 'A draft']);
  expect(sockets).toEqual([]);
});

test('an element that is moved goes on; one that is removed ends its socket, and opens again where it left off', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.evaluate(() => {
    const chat = document.querySelector('foyer-chat');
    document.body.prepend(document.createElement('aside'));
    if (chat) document.querySelector('aside')?.append(chat);
  });
  await send(visitor, 'Moved');
  await expect(texts(visitor)).toHaveText(['Before', 'Moved']);
  const status = await visitor.evaluate(async () => {
    const chat = document.querySelector('foyer-chat');
    chat?.remove();
    await new Promise((resolve) => { setTimeout(resolve); });
    const before = chat?.status;
    if (chat) document.body.append(chat);
    return before;
  });
  expect(status).toBe('idle');
  await expect(texts(visitor)).toHaveText(['Before', 'Moved']);
});

test('a page that goes to the back/forward cache lets its socket go, and has it again when it comes back', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const status = () => visitor.evaluate(() => document.querySelector('foyer-chat')?.status);
  await visitor.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect.poll(status).toBe('idle');
  await visitor.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect.poll(status).toBe('online');
  await expect(texts(visitor)).toHaveText(['Before']);
  await send(visitor, 'After');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await expect(texts(visitor)).toHaveText(['Before', 'After']);
});

test('an element that stood in the page before its code came takes what was set on it', async ({ server, visitor }) => {
  await gotoBlank(visitor, server.url, '<foyer-chat site="wrong" style="block-size: 600px"></foyer-chat>');
  await visitor.evaluate(async () => {
    const chat = document.querySelector('foyer-chat');
    Object.assign(chat ?? {}, { site: 'demo', mode: 'inline', greeting: 'Early' });
    await import('/foyer-chat.js' as string);
  });
  await send(visitor, 'Upgraded');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('mode', 'inline');
});

test('two chats of two sites on one page have nothing of each other', async ({ server, visitor }) => {
  server.run('site', 'add', 'other', '--origin', server.url);
  await gotoBlank(visitor, server.url);
  await visitor.evaluate(async () => {
    await import('/foyer-chat.js' as string);
    for (const site of ['demo', 'other']) document.body.append(Object.assign(document.createElement('foyer-chat'), { site, mode: 'inline', id: site }));
  });
  const first = visitor.locator('#demo');
  const second = visitor.locator('#other');
  await first.getByRole('textbox', { name: 'Message' }).fill('To the first');
  await first.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(first.getByText('To the first')).toBeVisible();
  await second.getByRole('textbox', { name: 'Message' }).fill('To the second');
  await second.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(second.getByText('To the second')).toBeVisible();
  await expect(first.getByText('To the second')).not.toBeAttached();
  await expect(second.getByText('To the first')).not.toBeAttached();
  await visitor.evaluate(() => document.querySelector<HTMLElementTagNameMap['foyer-chat']>('#demo')?.reset());
  await expect(second.getByText('To the second')).toBeVisible();
  await expect(first.getByText('To the first')).not.toBeAttached();
});

test('somebody who waits for an answer hears of it without opening the chat; after a reset nothing runs by itself', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Is anybody there?');
  await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();
  await visitor.reload();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await send(desk, 'Yes');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();

  await visitor.evaluate(() => window.foyer('reset'));
  const asked: string[] = [];
  visitor.on('request', (request) => { asked.push(new URL(request.url()).pathname); });
  await visitor.reload({ waitUntil: 'networkidle' });
  expect(asked.filter((path) => /foyer-chat|\/api\//.test(path))).toEqual([]);
});

test('two hundred chats that came and went leave nothing behind', async ({ server, visitor }) => {
  test.slow();
  await gotoBlank(visitor, server.url);
  const session = await visitor.context().newCDPSession(visitor);
  const cycle = (rounds: number) => visitor.evaluate(async (count) => {
    await import('/foyer-chat.js' as string);
    for (let round = 0; round < count; round += 1) {
      const chat = Object.assign(document.createElement('foyer-chat'), { site: 'demo' });
      document.body.append(chat);
      await chat.open();
      await chat.updateComplete;
      chat.remove();
      await new Promise((resolve) => { setTimeout(resolve); });
    }
  }, rounds);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const nodes = async (): Promise<number> => (await session.send('Memory.getDOMCounters')).nodes;
  await cycle(10);
  const [heapBefore, nodesBefore] = [await heap(), await nodes()];
  await cycle(200);
  // What waits for a timer, the deadline of a request for one, is gone when that has passed.
  await expect.poll(async () => await heap() / heapBefore, { timeout: 60_000, intervals: [2_000] }).toBeLessThan(1.1);
  expect(await nodes() - nodesBefore).toBeLessThan(200);
});
