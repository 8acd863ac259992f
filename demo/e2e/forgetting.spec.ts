import type { Page } from '@playwright/test';
import { expect, openChat, send, test } from './fixtures.ts';

/** What the page asks of the server beyond its own files. */
function requestsOf(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => { seen.push(new URL(request.url()).pathname); });
  page.on('websocket', (socket) => { seen.push(new URL(socket.url()).pathname); });
  return seen;
}

/** The databases that a page has opened, whether they are still there or not. */
const watchDatabases = (page: Page) => page.addInitScript(() => {
  const opened: string[] = [];
  const open = indexedDB.open.bind(indexedDB);
  Object.assign(window, { opened });
  IDBFactory.prototype.open = (name, version) => {
    opened.push(name);
    return open(name, version);
  };
});
const opened = (page: Page) => page.evaluate(() => (window as unknown as { opened: string[] }).opened);
const stored = (page: Page) => page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length]);

/** What is left in storage. A tab that looked into a database in the moment it was taken away has made an empty one. */
const left = (page: Page) => page.evaluate(async () => {
  const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => { resolve(request.result); });
    request.addEventListener('error', () => { reject(request.error ?? new Error()); });
  });
  const values: unknown[] = Object.keys(localStorage);
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) values.push(...await done(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return values;
});

for (const call of [['consent', false], ['reset']] as const) {
  test(`${call[0]} on a page whose chat nobody has opened fetches, stores and connects nothing`, async ({ server, visitor }) => {
    await watchDatabases(visitor);
    const requests = requestsOf(visitor);
    await visitor.goto(server.url, { waitUntil: 'networkidle' });
    await visitor.evaluate((args) => window.foyer(...args as ['reset']), call);
    expect(requests.filter((path) => /foyer-chat|\/api\/|\/sync/.test(path))).toEqual([]);

    // Its code may be there: somebody has pointed at the launcher.
    await visitor.getByRole('button', { name: 'Open chat' }).hover();
    await expect(visitor.locator('foyer-chat')).toBeAttached();
    await visitor.evaluate((args) => window.foyer(...args as ['reset']), call);
    expect(requests.filter((path) => /\/api\/|\/sync/.test(path))).toEqual([]);
    expect(await opened(visitor)).toEqual([]);
    expect(await stored(visitor)).toEqual([0, 0]);
  });
}

test('what the page has said of the visitor is forgotten by a reset, before the chat is there and after', async ({ server, visitor }) => {
  const bodies: string[] = [];
  visitor.on('request', (request) => { if (request.url().endsWith('/api/v1/sessions')) bodies.push(request.postData() ?? ''); });
  await visitor.goto(server.url);
  await visitor.evaluate(async () => {
    void window.foyer('identify', { token: 'of.somebody.else' });
    await window.foyer('reset');
  });
  await visitor.getByRole('button', { name: 'Open chat' }).hover();
  await expect(visitor.locator('foyer-chat')).toBeAttached();
  await visitor.evaluate(async () => {
    await window.foyer('identify', { token: 'of.another.one' });
    await window.foyer('reset');
  });
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).not.toContain('of.');
});

test('a reset wipes what an earlier visit has left: in every tab, and on the server', async ({ server, visitor, visitorContext }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Known to you');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const other = await visitorContext.newPage();
  await openChat(other, server.url);
  await expect(other.getByText('Known to you')).toBeVisible();

  // This tab has never opened its chat.
  const third = await visitorContext.newPage();
  await third.goto(server.url);
  const ended = third.waitForRequest((request) => request.method() === 'DELETE' && request.url().endsWith('/sessions/current'));
  await third.evaluate(() => window.foyer('reset'));
  await ended;
  await expect(visitor.getByText('Known to you')).not.toBeAttached();
  await expect(other.getByText('Known to you')).not.toBeAttached();
  await expect.poll(() => left(third)).toEqual([]);

  await third.getByRole('button', { name: 'Open chat' }).click();
  await expect(third.getByText('Ask us anything')).toBeVisible();
  await send(third, 'Somebody new');
  await expect(third.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
});

test('a tab that hears late of a reset does not bring the former session back', async ({ server, visitor, visitorContext }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Known to you');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const late = await visitorContext.newPage();
  await late.addInitScript(() => { BroadcastChannel.prototype.addEventListener = () => undefined; });
  const { promise: isReset, resolve: reset } = Promise.withResolvers<void>();
  await late.route('**/api/v1/inbox', async (route) => {
    const response = await route.fetch();
    const inbox = await response.json() as { me: object };
    await isReset;
    await route.fulfill({ response, json: { ...inbox, me: { ...inbox.me, name: 'Known' } } });
  });
  await openChat(late, server.url);
  await expect(late.getByText('Known to you')).toBeVisible();
  await visitor.evaluate(() => window.foyer('reset'));
  const told = late.waitForResponse('**/api/v1/inbox');
  reset();
  await told;
  // Its turn at the databases comes after what the answer has brought about.
  await late.evaluate(() => indexedDB.databases());

  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByText('Ask us anything')).toBeVisible();
  await send(visitor, 'Somebody new');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
});

test('a tab that has no session yet does not hold up the end of another one’s', async ({ server, visitor, visitorContext }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Known to you');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.evaluate(() => window.foyer('reset'));
  await expect.poll(() => stored(visitor)).toEqual([0, 0]);

  const waiting = await visitorContext.newPage();
  await waiting.route('**/api/v1/sessions', (route) => route.abort());
  await waiting.goto(server.url);
  await waiting.getByRole('button', { name: 'Open chat' }).click();
  await expect(waiting.getByRole('heading', { name: 'No connection' })).toBeVisible();
  expect((await stored(waiting))[1]).toBeGreaterThan(0);
  await visitor.evaluate(() => window.foyer('reset'));
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await send(visitor, 'Somebody new');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
});

test('calls made before the script was there, and that fail, are no unhandled rejections', async ({ server, visitor }) => {
  const unhandled: string[] = [];
  visitor.on('pageerror', (error) => { unhandled.push(error.message); });
  await visitor.addInitScript(() => {
    const queue: unknown[][] = [['call', 'nobody', { video: true }]];
    Object.assign(window, { foyer: Object.assign((...call: unknown[]) => { queue.push(call); }, { q: queue }) });
  });
  const told = visitor.addInitScript(() => { document.addEventListener('foyer-error', (event) => { Object.assign(window, { told: (event as CustomEvent<{ code: string }>).detail.code }); }); });
  await told;
  await visitor.goto(server.url);
  await expect.poll(() => visitor.evaluate(() => (window as unknown as { told?: string }).told)).toBe('not-supported');
  await visitor.evaluate(() => new Promise((resolve) => { setTimeout(resolve); }));
  expect(unhandled).toEqual([]);
});
