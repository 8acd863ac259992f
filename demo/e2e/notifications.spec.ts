import type { BrowserContext, Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, staff, test, texts } from './fixtures.ts';
import { violations } from './violations.ts';

interface Told { title: string; body: string; isOpen: boolean }
declare global {
  interface Window { told: Told[]; pressLast: () => void; asked: number }
}

/** Pages whose browser shows no notifications but says which, and remember what was answered. */
async function watchNotifications(context: BrowserContext, permission: NotificationPermission): Promise<void> {
  await context.addInitScript((permission) => {
    const told: Told[] = [];
    const shown: EventTarget[] = [];
    class Quiet extends EventTarget {
      static permission: NotificationPermission = (localStorage.getItem('permission') ?? 'default') as NotificationPermission;
      static async requestPermission(): Promise<NotificationPermission> {
        window.asked += 1;
        localStorage.setItem('permission', permission);
        return Quiet.permission = permission;
      }

      readonly #told: Told;
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super();
        told.push(this.#told = { title, body, isOpen: true });
        shown.push(this);
      }

      close(): void { this.#told.isOpen = false; }
    }
    Object.assign(window, { Notification: Quiet, told, asked: 0, pressLast: () => { shown.at(-1)?.dispatchEvent(new Event('click')); } });
  }, permission);
}

/** The window goes behind others, or comes to the front. */
const setInFront = (page: Page, isInFront: boolean) => page.evaluate((isInFront) => { document.hasFocus = () => isInFront; }, isInFront);
const told = (page: Page) => page.evaluate(() => window.told);

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
}

const toggle = (page: Page) => page.getByRole('switch', { name: 'Notify me when this page is not in view' });

test('who has asked for it is notified of a message while the page is not in view, once over all tabs; a press opens the conversation', async ({ server, visitor, visitorContext }) => {
  await watchNotifications(visitorContext, 'granted');
  const { ana, conversation } = await withTeam(server, visitor);
  await setInFront(visitor, false);
  await openSettings(visitor);
  await expect(toggle(visitor)).not.toBeChecked();
  // The page has not asked before somebody wanted it.
  expect(await visitor.evaluate(() => window.asked)).toBe(0);
  await toggle(visitor).check();
  expect(await visitor.evaluate(() => window.asked)).toBe(1);
  expect(await violations(visitor)).toEqual([]);
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  const other = await visitorContext.newPage();
  await openChat(other, server.url);
  await other.getByRole('button', { name: 'Close chat' }).click();
  await setInFront(other, false);

  await ana.say(conversation, 'We do, on Saturdays.');
  await expect.poll(async () => [...await told(visitor), ...await told(other)]).toEqual([{ title: staff.name, body: 'We do, on Saturdays.', isOpen: true }]);
  const page = (await told(visitor)).length > 0 ? visitor : other;
  await page.evaluate(() => { window.pressLast(); });
  await expect(texts(page).last()).toHaveText('We do, on Saturdays.');
  await expect.poll(async () => (await told(page)).map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('nobody is notified of what is in view, while a tab is looked at, of a muted conversation, or before they have asked for it', async ({ server, visitor, visitorContext }) => {
  await watchNotifications(visitorContext, 'granted');
  const { ana, conversation } = await withTeam(server, visitor);
  // A turn later the chat has heard of it too.
  const heard = (text: string) => visitor.evaluate((text) => new Promise<void>((resolve) => {
    document.addEventListener('foyer-message', (event) => { if ((event as CustomEvent<{ message: { content: { text: string } } }>).detail.message.content.text === text) setTimeout(resolve); });
  }), text);
  const say = async (text: string): Promise<void> => {
    const told = heard(text);
    await ana.say(conversation, text);
    await told;
  };
  await setInFront(visitor, false);
  await say('In the open thread');
  await openSettings(visitor);
  await say('Not asked for');
  await toggle(visitor).check();
  await visitor.getByRole('button', { name: 'Home' }).click();
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await say('In the open thread again');
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  await setInFront(visitor, true);
  await say('While the page is looked at');
  await setInFront(visitor, false);
  await visitor.evaluate(() => window.foyer('mute', Date.now() + 60_000));
  await say('Muted');
  await visitor.evaluate(() => window.foyer('mute', 0));
  await say('Now');
  await expect.poll(async () => (await told(visitor)).map(({ body }) => body)).toEqual(['Now']);
  // What is read is no news.
  await visitor.getByRole('button', { name: /^Open chat/ }).click();
  await setInFront(visitor, true);
  await visitor.evaluate(() => { dispatchEvent(new Event('focus')); });
  await expect.poll(async () => (await told(visitor)).map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('a browser that says no is told of, and the switch stays off', async ({ server, visitor, visitorContext }) => {
  await watchNotifications(visitorContext, 'denied');
  await openChat(visitor, server.url);
  await openSettings(visitor);
  await toggle(visitor).click();
  await expect(toggle(visitor)).toHaveAccessibleDescription(/^The browser does not allow it for this site\./);
  await expect(toggle(visitor)).not.toBeChecked();
  expect(await violations(visitor)).toEqual([]);
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await openSettings(visitor);
  await expect(toggle(visitor)).toHaveAccessibleDescription(/^The browser does not allow it for this site\./);
});

test('where the browser has no notifications there is no switch', async ({ server, visitor, visitorContext }) => {
  await visitorContext.addInitScript(() => { delete (window as { Notification?: unknown }).Notification; });
  await openChat(visitor, server.url);
  await openSettings(visitor);
  await expect(visitor.getByRole('switch', { name: 'Sound for new messages' })).toBeVisible();
  await expect(toggle(visitor)).not.toBeAttached();
});
