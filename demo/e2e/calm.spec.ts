import type { Page } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, staff, test } from './fixtures.ts';

/** Everything that has moved since, by the name of its animation or the property of its transition; what only fades or changes colour is no motion. */
async function watchMotion(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const moved = new Set<string>();
    Object.assign(window, { moved });
    const still = new Set(['opacity', 'color', 'background-color', 'border-color', 'box-shadow', 'outline-color', 'fill', 'stroke', 'visibility', 'offset', 'computedOffset', 'easing', 'composite']);
    const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const roots = (root: Document | ShadowRoot, found: (Document | ShadowRoot)[] = []): (Document | ShadowRoot)[] => {
      found.push(root);
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots(shadowRoot, found);
      return found;
    };
    const look = (): void => {
      for (const root of roots(document)) {
        for (const animation of root.getAnimations()) {
          const { effect } = animation;
          if (!(effect instanceof KeyframeEffect) || effect.getTiming().duration === 0) continue;
          const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame)).map(kebab).filter((name) => !still.has(name) && !still.has(name.replace('computed-offset', 'computedOffset')));
          for (const property of properties) moved.add(`${effect.target?.localName}.${effect.target?.className} ${property}`);
        }
      }
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => [...(window as unknown as { moved: Set<string> }).moved]);
}

/** Through what comes and goes: panel, messages, menus, layers, card. */
async function tour(page: Page, answer: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Close chat' }).click();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await send(page, 'Something new');
  await expect(page.getByRole('log').getByText('Something new')).toBeVisible();
  await page.getByRole('log').getByRole('article').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.getByRole('menuitemcheckbox').first().press('Enter');
  await expect(page.getByRole('group', { name: 'Reactions' })).toBeVisible();
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Chats', exact: true }).click();
  await page.getByRole('list', { name: 'Conversations' }).locator('button.row').first().click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close chat' }).click();
  await answer();
  await expect(page.getByRole('region', { name: `New message from ${staff.name}` })).toBeVisible();
}

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(reducedMotion === 'reduce' ? 'who wants less motion sees nothing move: not the panel, messages, menus or the card' : 'the others see it, so that the rule above is one', async ({ server, visitor }) => {
    await visitor.emulateMedia({ reducedMotion });
    const { ana, conversation } = await withTeam(server, visitor);
    const moved = await watchMotion(visitor);
    await tour(visitor, () => ana.say(conversation, 'We do.'));
    if (reducedMotion === 'reduce') expect(await moved()).toEqual([]);
    else expect((await moved()).length).toBeGreaterThan(3);
  });
}

test('every place of the chat opens under a strict policy with Trusted Types', async ({ server, visitor }) => {
  const refused: string[] = [];
  visitor.on('console', (message) => { if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) refused.push(message.text()); });
  visitor.on('pageerror', (error) => { refused.push(error.message); });
  await visitor.context().grantPermissions(['local-network-access']);
  await visitor.route(`${server.url}/`, async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await openChat(visitor, server.url);
  await send(visitor, 'See https://shop.example');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.getByRole('button', { name: 'Emoji' }).click();
  await expect(visitor.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await visitor.keyboard.press('Escape');
  await visitor.getByRole('button', { name: 'Details' }).click();
  await expect(visitor.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Back' }).click();
  await expect(visitor.getByRole('button', { name: 'Write to us' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Chats', exact: true }).click();
  await expect(visitor.getByRole('list', { name: 'Conversations' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Search' }).click();
  await visitor.keyboard.type('shop');
  await expect(visitor.getByRole('list', { name: 'Found' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Close search' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await visitor.getByRole('radio', { name: 'Dark' }).check();
  await visitor.getByRole('button', { name: 'Delete my data' }).click();
  await expect(visitor.getByRole('button', { name: 'Cancel' })).toBeFocused();
  expect(refused).toEqual([]);
});
