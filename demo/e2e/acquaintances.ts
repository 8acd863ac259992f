import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, openChat, type FoyerServer } from './fixtures.ts';

/** A visitor in a browser of their own, and what a program could ask of the server in their name. */
interface Acquaintance { context: BrowserContext; page: Page; id: string; name: string; call: <T>(method: string, path: string, body?: object) => Promise<T> }

export interface Pair { ada: Acquaintance; bob: Acquaintance; direct: string; group: string }

const sayings = ['Are you coming on Saturday?', 'Buy my pills'] as const;

async function arrive(browser: Browser, { url }: FoyerServer, name: string, options: Parameters<Browser['newContext']>[0]): Promise<Acquaintance> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, url);
  const { user, accessToken } = await (await session).json() as { user: { id: string }; accessToken: string };
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method, headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` }, ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
  await call('PATCH', '/me', { name });
  return { context, page, id: user.id, name, call };
}

/** Two visitors who have spoken alone, and are in a group together. */
export async function acquainted(browser: Browser, server: FoyerServer, options: Parameters<Browser['newContext']>[0] = {}): Promise<Pair> {
  const [ada, bob] = [await arrive(browser, server, 'Ada Lind', options), await arrive(browser, server, 'Bob Marsh', options)];
  const { id: direct } = await ada.call<{ id: string }>('POST', '/conversations', { kind: 'direct', with: bob.id });
  const { id: group } = await ada.call<{ id: string }>('POST', '/conversations', { kind: 'group', title: 'Saturday ride', members: [bob.id] });
  for (const place of [direct, group]) {
    for (const [index, who] of [ada, bob].entries()) await who.call('POST', `/conversations/${place}/messages`, { clientId: `said-${place}`, content: { kind: 'text', text: sayings[index] } });
  }
  return { ada, bob, direct, group };
}

/** Opens the chat of a page that was loaded, and waits for where it begins: what is asked for before that would be covered by it. */
export async function openAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open chat/ }).click();
  await expect(page.getByRole('button', { name: 'Chats' }).or(field(page))).toBeVisible();
}

/** Shows a conversation in the chat of a page. */
export async function show(page: Page, id: string): Promise<void> {
  await page.evaluate((id) => document.querySelector('foyer-chat')?.openConversation({ id }), id);
  await expect(page.getByRole('log', { name: 'Messages' }).getByText(sayings[1])).toBeVisible();
}

export const details = (page: Page) => page.getByRole('button', { name: 'Details' }).click();
export const back = (page: Page) => page.getByRole('button', { name: 'Back' }).click();
export const field = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
