import type { Browser, Page } from '@playwright/test';
import { expect, openChat, send, signIn, texts, type FoyerServer } from './fixtures.ts';

export const colleague = { name: 'Tom Berg', email: 'tom@shop.example', password: 'battery horse correct' };

export const rows = (desk: Page) => desk.getByRole('list', { name: 'Conversations' }).getByRole('button');
export const list = (desk: Page, name: string) => desk.getByRole('group', { name: 'Show' }).getByRole('button', { name });

/** A visitor has written, and the desk has their conversation open. */
export async function withConversation(server: FoyerServer, visitor: Page, desk: Page, text = 'My lamp flickers'): Promise<void> {
  await openChat(visitor, server.url);
  await send(visitor, text);
  await rows(desk).click();
  await expect(texts(desk)).toHaveText([text]);
}

/** A second desk, of somebody else, in a browser profile of its own. */
export async function openColleague(browser: Browser, server: FoyerServer): Promise<Page> {
  server.addStaff(colleague);
  const page = await (await browser.newContext()).newPage();
  await signIn(page, server.url, colleague.password, colleague.email);
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  return page;
}
