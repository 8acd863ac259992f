import { expect, openChat, send, signIn, staff, test, texts } from './fixtures.ts';

test('a visitor and staff talk: statuses change in place, typing and presence show', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await expect(visitor.getByText(`${staff.name} is here`)).toBeVisible();

  await send(visitor, 'Hello, is the Pier lamp in stock?');
  const thread = visitor.getByRole('log', { name: 'Messages' });
  await expect(texts(visitor)).toHaveText(['Hello, is the Pier lamp in stock?']);
  await expect(thread.getByText('Delivered', { exact: true })).toBeAttached();

  const row = desk.getByRole('list', { name: 'Conversations' }).getByRole('button');
  await expect(row).toContainText('Hello, is the Pier lamp in stock?');
  await expect(row).toContainText('1 unread');
  await row.click();
  await desk.bringToFront();
  await expect(texts(desk)).toHaveText(['Hello, is the Pier lamp in stock?']);
  await expect(thread.getByText('Read', { exact: true })).toBeAttached();
  await expect(row).not.toContainText('unread');

  await desk.getByRole('textbox', { name: 'Message' }).pressSequentially('It is');
  await expect(thread.getByText(`${staff.name} is typing`)).toBeAttached();
  await send(desk, 'It is, two of them.');
  await expect(texts(visitor)).toHaveText(['Hello, is the Pier lamp in stock?', 'It is, two of them.']);
  await expect(thread.getByText(`${staff.name} is typing`)).not.toBeAttached();

  await visitor.bringToFront();
  await expect(desk.getByRole('log', { name: 'Messages' }).getByText('Read', { exact: true })).toBeAttached();
});

test('the visitor panel says who it is, resolved conversations move, and a new message opens them again', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'My lamp flickers');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(desk.getByText('Not signed in')).toBeVisible();
  await desk.getByRole('button', { name: 'On the site now, 1 here' }).click();
  await expect(desk.getByRole('region', { name: 'On the site now' })).toContainText('1');
  await desk.getByRole('button', { name: /^Inbox/ }).click();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();

  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(desk.getByRole('button', { name: 'Resolved 1' })).toBeVisible();
  await expect(desk.getByRole('button', { name: 'All 0' })).toBeVisible();
  await send(visitor, 'It does it again');
  await expect(desk.getByRole('button', { name: 'All 1' })).toBeVisible();

  await visitor.close();
  await expect(desk.getByText(/Last seen/).first()).toBeVisible({ timeout: 20_000 });
});

test('history loads upward to the first message, and the view stays where it is', async ({ server, visitor, desk, browser }) => {
  await openChat(visitor, server.url);
  for (let index = 1; index <= 70; index += 1) await send(visitor, `Line ${index}`);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await desk.bringToFront();
  await desk.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).not.toBeAttached();
  await desk.close();
  // A browser that has not been here, and nothing unread: the thread opens at its end with the newest page.
  const page = await browser.newPage();
  await signIn(page, server.url);
  await page.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  const log = page.getByRole('log', { name: 'Messages' });
  await expect(texts(page).last()).toHaveText('Line 70');
  const { moved, shown } = await log.evaluate(async (scroller) => {
    const frame = () => new Promise<void>((resolve) => { requestAnimationFrame(() => { resolve(); }); });
    const shown = new Map<number, string>();
    const look = () => {
      for (const row of scroller.querySelectorAll<HTMLElement>('[data-seq]')) shown.set(Number(row.dataset['seq']), row.querySelector('[dir=auto]')?.textContent ?? '');
    };
    look();
    scroller.scrollTop = 60;
    await frame();
    look();
    const { top, bottom } = scroller.getBoundingClientRect();
    const seen = [...scroller.querySelectorAll('[data-seq]')].find((row) => row.getBoundingClientRect().top > top && row.getBoundingClientRect().top < bottom);
    if (!seen) throw new Error('There is nothing in view.');
    const before = seen.getBoundingClientRect().top;
    while (!scroller.querySelector('[data-seq="1"]')) await frame();
    await frame();
    const moved = Math.abs(seen.getBoundingClientRect().top - before);
    look();
    return { moved, shown: [...shown].sort(([a], [b]) => a - b).map(([, text]) => text) };
  });
  expect(moved).toBeLessThanOrEqual(1);
  expect(shown).toEqual(Array.from({ length: 70 }, (_, index) => `Line ${index + 1}`));
  await page.close();
});

test('the count of unread messages shows on the launcher when the panel is closed', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'I will be back');
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await send(desk, 'Take your time');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Open chat, 1 unread' }).click();
  await expect(texts(visitor).last()).toHaveText('Take your time');
});

test('a message longer than the view counts as read when half of the view shows it', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Long '.repeat(1_600));
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await desk.bringToFront();
  await expect(visitor.getByRole('log').getByText('Read', { exact: true })).toBeAttached();
});

test('a message of one\'s own is in view at once, wherever the thread stood', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  for (let index = 1; index <= 30; index += 1) await send(visitor, `Line ${index}`);
  const log = visitor.getByRole('log', { name: 'Messages' });
  await log.evaluate((scroller) => { scroller.scrollTop = 0; });
  await expect(visitor.getByRole('button', { name: 'Jump to the latest message' })).toBeVisible();
  await send(visitor, 'The newest');
  await expect(log.getByText('The newest')).toBeInViewport();
  await log.evaluate((scroller) => { scroller.scrollTop = 0; });
  await visitor.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(log.getByText('The newest')).toBeInViewport();
});
