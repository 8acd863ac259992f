import type { Page } from '@playwright/test';
import { expect, openChat, send, signIn, test, texts, type FoyerServer } from './fixtures.ts';
import { seed, staffToken } from './seed.ts';

const maxNodes = 400;
const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
/** The bubble of a message. */
const bubble = (page: Page, text: string) => log(page).getByRole('article').filter({ hasText: text });
const reopen = async (page: Page): Promise<void> => {
  await page.reload();
  await page.getByRole('button', { name: /^Open chat/ }).click();
};

/** A visitor's conversation with the team, begun by one message. */
async function begin(page: Page, server: FoyerServer): Promise<string> {
  await openChat(page, server.url);
  const id = page.evaluate(() => new Promise<string>((resolve) => {
    document.addEventListener('foyer-before-send', (event) => { resolve((event as CustomEvent<{ conversationId: string }>).detail.conversationId); }, { once: true });
  }));
  await send(page, 'Line 0');
  await expect(log(page).getByText('Sent', { exact: true })).toBeAttached();
  return id;
}

test('of 10,000 messages few are in the document, nothing jumps, and the keys reach both ends', async ({ server, visitor }) => {
  test.setTimeout(180_000);
  const [id, token] = await Promise.all([begin(visitor, server), staffToken(server)]);
  await visitor.goto('about:blank');
  await seed(server, token, id, 10_000);
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: /^Open chat/ }).click();
  // All of them are new: they come by a thousand, and then the thread stands at the first.
  await expect(log(visitor).getByText('New messages')).toBeInViewport({ timeout: 60_000 });

  const scrolled = await log(visitor).evaluate(async (scroller) => {
    const frame = () => new Promise<void>((resolve) => { requestAnimationFrame(() => { resolve(); }); });
    const rows = () => [...scroller.querySelectorAll<HTMLElement>('[data-seq]')];
    const top = (element: Element) => element.getBoundingClientRect().top;
    const inView = () => rows().find((row) => top(row) > top(scroller) + 40 && top(row) < top(scroller) + scroller.clientHeight);
    let nodes = 0;
    let jump = 0;
    // Small steps from places that were never drawn: what is in view moves as far as the scroll position.
    for (const start of [0.3, 0.7]) {
      scroller.scrollTop = scroller.scrollHeight * start;
      await frame();
      await frame();
      for (const by of [...Array.from({ length: 60 }, () => 130), ...Array.from({ length: 120 }, () => -130)]) {
        const seen = inView();
        const place = seen && top(seen);
        scroller.scrollTop += by;
        await frame();
        await frame();
        if (!seen?.isConnected || place === undefined) throw new Error('What was in view has gone');
        jump = Math.max(jump, Math.abs(top(seen) - place + by));
        nodes = Math.max(nodes, rows().length);
      }
    }
    // And through everything as fast as frames come: after each there is something to read.
    for (let place = 1; place >= 0; place -= 0.01) {
      scroller.scrollTop = scroller.scrollHeight * place;
      await frame();
      await frame();
      nodes = Math.max(nodes, rows().length);
      if (!inView()) throw new Error('There is nothing in view');
    }
    return { nodes, jump };
  });
  expect(scrolled.nodes).toBeLessThanOrEqual(maxNodes);
  expect(scrolled.jump).toBeLessThanOrEqual(1);

  await log(visitor).focus();
  await visitor.keyboard.press('End');
  await expect(bubble(visitor, 'Line 10000')).toBeFocused();
  await expect(bubble(visitor, 'Line 10000')).toBeInViewport();
  await visitor.keyboard.press('Home');
  await expect(bubble(visitor, 'Line 0').first()).toBeFocused();
  await visitor.keyboard.press('PageDown');
  await visitor.keyboard.press('ArrowDown');
  await expect(visitor.locator('[role=article]:focus')).toBeInViewport();
  await expect(bubble(visitor, 'Line 0').first()).not.toBeFocused();
  await visitor.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(bubble(visitor, 'Line 10000')).toBeInViewport();
});

test('history comes page by page without moving what is read', async ({ server, visitor, browser }) => {
  const [id, token] = await Promise.all([begin(visitor, server), staffToken(server)]);
  await seed(server, token, id, 600);
  await visitor.close();
  const context = await browser.newContext();
  const desk = await context.newPage();
  await signIn(desk, server.url);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk).last()).toHaveText('Line 600');
  const loaded = await log(desk).evaluate(async (scroller) => {
    const frame = () => new Promise<void>((resolve) => { requestAnimationFrame(() => { resolve(); }); });
    const rows = () => [...scroller.querySelectorAll<HTMLElement>('[data-seq]')];
    const top = (element: Element) => element.getBoundingClientRect().top;
    let jump = 0;
    let pages = 0;
    for (;;) {
      scroller.scrollTop = 0;
      const height = scroller.scrollHeight;
      await frame();
      if (rows()[0]?.dataset['seq'] === '1') break;
      // A page that came within this frame has taken the view along already.
      if (scroller.scrollTop > 0) { pages += 1; continue; }
      const seen = rows().find((row) => top(row) > top(scroller) + 40 && top(row) < top(scroller) + scroller.clientHeight);
      if (!seen) throw new Error('There is nothing in view');
      const place = top(seen);
      const from = performance.now();
      while (scroller.scrollHeight === height) {
        if (performance.now() - from > 10_000) throw new Error('No history came');
        await frame();
      }
      await frame();
      jump = Math.max(jump, Math.abs(top(seen) - place));
      pages += 1;
    }
    return { jump, pages };
  });
  expect(loaded.jump).toBeLessThanOrEqual(1);
  expect(loaded.pages).toBeGreaterThanOrEqual(11);
  await context.close();
});

test('a thread opens at the first unread message, which a line marks', async ({ server, visitor }) => {
  const [id, token] = await Promise.all([begin(visitor, server), staffToken(server)]);
  await visitor.goto('about:blank');
  await seed(server, token, id, 40);
  await visitor.goto(server.url);
  await visitor.getByRole('button', { name: /^Open chat/ }).click();
  await expect(log(visitor).getByText('New messages')).toBeInViewport();
  await expect(bubble(visitor, 'Line 1').first()).toBeInViewport();
  await expect(bubble(visitor, 'Line 40')).not.toBeInViewport();
  await visitor.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(bubble(visitor, 'Line 40')).toBeInViewport();
});

test('on the desk, too, all that is new is in view when a conversation is opened, with the composer below it', async ({ server, visitor, desk, browser }) => {
  await openChat(visitor, server.url);
  for (let index = 1; index <= 24; index += 1) await send(visitor, `Line ${index}`);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await desk.bringToFront();
  await desk.getByRole('button', { name: 'Jump to the latest message' }).click();
  await expect(log(visitor).getByText('Read', { exact: true })).toBeAttached();
  // Up to the last of them.
  await expect(log(visitor).getByText(/^(Sent|Delivered)$/)).toHaveCount(0);
  await desk.close();
  await send(visitor, 'One more thing');
  const page = await browser.newPage({ viewport: { width: 1280, height: 700 } });
  await signIn(page, server.url);
  await page.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(page.getByRole('button', { name: 'Private note' })).toBeVisible();
  await expect(bubble(page, 'One more thing')).toBeInViewport({ ratio: 1 });
  await expect(log(page).getByText('New messages')).toBeInViewport({ ratio: 1 });
  await page.close();
});

test('answers quote what they answer, reactions are counted, and a copied text is told of', async ({ server, visitorContext, visitor, desk }) => {
  await visitorContext.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openChat(visitor, server.url);
  await send(visitor, 'Is the Pier lamp in stock?');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await bubble(desk, 'Pier lamp').hover();
  await log(desk).getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(desk.getByText(/^Reply to Visitor/)).toBeVisible();
  await expect(field(desk)).toBeFocused();
  await send(desk, 'Two of them.');
  await expect(desk.getByText(/^Reply to Visitor/)).not.toBeAttached();

  const answer = bubble(visitor, 'Two of them.');
  await expect(answer.getByRole('button', { name: /In reply to/ })).toContainText('Is the Pier lamp in stock?');
  for (let index = 1; index <= 20; index += 1) await send(visitor, `Line ${index}`);
  await answer.scrollIntoViewIfNeeded();
  await log(visitor).evaluate((scroller) => { scroller.scrollTop = 400; });
  await answer.getByRole('button', { name: /In reply to/ }).click();
  const question = log(visitor).getByRole('article').first();
  await expect(question).toBeFocused();
  await expect(question).toHaveClass(/flash/);
  await expect(question).toBeInViewport();

  await visitor.keyboard.press('Enter');
  await visitor.getByRole('menuitemcheckbox', { name: 'React with 👍' }).press('Enter');
  await expect(question).toBeFocused();
  const chip = question.getByRole('group', { name: 'Reactions' }).getByRole('button');
  await expect(chip).toHaveText('👍 1');
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await expect(chip).toHaveAttribute('title', 'You');
  const theirs = bubble(desk, 'Pier lamp').first().getByRole('group', { name: 'Reactions' }).getByRole('button');
  await theirs.click();
  await expect(theirs).toHaveText('👍 2');
  await expect(chip).toHaveText('👍 2');
  await chip.click();
  await expect(chip).toHaveText('👍 1');
  await expect(chip).toHaveAttribute('aria-pressed', 'false');

  await question.focus();
  await visitor.keyboard.press('Enter');
  await visitor.getByRole('menuitem', { name: 'Copy' }).click();
  await expect(visitor.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
  expect(await visitor.evaluate(() => navigator.clipboard.readText())).toBe('Is the Pier lamp in stock?');
});

test('an own message is edited from the empty field, deleted after five seconds, and not when that is taken back', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Frist');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(log(visitor).getByText('Delivered', { exact: true }).or(log(visitor).getByText('Read', { exact: true }))).toBeAttached();
  await field(visitor).press('ArrowUp');
  await expect(visitor.getByText('Edit message')).toBeVisible();
  await expect(field(visitor)).toHaveValue('Frist');
  await field(visitor).press('Escape');
  await expect(visitor.getByText('Edit message')).not.toBeAttached();
  await expect(field(visitor)).toHaveValue('');
  await field(visitor).press('ArrowUp');
  await field(visitor).fill('First');
  await field(visitor).press('Enter');
  await expect(texts(desk)).toHaveText(['First']);
  await expect(log(desk).getByText('edited')).toBeAttached();

  const remove = async (): Promise<void> => {
    await bubble(visitor, 'First').focus();
    await visitor.keyboard.press('Enter');
    await visitor.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await expect(log(visitor).getByText('Message deleted')).toBeAttached();
  };
  await remove();
  await log(visitor).getByRole('button', { name: 'Undo' }).click();
  await expect(texts(visitor)).toHaveText(['First']);
  await remove();
  await expect(log(desk).getByText('Message deleted')).toBeAttached();
  await expect(texts(desk)).toHaveCount(0);
  // Nobody changes what somebody else has written.
  await send(desk, 'From the team');
  await bubble(visitor, 'From the team').focus();
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('menuitem')).toHaveText([/Reply/, /Copy/, /Star/]);
  await visitor.keyboard.press('Escape');
  await expect(bubble(visitor, 'From the team')).toBeFocused();
  await visitor.keyboard.press('F6');
  await expect(field(visitor)).toBeFocused();
  await visitor.keyboard.press('F6');
  await expect(bubble(visitor, 'From the team')).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(field(visitor)).toBeFocused();
  await expect(visitor.getByRole('dialog')).toBeAttached();
});

test('a screen reader hears of new messages and of sent ones once, and of history never', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await visitor.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const watch = (root: Document | ShadowRoot): void => {
      for (const host of root.querySelectorAll('*')) if (host.shadowRoot) watch(host.shadowRoot);
      for (const region of root.querySelectorAll('[aria-live=polite], [role=status]')) {
        new MutationObserver(() => { const text = region.textContent?.trim(); if (text) heard.push(text); }).observe(region, { childList: true, characterData: true, subtree: true });
      }
    };
    watch(document);
  });
  await send(visitor, 'Hello');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await send(desk, 'Good morning');
  await expect(bubble(visitor, 'Good morning')).toBeVisible();
  await expect.poll(() => visitor.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['Sent', 'Ana Kovač: Good morning']);
  expect(await log(visitor).getAttribute('aria-live')).toBe('off');
});

test('messages that were refused say why, and are tried again together', async ({ server, visitorContext, visitor }) => {
  let isRefusing = false;
  await visitorContext.routeWebSocket('**/sync**', (socket) => {
    const upstream = socket.connectToServer();
    socket.onMessage((data) => {
      const frame = typeof data === 'string' ? JSON.parse(data) as { id: number; name?: string } : undefined;
      if (isRefusing && frame?.name === 'message.send') socket.send(JSON.stringify({ t: 'error', id: frame.id, error: { code: 'forbidden', message: 'No' } }));
      else upstream.send(data);
    });
  });
  await begin(visitor, server);
  isRefusing = true;
  await send(visitor, 'One');
  await send(visitor, 'Two');
  await expect(log(visitor).getByText('Not sent: this conversation is closed to you')).toHaveCount(2);
  isRefusing = false;
  await visitor.getByRole('button', { name: 'Try all 2 again' }).click();
  await expect(log(visitor).getByText('Not sent')).toHaveCount(0);
  await expect(texts(visitor)).toHaveText(['Line 0', 'One', 'Two']);
});

test('the field offers what a slash may mean, says how much is left, and when something will wait', async ({ server, visitor }) => {
  await begin(visitor, server);
  const composer = visitor.locator('foyer-composer');
  await composer.evaluate((element) => {
    Object.assign(element, { suggest: (text: string) => Promise.resolve([{ id: '1', label: 'hours', text: 'We are open from 9 to 5.' }, { id: '2', label: 'help', text: 'How can I help?' }].filter(({ label }) => label.startsWith(text.slice(1)))) });
  });
  await field(visitor).pressSequentially('/h');
  await expect(visitor.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveCount(2);
  await field(visitor).press('Escape');
  await expect(visitor.getByRole('listbox')).not.toBeAttached();
  await expect(visitor.getByRole('dialog')).toBeAttached();
  await field(visitor).pressSequentially('e');
  await expect(visitor.getByRole('option')).toHaveText(/help/);
  await field(visitor).press('Enter');
  await expect(field(visitor)).toHaveValue('How can I help?');
  await expect(field(visitor)).toBeFocused();

  await field(visitor).fill('é'.repeat(4_000));
  await expect(composer.getByText('192 left')).toBeVisible();
  await field(visitor).fill('é'.repeat(4_100));
  await expect(composer.getByText('Too long by 8')).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Send' })).toBeDisabled();
  await field(visitor).fill('');
  await expect(visitor.getByRole('button', { name: 'Send' })).not.toBeAttached();
  // An Enter of an input method chooses a word.
  await field(visitor).fill('日本');
  await field(visitor).evaluate((element) => { element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })); });
  await expect(field(visitor)).toHaveValue('日本');

  await server.kill();
  await expect(visitor.getByText('Will be sent when you are connected.')).toBeVisible();
  await server.start();
  await composer.evaluate((element) => { Object.assign(element, { closed: 'blocked' }); });
  await expect(visitor.getByText('You cannot write here.')).toBeVisible();
  await reopen(visitor);
  await expect(field(visitor)).toHaveValue('日本');
});

test('the details lead to a day, however much lies before it', async ({ server, visitor }) => {
  await visitor.clock.setFixedTime(Date.now() + 3 * 86_400_000);
  await openChat(visitor, server.url);
  for (let index = 0; index < 70; index += 1) await send(visitor, `Line ${index}`);
  await expect(log(visitor).getByText('Queued', { exact: true })).toHaveCount(0);
  await reopen(visitor);
  await visitor.getByRole('button', { name: 'Details' }).click();
  const today = await visitor.evaluate(() => new Date(Date.now() - 3 * 86_400_000).toLocaleDateString('sv'));
  await visitor.getByLabel('Go to a day').fill(today);
  await expect(bubble(visitor, 'Line 0').first()).toBeInViewport();
  await expect(bubble(visitor, 'Line 69')).not.toBeInViewport();
});
