import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';
import { violations } from './violations.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const picker = (page: Page) => page.getByRole('dialog', { name: 'Emoji' });

test('emoji are put where the caret is, by pointer and by keys; Escape goes back to the field', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await field(visitor).fill('Good work');
  await field(visitor).evaluate((element: HTMLTextAreaElement) => { element.setSelectionRange(4, 4); });
  await visitor.getByRole('button', { name: 'Emoji', exact: true }).click();
  await picker(visitor).getByRole('button', { name: 'Food and drink' }).click();
  await expect(picker(visitor).getByRole('button', { name: '🍎', exact: true })).toBeFocused();
  await visitor.keyboard.press('ArrowRight');
  await visitor.keyboard.press('Enter');
  await expect(field(visitor)).toHaveValue('Good🍐 work');
  await picker(visitor).getByRole('button', { name: '🍋', exact: true }).click();
  await expect(field(visitor)).toHaveValue('Good🍐🍋 work');

  const at = await picker(visitor).getByRole('button', { name: '🍋', exact: true }).boundingBox();
  await visitor.keyboard.press('ArrowDown');
  const below = await visitor.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { x, y } = element!.getBoundingClientRect();
    return { x, y };
  });
  expect(Math.abs(below.x - at!.x)).toBeLessThan(2);
  expect(below.y).toBeGreaterThan(at!.y);
  await visitor.keyboard.press('Escape');
  await expect(picker(visitor)).not.toBeAttached();
  await expect(field(visitor)).toBeFocused();
  await expect(visitor.getByRole('dialog', { name: 'Chat' })).toBeVisible();
  await field(visitor).press('Enter');
  await expect(texts(visitor)).toHaveText(['Good🍐🍋 work']);

  // The button closes what it opened, and a press elsewhere does.
  await visitor.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(picker(visitor)).toBeVisible();
  await visitor.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(picker(visitor)).not.toBeAttached();
  await visitor.getByRole('button', { name: 'Emoji', exact: true }).click();
  await visitor.getByRole('heading', { name: 'Team' }).click();
  await expect(picker(visitor)).not.toBeAttached();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the emoji have no accessibility violation that axe knows, and stay in the panel, ${colorScheme}`, async ({ server, visitor }) => {
    await visitor.emulateMedia({ colorScheme });
    await openChat(visitor, server.url);
    await visitor.getByRole('button', { name: 'Emoji', exact: true }).click();
    await expect(picker(visitor)).toBeVisible();
    expect(await violations(visitor, 'foyer-chat')).toEqual([]);
    const inside = await picker(visitor).boundingBox();
    const panel = await visitor.getByRole('dialog', { name: 'Chat' }).boundingBox();
    expect(inside!.x).toBeGreaterThanOrEqual(panel!.x);
    expect(inside!.x + inside!.width).toBeLessThanOrEqual(panel!.x + panel!.width);
  });
}

test('an @ in a group offers those who are in it, and puts the name where it was typed', async ({ server, visitor }) => {
  const session = visitor.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(visitor, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  const [jun, zoe] = [await Person.visitor(server.url, 'Jun Watanabe'), await Person.visitor(server.url, 'Zoë Klein')];
  const group = await jun.open({ kind: 'group', title: 'Saturday workshop', members: [user.id, zoe.id] });
  await send(visitor, 'Write to @jun alone');
  await visitor.evaluate((id) => window.foyer('openConversation', { id }), group);
  await expect(visitor.getByRole('heading', { name: 'Saturday workshop' })).toBeVisible();

  await field(visitor).pressSequentially('Ask @zoe');
  await expect(visitor.getByRole('option')).toHaveText(['Zoë Klein']);
  await visitor.keyboard.press('Enter');
  await expect(field(visitor)).toHaveValue('Ask @Zoë Klein ');
  await field(visitor).pressSequentially('and @');
  await expect(visitor.getByRole('option')).toHaveText(['Jun Watanabe', 'Zoë Klein']);
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('option')).toHaveCount(0);
  await field(visitor).press('Backspace');
  await field(visitor).press('Enter');
  await expect(texts(visitor)).toHaveText(['Ask @Zoë Klein and']);
});

test('who has chosen so begins a line with Enter, and sends with Ctrl and Enter', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await visitor.getByRole('switch', { name: 'Enter sends' }).uncheck();
  await openChat(visitor, server.url);
  await field(visitor).pressSequentially('One');
  await field(visitor).press('Enter');
  await field(visitor).pressSequentially('Two');
  await expect(field(visitor)).toHaveValue('One\nTwo');
  await field(visitor).press('Control+Enter');
  await expect(field(visitor)).toHaveValue('');
  await expect(texts(visitor)).toHaveText(['One\nTwo']);
});
