import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, staff, type FoyerServer } from './fixtures.ts';

/** `me`: the visitor's user id. */
export interface Answering { ana: Person; conversation: string; me: string }

/** A visitor whose chat is open and who has written; somebody of the team, without a browser, who has not answered yet. */
export async function withTeam(server: FoyerServer, visitor: Page, text = 'Do you repair lamps?'): Promise<Answering> {
  const ana = await Person.firstStaff(server.url, server.setupUrl, staff);
  const session = visitor.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(visitor, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  await send(visitor, text);
  await expect(visitor.getByRole('log').getByText(/^(Sent|Delivered)$/)).toBeAttached();
  return { ana, conversation: await ana.open({ kind: 'support', visitor: user.id }), me: user.id };
}
