import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, staff, test, texts } from './fixtures.ts';

/** From now on, what the chat tells the page: names, with what is said of them. */
async function listen(page: Page, ...types: string[]): Promise<() => Promise<unknown[]>> {
  await page.evaluate((types) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    for (const type of types) document.addEventListener(type, (event) => { told.push([type, (event as CustomEvent).detail]); });
  }, types);
  return () => page.evaluate(() => (window as unknown as { told: unknown[] }).told);
}

test('the page hears once that there is a session, and each change of the connection', async ({ server, visitor }) => {
  await visitor.goto(server.url);
  const told = await listen(visitor, 'foyer-ready', 'foyer-status');
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('status', 'online');
  expect(await told()).toEqual([['foyer-status', { status: 'connecting' }], ['foyer-ready', {}], ['foyer-status', { status: 'online' }]]);
  await server.kill();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('status', 'offline');
  await server.start();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('status', 'online', { timeout: 40_000 });
  const names = (await told() as [string, { status: string }][]).slice(3).map(([type, { status }]) => `${type} ${status}`);
  expect(names[0]).toBe('foyer-status offline');
  expect(names.at(-1)).toBe('foyer-status online');
});

test('the page hears how much is unread, and of a message', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  const told = await listen(visitor, 'foyer-unread', 'foyer-message');
  await ana.say(conversation, 'We do.');
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('unread', '1');
  await expect.poll(told).toContainEqual(['foyer-message', { conversationId: conversation, message: expect.objectContaining({ content: { kind: 'text', text: 'We do.' } }) as unknown }]);
  await visitor.getByRole('button', { name: 'Open chat, 1 unread' }).click();
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('unread', '0');
  expect((await told() as [string, unknown][]).filter(([type]) => type === 'foyer-unread')).toEqual([['foyer-unread', { count: 1 }], ['foyer-unread', { count: 0 }]]);
});

test('the page follows a link itself where it says so, and the browser does not', async ({ server, visitor, visitorContext }) => {
  await withTeam(server, visitor, 'See https://shop.example/lamps');
  await visitorContext.route('https://shop.example/**', (route) => route.fulfill({ body: 'A page of the shop' }));
  const told = await listen(visitor, 'foyer-link');
  await visitor.evaluate(() => { document.addEventListener('foyer-link', (event) => { event.preventDefault(); }, { once: true }); });
  const link = visitor.getByRole('log').getByRole('link', { name: 'https://shop.example/lamps' });
  await link.click();
  expect(await told()).toEqual([['foyer-link', { href: 'https://shop.example/lamps' }]]);
  expect(visitorContext.pages()).toHaveLength(1);
  const opened = visitorContext.waitForEvent('page');
  await link.click();
  expect((await opened).url()).toBe('https://shop.example/lamps');
  await expect((await opened).getByText('A page of the shop')).toBeVisible();
  // By now the first press would have opened one too.
  expect(visitorContext.pages()).toHaveLength(2);
  expect(await told()).toEqual(Array.from({ length: 2 }, () => ['foyer-link', { href: 'https://shop.example/lamps' }]));
});

test('a new context takes the place of the one before', async ({ server, visitor }) => {
  const told: unknown[] = [];
  await visitor.route('**/api/v1/me/context', (route) => {
    told.push((route.request().postDataJSON() as { context: unknown }).context);
    return route.fulfill({ status: 204 });
  });
  await openChat(visitor, server.url);
  await visitor.evaluate(() => window.foyer('setContext', { cart: 2, plan: 'free' }));
  await expect.poll(() => told.at(-1)).toEqual({ cart: 2, plan: 'free' });
  await visitor.evaluate(() => window.foyer('setContext', { cart: 3 }));
  await expect.poll(() => told.at(-1)).toEqual({ cart: 3 });
});

test('the attribute open, set and taken away by the page, opens and closes with its events, once each; the page may refuse', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  const told = await listen(visitor, 'foyer-before-open', 'foyer-open', 'foyer-close');
  const names = async () => (await told() as [string][]).map(([type]) => type);
  const chat = visitor.locator('foyer-chat');
  await chat.evaluate((element) => { element.removeAttribute('open'); });
  await expect(visitor.getByRole('dialog')).not.toBeAttached();
  await expect.poll(names).toEqual(['foyer-close']);
  await chat.evaluate((element) => { element.setAttribute('open', ''); });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect.poll(names).toEqual(['foyer-close', 'foyer-before-open', 'foyer-open']);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await visitor.evaluate(() => { document.addEventListener('foyer-before-open', (event) => { event.preventDefault(); }, { once: true }); });
  await chat.evaluate((element) => { element.setAttribute('open', ''); });
  await expect(chat).not.toHaveAttribute('open');
  await expect(visitor.getByRole('dialog')).not.toBeAttached();
  await expect(visitor.getByRole('button', { name: 'Open chat' })).toBeVisible();
  expect(await names()).toEqual(['foyer-close', 'foyer-before-open', 'foyer-open', 'foyer-close', 'foyer-before-open']);
});

test('an element that has the attribute open from the start asks first; one without a launcher stays open', async ({ server, visitor }) => {
  await visitor.goto(server.url);
  const told = await listen(visitor, 'foyer-before-open', 'foyer-open', 'foyer-close');
  await visitor.evaluate(async () => {
    await window.foyer('destroy');
    await import('/foyer-chat.js' as string);
    document.body.insertAdjacentHTML('beforeend', '<foyer-chat site="demo" open></foyer-chat>');
  });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  expect((await told() as [string][]).map(([type]) => type)).toEqual(['foyer-before-open', 'foyer-open']);
  await visitor.evaluate(() => {
    document.querySelector('foyer-chat')?.remove();
    document.body.insertAdjacentHTML('beforeend', '<foyer-chat site="demo" mode="inline"></foyer-chat>');
  });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
  await visitor.evaluate(() => { document.querySelector('foyer-chat')?.removeAttribute('open'); });
  await expect(visitor.locator('foyer-chat')).toHaveAttribute('open');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeEnabled();
});

test('an answer from the card is the visitor’s: the page may refuse it, and what is written stays until it is safe', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await ana.say(conversation, 'We do.');
  const card = visitor.getByRole('region', { name: `New message from ${staff.name}` });
  const field = card.getByRole('textbox');
  const told = await listen(visitor, 'foyer-before-send', 'foyer-error');
  await visitor.evaluate(() => { document.addEventListener('foyer-before-send', (event) => { event.preventDefault(); }, { once: true }); });
  await field.fill('Thank you');
  await field.press('Enter');
  await expect.poll(told).toEqual([['foyer-before-send', { conversationId: conversation, text: 'Thank you' }]]);
  await expect(field).toHaveValue('Thank you');

  await visitor.evaluate(() => {
    const chat = document.querySelector('foyer-chat');
    Object.assign(chat ?? {}, { send: () => Promise.reject(new Error('Nothing can be stored.')) });
  });
  await field.press('Enter');
  await expect(card.getByRole('alert')).toHaveText('That did not work (internal).');
  await expect(field).toHaveValue('Thank you');
  expect(await told()).toContainEqual(['foyer-error', { code: 'internal' }]);

  await visitor.evaluate(() => { delete (document.querySelector('foyer-chat') as { send?: unknown } | null)?.send; });
  await field.press('Enter');
  await expect(card).not.toBeAttached();
  await visitor.getByRole('button', { name: /^Open chat/ }).click();
  await expect(texts(visitor).last()).toHaveText('Thank you');
});

test('who writes an answer to one conversation does not send it to another that has news meanwhile', async ({ server, visitor }) => {
  const { ana, conversation, me } = await withTeam(server, visitor);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await ana.say(conversation, 'We do.');
  const card = visitor.getByRole('region', { name: `New message from ${staff.name}` });
  await card.getByRole('textbox').fill('Only for Ana');
  const group = await ana.open({ kind: 'group', title: 'Saturday workshop', members: [me] });
  await ana.say(group, 'To all of you');
  await expect(visitor.getByRole('button', { name: 'Open chat, 2 unread' })).toBeVisible();
  await expect(card.getByText('We do.')).toBeVisible();
  await card.getByRole('textbox').press('Enter');
  await expect(card.getByText('To all of you')).toBeVisible();
  await visitor.evaluate((id) => window.foyer('openConversation', { id }), conversation);
  await expect(texts(visitor).last()).toHaveText('Only for Ana');
});

test('send is the page’s own: foyer-before-send is not asked', async ({ server, visitor }) => {
  const { conversation } = await withTeam(server, visitor);
  const told = await listen(visitor, 'foyer-before-send');
  await visitor.evaluate((id) => window.foyer('send', id, { kind: 'text', text: 'From the page' }), conversation);
  await expect(texts(visitor).last()).toHaveText('From the page');
  await send(visitor, 'From the visitor');
  await expect(texts(visitor).last()).toHaveText('From the visitor');
  expect(await told()).toEqual([['foyer-before-send', { conversationId: conversation, text: 'From the visitor' }]]);
});

test('a hidden chat makes no sound', async ({ server, visitor, visitorContext }) => {
  await visitorContext.addInitScript(() => {
    const { start } = OscillatorNode.prototype;
    Object.assign(globalThis, { sounds: 0 });
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...args) {
      (globalThis as unknown as { sounds: number }).sounds += 1;
      start.apply(this, args);
    };
    // What is to sound is told to the other tabs by a lock of its name.
    const request = navigator.locks.request.bind(navigator.locks) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(globalThis, { chimes: [] });
    Object.assign(navigator.locks, {
      request: (...args: unknown[]) => {
        if (String(args[0]).startsWith('foyer:chime:')) (globalThis as unknown as { chimes: unknown[] }).chimes.push(args[0]);
        return request(...args);
      },
    });
  });
  const sounds = () => visitor.evaluate(() => (globalThis as unknown as { sounds: number }).sounds);
  const { ana, conversation } = await withTeam(server, visitor);
  const heard = (text: string) => visitor.evaluate((text) => new Promise<void>((resolve) => {
    document.addEventListener('foyer-message', (event) => { if ((event as CustomEvent<{ message: { content: { text: string } } }>).detail.message.content.text === text) resolve(); });
  }), text);
  await visitor.evaluate(() => window.foyer('hide'));
  let told = heard('While hidden');
  await ana.say(conversation, 'While hidden');
  await told;
  await visitor.evaluate(() => window.foyer('show'));
  told = heard('While shown');
  await ana.say(conversation, 'While shown');
  await told;
  // One chime is two tones.
  await expect.poll(sounds).toBe(2);
  // The first message of Ana is the second of the conversation, and the one that was heard the third.
  expect(await visitor.evaluate(() => (globalThis as unknown as { chimes: unknown[] }).chimes)).toEqual([`foyer:chime:demo:${conversation}:3`]);
});
