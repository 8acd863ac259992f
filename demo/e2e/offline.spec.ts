import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';

const three = ['First line', 'Second line', 'Third line'];

test('written while the server is gone: queued, and sent by itself once and in order on return', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();

  await server.kill();
  for (const text of three) await send(visitor, text);
  await expect(log.getByText('Queued', { exact: true })).toBeAttached();
  await expect(visitor.getByText('3 waiting, sent when you are back')).toBeVisible();

  await server.start();
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached({ timeout: 40_000 });
  await expect(log.getByText('Queued', { exact: true })).not.toBeAttached();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', ...three]);
});

test('a reload while the network is gone loses nothing that was queued', async ({ server, visitorContext, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();

  // The page itself must load again, so only the way to the server's interfaces is cut.
  let isCut = true;
  await visitorContext.route('**/api/**', (route) => (isCut ? route.abort() : route.continue()));
  await visitorContext.routeWebSocket('**/sync**', (socket) => {
    if (isCut) void socket.close({ code: 1013 });
    else socket.connectToServer();
  });
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  for (const text of three) await send(visitor, text);
  await expect(texts(visitor)).toHaveText(['Before', ...three]);
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(texts(visitor)).toHaveText(['Before', ...three]);
  await expect(visitor.getByRole('log').getByText('Queued', { exact: true })).toBeAttached();

  isCut = false;
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', ...three], { timeout: 30_000 });
});

test('written while the browser is offline: queued, and sent by itself once and in order on return', async ({ server, visitorContext, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  await visitorContext.setOffline(true);
  for (const text of three) await send(visitor, text);
  await expect(log.getByText('Queued', { exact: true })).toBeAttached();
  await expect(texts(visitor)).toHaveText(['Before', ...three]);

  await visitorContext.setOffline(false);
  await expect(log.getByText('Queued', { exact: true })).not.toBeAttached({ timeout: 30_000 });
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', ...three]);
});

/** The longest the client waits between two tries. */
const longestBackoffMs = 30_000;
const twentyMinutesMs = 20 * 60_000;

/** Writes three lines over an hour of the page's clock. */
async function writeForAnHour(page: Page): Promise<void> {
  for (const text of three) {
    await send(page, text);
    await page.clock.fastForward(twentyMinutesMs);
  }
  await expect(texts(page)).toHaveText(['Before', ...three]);
  // As many apart in time, each has its status.
  await expect(page.getByRole('log').getByText('Queued', { exact: true })).toHaveCount(3);
}

test('an hour without a network: all that was written goes out once, in order, as soon as it is back', async ({ server, visitorContext, visitor, desk }) => {
  await visitor.clock.install();
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  await visitorContext.setOffline(true);
  await writeForAnHour(visitor);

  const backAt = await visitor.evaluate(() => Date.now());
  await visitorContext.setOffline(false);
  await expect(log.getByText('Queued', { exact: true })).toHaveCount(0, { timeout: longestBackoffMs });
  expect(await visitor.evaluate(() => Date.now()) - backAt).toBeLessThan(longestBackoffMs);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', ...three]);
});

test('an hour without the server: the page comes back within its longest back-off, and sends once and in order', async ({ server, visitor, desk }) => {
  await visitor.clock.install();
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  await server.kill();
  await writeForAnHour(visitor);

  await server.start();
  // Whatever it waits for now is due by then.
  await visitor.clock.fastForward(longestBackoffMs);
  await expect(log.getByText('Queued', { exact: true })).toHaveCount(0);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', ...three]);
});

test('an update of a feed that is lost on the way is noticed by the next one: the feed is joined anew and nothing is missing', async ({ server, visitorContext, visitor, desk }) => {
  let channel = 0;
  let joins = 0;
  let isLosing = false;
  await visitorContext.routeWebSocket('**/sync', (socket) => {
    const upstream = socket.connectToServer();
    socket.onMessage((message) => {
      const opened = typeof message === 'string' ? /"t":"open","ch":(\d+),"feed":"conversation/.exec(message) : null;
      if (opened) { channel = Number(opened[1]); joins += 1; }
      upstream.send(message);
    });
    upstream.onMessage((message) => {
      // Channel, then `sync` and `update`.
      const isUpdate = typeof message !== 'string' && message[0] === channel && message[1] === 0 && message[2] === 2;
      if (isLosing && isUpdate) { isLosing = false; return; }
      socket.send(message);
    });
  });
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(visitor.getByRole('log').getByText('Read', { exact: true })).toBeAttached();
  expect(joins).toBe(1);
  isLosing = true;
  await send(desk, 'Lost on the way');
  await expect.poll(() => isLosing).toBe(false);
  await send(desk, 'The next one');
  await expect(texts(visitor)).toHaveText(['Before', 'Lost on the way', 'The next one']);
  await expect.poll(() => joins).toBeGreaterThan(1);
});
