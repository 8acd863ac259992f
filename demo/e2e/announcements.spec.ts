import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';

/** Whatever the live regions of the thread say from now on: each change of their text is one announcement. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const root = document.querySelector('foyer-chat')?.shadowRoot?.querySelector('foyer-panel')?.shadowRoot?.querySelector('foyer-conversation')?.shadowRoot?.querySelector('foyer-thread')?.shadowRoot;
    for (const region of root?.querySelectorAll('[aria-live=polite], [role=status]') ?? []) {
      let last = region.textContent;
      new MutationObserver(() => {
        if (region.textContent === last) return;
        last = region.textContent;
        if (last.trim() !== '') said.push(last.trim());
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

/** What a thread needs after it is shown is there. */
const whole = (page: Page) => page.waitForFunction(() => customElements.get('foyer-message-menu') !== undefined);

test('each own message is announced as sent, several in a row each by itself', async ({ server, visitor }) => {
  await withTeam(server, visitor);
  await whole(visitor);
  const said = await listen(visitor);
  for (const [index, text] of ['One', 'Two', 'Three'].entries()) {
    await send(visitor, text);
    await expect.poll(said).toEqual(Array.from({ length: index + 1 }, () => 'Sent'));
  }
});

test('the same words of somebody else are announced again', async ({ server, visitor }) => {
  const { ana, conversation } = await withTeam(server, visitor);
  await whole(visitor);
  const said = await listen(visitor);
  await ana.say(conversation, 'ok');
  await expect.poll(said).toEqual(['Ana Kovač: ok']);
  await ana.say(conversation, 'ok');
  await expect.poll(said).toEqual(['Ana Kovač: ok', 'Ana Kovač: ok']);
});

test('the first message of an empty thread is announced', async ({ server, visitor }) => {
  const { ana, conversation, me } = await withTeam(server, visitor);
  const group = await ana.open({ kind: 'group', title: 'Saturday workshop', members: [me] });
  expect(group).not.toBe(conversation);
  await visitor.evaluate((id) => window.foyer('openConversation', { id }), group);
  await expect(visitor.getByText('Ana Kovač added you')).toBeVisible();
  await whole(visitor);
  const said = await listen(visitor);
  await ana.say(group, 'Welcome');
  await expect(texts(visitor)).toHaveText(['Welcome']);
  await expect.poll(said).toEqual(['Ana Kovač: Welcome']);
});

test('days and the line above what is new are headings, and a link leads past the messages to the field', async ({ server, visitor, desk }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'First https://shop.example');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await send(desk, 'New');
  await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible();
  await openChatAgain(visitor);
  await expect(visitor.getByRole('log').getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(visitor.getByRole('log').getByRole('heading', { name: 'New messages' })).toBeVisible();

  await whole(visitor);
  const skip = visitor.getByRole('button', { name: 'Skip to the message field' });
  await visitor.getByRole('button', { name: 'Details' }).focus();
  await visitor.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  const seenPx = async () => (await visitor.locator('foyer-skip-link').boundingBox())?.width ?? 0;
  expect(await seenPx()).toBeGreaterThan(50);
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();
  expect(await seenPx()).toBeLessThan(2);
});

const openChatAgain = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Open chat/ }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeEnabled();
};
