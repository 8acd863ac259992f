import { list, rows, withConversation } from './desk-page.ts';
import { expect, openChat, send, setUpDesk, test, texts } from './fixtures.ts';
import { violations } from './violations.ts';

test('on a phone there is one pane at a time, with targets for fingers', async ({ server, visitor, browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const desk = await context.newPage();
  await setUpDesk(desk, server);
  await openChat(visitor, server.url);
  await send(visitor, 'From my sofa');
  const small = () => desk.evaluate(() => {
    const found: string[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (!/^(BUTTON|A|INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || !element.checkVisibility() || root instanceof Document) continue;
        const { width, height } = element.getBoundingClientRect();
        const label = element.closest('label')?.getBoundingClientRect();
        if (width > 1 && Math.max(height, label?.height ?? 0) < 43.5 && !(root as ShadowRoot).host.tagName.startsWith('FOYER-')) found.push(`${(root as ShadowRoot).host.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim()} ${width}x${height}`);
      }
    };
    walk(document);
    return found;
  });
  expect(await small()).toEqual([]);
  await rows(desk).click();
  await expect(texts(desk)).toHaveText(['From my sofa']);
  await expect(desk.getByRole('heading', { name: 'Inbox' })).not.toBeVisible();
  await expect(desk.getByRole('navigation', { name: 'Desk' })).not.toBeVisible();
  expect(await small()).toEqual([]);
  await desk.getByRole('button', { name: 'More' }).click();
  await desk.getByRole('menuitem', { name: 'Assign to Ana Kovač (you)' }).click();
  await desk.getByRole('button', { name: 'Visitor', exact: true }).click();
  await expect(desk.getByText('Not signed in')).toBeVisible();
  await desk.getByRole('button', { name: 'Done' }).click();
  await desk.getByRole('button', { name: 'Back' }).click();
  await expect(list(desk, 'Mine 1')).toBeVisible();
  await expect(desk.getByRole('log')).toHaveCount(0);
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});


for (const colorScheme of ['light', 'dark'] as const) {
  test(`no screen of the desk has an accessibility violation that axe knows, ${colorScheme}`, async ({ server, visitor, desk }) => {
    // Nine screens, each gone through by axe.
    test.slow();
    await desk.emulateMedia({ colorScheme });
    expect(await violations(desk)).toEqual([]);
    await withConversation(server, visitor, desk);
    await desk.getByRole('button', { name: 'Private note' }).click();
    await desk.keyboard.type('Third complaint this month');
    await desk.keyboard.press('Enter');
    await expect(desk.getByRole('note')).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Assigned to nobody' }).click();
    await expect(desk.getByRole('menu')).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
    await desk.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(desk.getByRole('dialog')).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
    await desk.keyboard.press('Control+k');
    await expect(desk.getByRole('option').first()).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
    await desk.getByRole('button', { name: 'Search' }).click();
    await desk.keyboard.type('lamp');
    await expect(desk.getByRole('list', { name: 'Found' })).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: /^On the site now/ }).click();
    await expect(desk.getByRole('list', { name: 'Visitors' })).toBeVisible();
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Saved replies' }).click();
    await desk.getByRole('button', { name: 'New reply' }).click();
    expect(await violations(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Settings' }).click();
    await expect(desk.getByRole('switch', { name: 'Sound' })).toBeVisible();
    expect(await violations(desk)).toEqual([]);
  });
}

test('a desk whose code cannot be fetched says so, and comes with another try', async ({ server, visitor }) => {
  let isCut = true;
  await visitor.route(/assets\/desk-/, (route) => (isCut ? route.abort() : route.continue()));
  await visitor.goto(`${server.url}/staff`);
  await expect(visitor.getByRole('alert')).toHaveText('The desk could not be loaded. Check the connection.');
  isCut = false;
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(visitor.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
