import type { Page } from '@playwright/test';
import { Person } from '../seed/person.ts';
import { expect, openChat, send, staff, test, type FoyerServer } from './fixtures.ts';

const lines = ['Hi', 'A line that goes nearly as far as it can', 'One that needs two lines, or nearly two, as I would think', 'One that is longer than all of the others, and goes over several lines, because somebody has a lot to say: about bicycles and tyres, about pumps and bells, and about the weather.', 'Yes'];

/** A thread in which both sides have said the same, and nobody says more. */
async function talk(page: Page, server: FoyerServer): Promise<void> {
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await openChat(page, server.url);
  const { user } = await (await session).json() as { user: { id: string } };
  for (const text of lines) await send(page, text);
  await expect(page.locator(`[data-seq="${lines.length}"]`)).toBeVisible();
  const team = await Person.firstStaff(server.url, server.setupUrl, staff);
  await team.say(await team.open({ kind: 'support', visitor: user.id }), ...lines);
  await expect(page.locator(`[data-seq="${2 * lines.length}"]`)).toBeVisible();
}

const menu = (page: Page) => page.getByRole('menu', { name: 'Message actions' });
const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

/** The code for what is done with messages is on the way until the returned function is called. */
async function held(page: Page): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  await page.route('**/assets/thread-tools-*.js', async (route) => { await gate.promise; await route.continue(); });
  await page.reload();
  await page.getByRole('button', { name: /^Open chat/ }).click();
  await expect(article(page, 'Hello')).toBeVisible();
  return gate.resolve;
}

async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  return {
    down: async (text: string): Promise<void> => {
      const box = await article(page, text).locator('.bubble').boundingBox();
      if (!box) throw new Error(`There is no message ${text}`);
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: box.x + 20, y: box.y + 12 }] });
    },
    up: async (): Promise<void> => { await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }); },
  };
}

const onPhone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };

for (const { where, width, dir } of [{ where: 'in the panel', width: 1280, dir: 'ltr' }, { where: 'in a narrow window', width: 360, dir: 'ltr' }, { where: 'from right to left', width: 1280, dir: 'rtl' }]) {
  test(`${where}, what shows on a message under the pointer covers no other, stays within the thread, and stands beside its own where there is room`, async ({ server, visitor }) => {
    await visitor.setViewportSize({ width, height: 900 });
    await talk(visitor, server);
    await visitor.evaluate((direction) => { document.documentElement.dir = direction; }, dir);
    const beside: number[] = [];
    for (let seq = 1; seq <= 2 * lines.length; seq += 1) {
      await visitor.locator(`[data-seq="${seq}"]`).hover({ position: { x: 8, y: 8 } });
      const toolbar = visitor.locator(`.row:has([data-seq="${seq}"]) foyer-message-toolbar`);
      await expect(toolbar.getByRole('button', { name: 'More' })).toBeVisible();
      const { covered, isWithin, isBeside } = await toolbar.evaluate((element) => {
        const box = element.getBoundingClientRect();
        const meets = (other: DOMRect): boolean => other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
        const textOf = (message: Element): boolean => {
          const range = document.createRange();
          range.selectNodeContents(message.querySelector('[dir]') ?? message);
          return [...range.getClientRects()].some(meets);
        };
        const own = element.closest('.row')?.querySelector('.bubble');
        const view = element.closest('.scroller')?.getBoundingClientRect() ?? box;
        return {
          covered: [...element.closest('.rows')?.querySelectorAll('.bubble') ?? []].filter((message) => message !== own && textOf(message)).map(({ textContent }) => textContent),
          isWithin: box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom,
          isBeside: own !== null && own !== undefined && !meets(own.getBoundingClientRect()),
        };
      });
      expect([covered, isWithin], `message ${seq}`).toEqual([[], true]);
      if (isBeside) beside.push(seq);
    }
    expect(beside).toEqual([1, 4, 5, 6, 9, 10]);
  });
}

test('what shows on a message does not come in the way of the button that jumps to the end', async ({ server, visitor }) => {
  await visitor.setViewportSize({ width: 1280, height: 620 });
  await talk(visitor, server);
  await visitor.getByRole('log').evaluate((scroller) => { scroller.scrollTo(0, 60); });
  const latest = visitor.getByRole('button', { name: /^Jump to the latest/ });
  const box = await latest.boundingBox();
  if (!box) throw new Error('There is no button');
  // Whatever message lies under or beside it.
  for (let y = box.y + box.height; y > box.y - box.height; y -= 6) {
    await visitor.mouse.move(box.x - 30, y);
    const reached = await latest.evaluate((button) => {
      const { x, y: top, width, height } = button.getBoundingClientRect();
      return (button.getRootNode() as ShadowRoot).elementFromPoint(x + width / 2, top + height / 2)?.closest('button') === button;
    });
    expect(reached, `pointer at ${y}`).toBe(true);
  }
});

test('a key that is pressed while the code for it is on the way is heard when that has come: the last one', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  for (const text of ['Hello', 'Is anybody here?', 'At last']) await send(visitor, text);
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  let release = await held(visitor);
  await visitor.getByRole('log').focus();
  await visitor.keyboard.press('ArrowUp');
  await visitor.keyboard.press('Home');
  release();
  await expect(article(visitor, 'Hello')).toBeFocused();

  release = await held(visitor);
  await article(visitor, 'At last').click();
  await visitor.keyboard.press('Enter');
  release();
  await expect(menu(visitor)).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(article(visitor, 'At last')).toBeFocused();

  // Who has turned to something else meanwhile is left alone.
  release = await held(visitor);
  await visitor.getByRole('log').focus();
  await visitor.keyboard.press('ArrowUp');
  await visitor.getByRole('textbox', { name: 'Message' }).focus();
  const come = visitor.waitForFunction(() => customElements.get('foyer-message-menu'));
  release();
  await come;
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeFocused();
});

test('a pointer that rests on a message, and a finger that rests on one, are seen when the code for it has come', async ({ server, visitor, browser }) => {
  await openChat(visitor, server.url);
  await send(visitor, 'Hello');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  let release = await held(visitor);
  await article(visitor, 'Hello').hover();
  release();
  await expect(visitor.getByRole('button', { name: 'More' })).toBeVisible();

  const context = await browser.newContext(onPhone);
  const phone = await context.newPage();
  await openChat(phone, server.url);
  await send(phone, 'Hello');
  await expect(phone.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  release = await held(phone);
  const { down, up } = await finger(phone);
  await down('Hello');
  release();
  await expect(menu(phone)).toBeVisible();
  await up();
  await expect(menu(phone)).toBeVisible();
  await context.close();
});

test('a long press opens the actions of a message once, also where the browser speaks of it before or after', async ({ server, browser }) => {
  for (const spoken of ['never', 'before', 'after']) {
    const context = await browser.newContext(onPhone);
    const phone = await context.newPage();
    await openChat(phone, server.url);
    await send(phone, 'Hello');
    await expect(phone.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
    await phone.waitForFunction(() => customElements.get('foyer-message-menu'));
    await article(phone, 'Hello').evaluate((row) => {
      new MutationObserver((all) => { for (const { addedNodes } of all) for (const node of addedNodes) if (node.nodeName === 'FOYER-MESSAGE-MENU') document.title += ' menu'; })
        .observe(row.getRootNode(), { childList: true });
      document.title = 'Opened:';
    });
    // The driver's finger makes none by itself.
    const speak = () => article(phone, 'Hello').locator('.bubble')
      .evaluate((bubble) => bubble.dispatchEvent(new PointerEvent('contextmenu', { pointerType: 'touch', bubbles: true, composed: true, cancelable: true })));
    const { down, up } = await finger(phone);
    await down('Hello');
    if (spoken === 'before') expect(await speak()).toBe(false);
    await expect(menu(phone)).toBeVisible();
    if (spoken === 'after') expect(await speak()).toBe(false);
    await up();
    await expect(menu(phone).getByRole('menuitem').first()).toBeVisible();
    await expect(phone).toHaveTitle('Opened: menu');
    expect(await phone.evaluate(() => getSelection()?.toString())).toBe('');
    await context.close();
  }
});
