import { crash } from './crash.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';

test('five tabs are one truth: what each writes is in all, once and in one order', async ({ server, visitorContext, visitor, desk }) => {
  // Seven pages, six of them in the background.
  test.setTimeout(120_000);
  await openChat(visitor, server.url);
  const tabs = [visitor];
  for (let count = 1; count < 5; count += 1) {
    const tab = await visitorContext.newPage();
    await openChat(tab, server.url);
    tabs.push(tab);
  }
  // And one where somebody is in the middle of a sentence.
  const writing = await visitorContext.newPage();
  await openChat(writing, server.url);
  await writing.getByRole('textbox', { name: 'Message' }).fill('Half a sentence');
  await Promise.all(tabs.map(async (tab, index) => {
    for (let line = 1; line <= 4; line += 1) {
      // Chromium gives key presses to the tab in front only; a form can be submitted in all of them at once. Written and sent in one
      // go: in between, what another tab has written may come into the field, as people see who turn to it.
      await tab.getByRole('textbox', { name: 'Message' }).evaluate((field: HTMLTextAreaElement, text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        field.form?.requestSubmit();
      }, `Tab ${index + 1} line ${line}`);
      await expect(tab.getByRole('textbox', { name: 'Message' })).toHaveValue('');
    }
  }));
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveCount(20, { timeout: 40_000 });
  const truth = await texts(desk).allTextContents();
  expect(new Set(truth).size).toBe(20);
  for (const [index, tab] of tabs.entries()) {
    await expect(texts(tab)).toHaveText(truth);
    const own = truth.filter((text) => text.startsWith(`Tab ${index + 1} `));
    expect(own).toEqual([1, 2, 3, 4].map((line) => `Tab ${index + 1} line ${line}`));
  }
  await expect(texts(writing)).toHaveText(truth);
  await expect(writing.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a sentence');
});

test('a tab that crashes after a key press: what it showed as queued arrives once', async ({ server, visitorContext, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();
  const shown = ['Before'];
  for (let round = 1; round <= 5; round += 1) {
    const tab = await visitorContext.newPage();
    await openChat(tab, server.url);
    const text = `Crash ${round}`;
    await send(tab, text);
    // Rounds differ in how far the message gets before the end: the first waits for nothing.
    if (round > 1) {
      await expect(texts(tab).last()).toHaveText(text);
      shown.push(text);
    }
    await crash(tab);
  }
  const back = await visitorContext.newPage();
  await openChat(back, server.url);
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect.poll(async () => (await texts(desk).allTextContents()).filter((text) => shown.includes(text)), { timeout: 30_000 }).toEqual(shown);
  const all = await texts(desk).allTextContents();
  expect(new Set(all).size).toBe(all.length);
});

test('without storage the chat works, and says that nothing is saved on this device', async ({ server, visitor, desk }) => {
  await visitor.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('No room', 'QuotaExceededError'); };
  });
  await openChat(visitor, server.url);
  await expect(visitor.getByText('Not saved on this device')).toBeVisible();
  await send(visitor, 'From memory');
  await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['From memory']);
});

for (const moment of ['at once', 'at its commit'] as const) {
  test(`a device that runs full under an open chat, noticed ${moment}, costs no message and is said`, async ({ server, visitor, desk }) => {
    await openChat(visitor, server.url);
    await send(visitor, 'Before');
    const log = visitor.getByRole('log', { name: 'Messages' });
    await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
    await expect(visitor.getByText('Not saved on this device')).not.toBeAttached();
    await visitor.evaluate((when) => {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function addNoMore(...parameters) {
        if (when === 'at once') throw new DOMException('No room', 'QuotaExceededError');
        const request = add.apply(this, parameters);
        this.transaction.abort();
        return request;
      };
    }, moment);
    await server.kill();
    await send(visitor, 'First');
    await send(visitor, 'Second');
    await expect(visitor.getByText('Not saved on this device')).toBeVisible();
    await expect(texts(visitor)).toHaveText(['Before', 'First', 'Second']);
    await expect(log.getByText('Queued', { exact: true })).toBeAttached();
    await server.start();
    await expect(log.getByText('Delivered', { exact: true })).toBeAttached({ timeout: 40_000 });
    await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
    await expect(texts(desk)).toHaveText(['Before', 'First', 'Second']);
    await expect(texts(visitor)).toHaveText(['Before', 'First', 'Second']);
  });
}

test('storage that is cleared under an open chat costs no message, and the next visit is a first one', async ({ server, visitorContext, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Before');
  const log = visitor.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  const session = await visitorContext.newCDPSession(visitor);
  await session.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'all' });
  await send(visitor, 'After');
  await expect(log.getByText('Delivered', { exact: true })).toBeAttached();
  await expect(log.getByText('Queued', { exact: true })).not.toBeAttached();
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(texts(desk)).toHaveText(['Before', 'After']);

  await session.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'all' });
  await openChat(visitor, server.url);
  await expect(visitor.getByText('Ask us anything')).toBeVisible();
});
