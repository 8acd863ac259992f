import type { Page } from '@playwright/test';
import { expect, openChat, send, test, texts } from './fixtures.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });

/** The last key and the end of the page, with no time between them. */
const typeAndGo = (page: Page, text: string, way: 'reload' | 'leave') => page.evaluate(([text, way]) => {
  const deep = (root: ParentNode): HTMLTextAreaElement | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLTextAreaElement) return element;
      const found = element.shadowRoot && deep(element.shadowRoot);
      if (found) return found;
    }
    return undefined;
  };
  const area = deep(document);
  if (!area) throw new Error('There is no field.');
  area.value = text;
  area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  if (way === 'reload') location.reload();
  else location.assign('/?another-page');
}, [text, way] as const);

for (const way of ['reload', 'leave'] as const) {
  test(`the last letters before the page goes (${way}) are there on the next`, async ({ server, visitor }) => {
    await openChat(visitor, server.url);
    const next = visitor.waitForEvent('load');
    await typeAndGo(visitor, 'Half a sen', way);
    await next;
    await visitor.getByRole('button', { name: 'Open chat' }).click();
    await expect(field(visitor)).toHaveValue('Half a sen');
    await field(visitor).fill('');
    await send(visitor, 'Half a sentence');
    await expect(texts(visitor)).toHaveText(['Half a sentence']);
    await visitor.reload();
    await visitor.getByRole('button', { name: 'Open chat' }).click();
    await expect(texts(visitor)).toHaveText(['Half a sentence']);
    await expect(field(visitor)).toHaveValue('');
  });
}

test('a reset takes what was not stored yet along', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await field(visitor).pressSequentially('Not for others');
  await visitor.evaluate(() => window.foyer('reset'));
  expect(await visitor.evaluate(() => Object.values(sessionStorage).join())).not.toContain('Not for others');
});
