import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openChat, send, test } from './fixtures.ts';

const violations = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).include('foyer-chat').analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);

async function openSettings(page: Page, url: string): Promise<void> {
  await openChat(page, url);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('group', { name: 'Text size' })).toBeVisible();
}

test('visitors change their name and address, which the team sees; what cannot be taken is said beside the field', async ({ server, visitor, desk }) => {
  await openSettings(visitor, server.url);
  const [name, email, save] = [visitor.getByRole('textbox', { name: 'Name' }), visitor.getByRole('textbox', { name: 'Email' }), visitor.getByRole('button', { name: 'Save' })];
  await expect(name).toHaveValue('');
  await expect(name).toHaveAttribute('autocomplete', 'name');
  await expect(email).toHaveAttribute('autocomplete', 'email');
  await expect(save).toBeDisabled();
  await name.fill('Ada Lovelace');
  await email.fill('ada at example');
  await save.click();
  await expect(email).toBeFocused();
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription('Write an address such as name@example.org.');
  await email.fill('ada@example.org');
  await email.press('Enter');
  await expect(visitor.getByRole('status').getByText('Saved')).toBeVisible();
  await name.fill('');
  await save.click();
  await expect(name).toHaveAccessibleDescription('Write a name.');
  await name.fill('Ada Lovelace');
  await email.fill('');
  await save.click();
  await expect(visitor.getByRole('status').getByText('Saved')).toBeVisible();
  await visitor.getByRole('button', { name: 'Home' }).click();
  await visitor.getByRole('button', { name: 'Write to us' }).click();
  await send(visitor, 'It is me');
  await expect(desk.getByRole('list', { name: 'Conversations' }).getByText('Ada Lovelace')).toBeVisible();
});

test('what could not be saved is said with its code, and can be tried again', async ({ server, visitor }) => {
  await openSettings(visitor, server.url);
  await visitor.route('**/api/v1/me', (route) => route.abort());
  await visitor.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await visitor.getByRole('button', { name: 'Save' }).click();
  await expect(visitor.getByRole('alert').getByText('Nothing was saved (offline)')).toBeVisible();
  await visitor.unroute('**/api/v1/me');
  await visitor.getByRole('button', { name: 'Save' }).click();
  await expect(visitor.getByRole('status').getByText('Saved')).toBeVisible();
  await expect(visitor.getByRole('alert')).not.toBeAttached();
});

test('a customer reads who they are, and that the site keeps it', async ({ server, visitor }) => {
  await visitor.route('**/api/v1/sessions', async (route) => {
    const response = await route.fetch();
    const session = await response.json() as { user: object };
    await route.fulfill({ response, json: { ...session, user: { ...session.user, kind: 'customer', name: 'Grace Hopper', email: 'grace@example.org' } } });
  });
  await visitor.route('**/api/v1/inbox', async (route) => {
    const response = await route.fetch();
    const { me: _, ...inbox } = await response.json() as { me: object };
    await route.fulfill({ response, json: inbox });
  });
  await openSettings(visitor, server.url);
  await expect(visitor.getByText('This site keeps your name and address.')).toBeVisible();
  await expect(visitor.getByText('grace@example.org')).toBeVisible();
  await expect(visitor.getByRole('textbox')).toHaveCount(0);
});

test('the size of text holds in every place of the panel and over a reload', async ({ server, visitor }) => {
  await openSettings(visitor, server.url);
  const size = (selector: string): Promise<number> => visitor.locator(selector).first().evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const before = await size('foyer-settings .row');
  await visitor.getByRole('radio', { name: 'Largest' }).check();
  expect(await size('foyer-settings .row')).toBeCloseTo(before * 1.4);
  await openChat(visitor, server.url);
  expect(await size('foyer-thread .empty')).toBeCloseTo(before * 1.4);
  expect(await size('foyer-composer textarea')).toBeCloseTo(16 * 1.4);
  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await expect(visitor.getByRole('radio', { name: 'Largest' })).toBeChecked();
  await visitor.getByRole('radio', { name: 'Small' }).check();
  // The browser of a phone zooms into anything smaller.
  for (const field of await visitor.locator('foyer-settings').locator('input:not([type=radio], [type=checkbox], [type=range]), select').all()) {
    expect(await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(16);
  }
});

test('the largest text on the smallest phone is nowhere wider than the screen, in German', async ({ server, browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true, locale: 'de-DE' });
  await context.addInitScript(() => { localStorage.setItem('foyer:demo', JSON.stringify({ textSize: 'largest', locale: 'de' })); });
  const page = await context.newPage();
  await page.goto(server.url);
  /** Elements that reach beyond the screen, whatever cuts them off. */
  const beyond = (): Promise<string[]> => page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        const { left, right, width } = element.getBoundingClientRect();
        // What is there for screen readers alone has no width worth speaking of; what ends in an ellipsis is meant to be cut.
        const isCut = element.parentElement !== null && getComputedStyle(element.parentElement).textOverflow === 'ellipsis';
        if (width > 2 && !isCut && element.checkVisibility() && (left < -0.5 || right > innerWidth + 0.5)) found.push(`${element.localName}.${element.className}: ${left} to ${right}`);
      }
    };
    const shadow = document.querySelector('foyer-chat')?.shadowRoot;
    if (shadow) walk(shadow);
    return found;
  });
  await page.locator('button[aria-expanded=false]').first().click();
  const field = page.getByRole('textbox', { name: 'Nachricht' });
  await field.fill('Donaudampfschifffahrtsgesellschaftskapitän https://shop.example/eine/sehr/lange/adresse/die/niemand/liest');
  await field.press('Enter');
  await expect(page.getByRole('log').getByText('Gesendet', { exact: true })).toBeAttached();
  expect(await beyond()).toEqual([]);
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('heading', { name: 'Geteilte Links' })).toBeVisible();
  expect(await beyond()).toEqual([]);
  await page.getByRole('button', { name: 'Zurück' }).click();
  await page.getByRole('button', { name: 'Zurück' }).click();
  await expect(page.getByRole('button', { name: 'Schreiben Sie uns' })).toBeVisible();
  expect(await beyond()).toEqual([]);
  await page.getByRole('button', { name: 'Einstellungen' }).click();
  await expect(page.getByRole('group', { name: 'Textgröße' })).toBeVisible();
  expect(await beyond()).toEqual([]);
  // No tab is cut short.
  for (const label of await page.getByRole('navigation', { name: 'Bereiche' }).locator('span').all()) expect(await label.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole('button', { name: 'Tastenkürzel' }).click();
  await expect(page.getByRole('region', { name: 'Tastenkürzel' })).toBeFocused();
  expect(await beyond()).toEqual([]);
  await context.close();
});

test('the list of keys opens from the settings and by ? on the messages; Escape leads back to where it was asked for', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'First');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const field = visitor.getByRole('textbox', { name: 'Message' });
  await field.press('?');
  await expect(field).toHaveValue('?');
  const help = visitor.getByRole('region', { name: 'Keyboard shortcuts' });
  const message = visitor.getByRole('log').getByRole('article').first();
  await message.focus();
  await visitor.keyboard.press('?');
  await expect(help).toBeFocused();
  await expect(help.getByText('From message to message')).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(message).toBeFocused();

  await visitor.getByRole('button', { name: 'Back' }).click();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await visitor.getByRole('button', { name: 'Keyboard shortcuts' }).press('Enter');
  await expect(help).toBeFocused();
  await visitor.keyboard.press('Escape');
  await expect(visitor.getByRole('button', { name: 'Keyboard shortcuts' })).toBeFocused();
});

test('shortcuts of a single key can be turned off, and the list no longer names them', async ({ server, visitor }) => {
  await openSettings(visitor, server.url);
  await visitor.getByRole('switch', { name: 'Shortcuts of a single key' }).uncheck();
  await visitor.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(visitor.getByText('From message to message')).toBeVisible();
  await expect(visitor.getByText('This list')).not.toBeAttached();
  await openChat(visitor, server.url);
  await send(visitor, 'First');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await visitor.getByRole('log').getByRole('article').first().focus();
  await visitor.keyboard.press('?');
  // The next key is still the thread's.
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('menu')).toBeVisible();
  await expect(visitor.getByRole('region', { name: 'Keyboard shortcuts' })).not.toBeAttached();
});

test('the settings say what the visitor uses', async ({ server, visitor }) => {
  await openSettings(visitor, server.url);
  await expect(visitor.getByRole('region', { name: 'About' })).toContainText(/Foyer\s*Version \d+\.\d+\.\d+/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`neither the settings, with a fault in them, nor the list of keys have a violation that axe knows, ${colorScheme}`, async ({ server, visitor }) => {
    test.slow();
    await visitor.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openSettings(visitor, server.url);
    await visitor.getByRole('textbox', { name: 'Email' }).fill('nothing');
    await visitor.getByRole('button', { name: 'Save' }).click();
    await expect(visitor.getByText('Write an address')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
    await visitor.getByRole('radio', { name: 'Largest' }).check();
    expect(await violations(visitor)).toEqual([]);
    await visitor.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(visitor.getByText('From message to message')).toBeVisible();
    expect(await violations(visitor)).toEqual([]);
  });
}
