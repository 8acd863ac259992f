import type { Page } from '@playwright/test';
import { en } from '../../widget/src/locales/en.ts';
import { fetchedLanguages, textsIn } from '../../widget/src/locales/languages.ts';
import { expect, openChat, send, test } from './fixtures.ts';
import { hostileStyle } from './hostile.ts';

/** A page with nothing on it but what the test puts there. Chromium takes it for one of the public internet, which may not speak to this machine unasked. */
async function gotoOwnPage(page: Page, url: string, { style = '', lang = 'en' } = {}): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/own-page`, (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>Own page</title><style>${style}</style><body></body></html>`,
  }));
  await page.goto(`${url}/own-page`);
}

/** Puts chats on the page by the package's module. */
async function addChats(page: Page, ...chats: Record<string, string>[]): Promise<void> {
  await page.evaluate(async (chats) => {
    await import('/foyer-chat.js' as string);
    for (const chat of chats) document.body.append(Object.assign(document.createElement('foyer-chat'), { site: 'demo', ...chat }));
  }, chats);
}

/** Every element of the chat, through all its shadow roots, told by a function of the page. */
async function everyElement<T>(page: Page, tell: (element: HTMLElement) => T): Promise<T[]> {
  return page.evaluate((source) => {
    const tell = new Function(`return (${source})`)() as (element: Element) => T;
    const found: T[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (root !== document || element.localName === 'foyer-chat') found.push(tell(element));
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  }, tell.toString());
}

test('two chats on a page speak two languages, follow the page where none is named, and change when told', async ({ server, visitor }) => {
  await gotoOwnPage(visitor, server.url, { lang: 'fr' });
  await addChats(visitor, { id: 'first', locale: 'auto', position: 'end' }, { id: 'second', locale: 'ar', position: 'start' });
  const [first, second] = [visitor.locator('#first'), visitor.locator('#second')];
  await first.getByRole('button', { name: 'Ouvrir le chat' }).click();
  await second.getByRole('button', { name: 'افتح المحادثة' }).click();
  await expect(first.getByRole('textbox', { name: 'Message' })).toHaveAttribute('placeholder', 'Écrire un message');
  await expect(second.getByRole('textbox', { name: 'رسالة' })).toHaveAttribute('placeholder', 'اكتب رسالة');
  await expect(second.getByRole('dialog')).toHaveCSS('direction', 'rtl');
  await expect(first.getByRole('dialog')).toHaveCSS('direction', 'ltr');

  await visitor.evaluate(() => { document.documentElement.lang = 'de'; });
  await expect(first.getByRole('textbox', { name: 'Nachricht' })).toHaveAttribute('placeholder', 'Nachricht schreiben');
  await expect(second.getByRole('textbox', { name: 'رسالة' })).toBeVisible();
  await visitor.evaluate(() => { document.querySelectorAll('foyer-chat').forEach((chat) => { chat.setLocale('ja'); }); });
  await expect(visitor.getByRole('textbox', { name: 'メッセージ' })).toHaveCount(2);
  await expect(second.getByRole('dialog')).toHaveCSS('direction', 'ltr');
});

test('a site’s own texts take the place of ours at once', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await visitor.evaluate(() => { document.querySelector('foyer-chat')!.texts = { writeMessage: 'Ask the workshop', de: { writeMessage: 'Fragen Sie die Werkstatt' } }; });
  await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveAttribute('placeholder', 'Ask the workshop');
  await visitor.evaluate(() => window.foyer('setLocale', 'de'));
  await expect(visitor.getByRole('textbox', { name: 'Nachricht' })).toHaveAttribute('placeholder', 'Fragen Sie die Werkstatt');
});

test('each language shows the thread in its own words, with no place left unfilled and the plural it needs', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  await send(visitor, '12345');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  for (const language of ['en', ...fetchedLanguages] as const) {
    const texts = language === 'en' ? en : await textsIn(language);
    await visitor.evaluate((language) => window.foyer('setLocale', language), language);
    const field = visitor.getByRole('textbox', { name: texts.message as string, exact: true });
    await expect(field).toHaveAttribute('placeholder', texts.writeMessage as string);
    await expect(field).toHaveCSS('direction', language === 'ar' ? 'rtl' : 'ltr');
    await expect(visitor.getByRole('log', { name: texts.messages as string }).getByText(texts.sent as string, { exact: true })).toBeAttached();
    const shown = (await everyElement(visitor, (element) => [
      ...['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
      ...Array.from(element.childNodes, (node) => (node.nodeType === Node.TEXT_NODE ? node.textContent?.trim() ?? '' : '')),
    ])).flat().filter((text) => text !== '');
    expect(shown.filter((text) => /\{\w+\}|undefined|\[object/.test(text)), language).toEqual([]);
    // Words that are the same in both languages are no fault.
    const same = new Set(Object.values(texts));
    const left = language === 'en' ? [] : Object.values(en).filter((text) => typeof text === 'string' && text.length > 4 && !same.has(text));
    expect(shown.filter((text) => (left as string[]).includes(text)), language).toEqual([]);
  }
  await visitor.evaluate(async () => {
    await window.foyer('setLocale', 'ar');
    await window.foyer('close');
    document.querySelector('foyer-chat')!.unread = 2;
  });
  await expect(visitor.getByRole('button', { name: 'رسالتان غير مقروءتين' })).toBeVisible();
});

test('with reduced motion nothing moves, without it the panel does', async ({ server, visitor }) => {
  const moving = (page: Page) => everyElement(page, (element) => {
    const { animationName, transitionDuration } = getComputedStyle(element);
    return `${element.localName}.${element.className} ${animationName} ${transitionDuration}`;
  }).then((all) => all.filter((told) => !/ (none|appear) 0s$/.test(told)));
  await openChat(visitor, server.url);
  await send(visitor, 'Hello');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  expect((await moving(visitor)).join('\n')).toContain('.panel rise');
  await visitor.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving(visitor)).toEqual([]);
});

test('with forced colours what is told apart by colour has an edge', async ({ server, visitor }) => {
  await visitor.emulateMedia({ forcedColors: 'active' });
  await openChat(visitor, server.url);
  await send(visitor, 'Hello');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const edged = await everyElement(visitor, (element) => (Number.parseFloat(getComputedStyle(element).borderTopWidth) > 0 ? `${element.localName}.${element.classList[0] ?? ''}` : ''));
  for (const part of ['foyer-panel.panel', 'button.launcher', 'textarea.']) expect(edged).toContain(part);
});

test('at 320 px everything stays within the screen', async ({ server, visitor, desk }) => {
  await visitor.setViewportSize({ width: 320, height: 568 });
  await openChat(visitor, server.url);
  await send(visitor, `${'unbreakable'.repeat(30)} https://shop.example/${'path'.repeat(60)}`);
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  const outside = (page: Page) => everyElement(page, (element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isFaulty = width > 1 && (left < -1 || right > 321) || (element.scrollWidth > element.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX));
    return isFaulty ? `${element.localName}.${element.className} ${Math.round(left)} ${Math.round(right)}` : '';
  }).then((all) => all.filter((told) => told !== ''));
  expect(await outside(visitor)).toEqual([]);
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await desk.setViewportSize({ width: 320, height: 568 });
  await expect(desk.getByRole('list', { name: 'Conversations' }).getByRole('button')).toBeVisible();
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('whatever a page says of all elements, the chat looks as it does on a page that says nothing', async ({ server, browser }) => {
  const looks: string[][] = [];
  for (const style of ['', hostileStyle]) {
    const context = await browser.newContext({ viewport: { width: 900, height: 700 }, locale: 'en-GB' });
    const page = await context.newPage();
    await gotoOwnPage(page, server.url, { style });
    await addChats(page, {});
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('As it is');
    const looksOf = () => everyElement(page, (element) => {
      if (element.localName === 'foyer-chat') return '';
      const style = getComputedStyle(element);
      const { width, height, left, top } = element.getBoundingClientRect();
      const told = ['display', 'visibility', 'opacity', 'color', 'backgroundColor', 'fontSize', 'fontFamily', 'fontStyle', 'lineHeight', 'letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'whiteSpace', 'cursor', 'float', 'zoom']
        .map((name) => style[name as 'color']);
      return `${element.localName}.${element.className} ${[left, top, width, height].map(Math.round).join(' ')} ${told.join('; ')}`;
    });
    // Until two looks in a row are the same: nothing is on its way any more.
    let last = '';
    await expect.poll(async () => {
      const before = last;
      last = (await looksOf()).join('\n');
      return last === before;
    }).toBe(true);
    looks.push(last.split('\n'));
    await context.close();
  }
  expect(looks[0]?.join('\n')).toContain('textarea');
  expect(looks[1]).toEqual(looks[0]);
});

const accents = [
  '#000', '#fff', '#808080', '#767676', '#c0c0c0', '#f00', '#0f0', '#00f', '#ff0', '#0ff', '#f0f', '#2a5bd7', '#0b6e4f', '#ffd400', '#e4002b', '#ff6600', '#25d366', '#1877f2', '#6b4eff', '#ff5a5f',
  '#00c2a8', '#8b0000', '#1a1a2e', '#f5f5dc', '#ffc0cb', '#4b0082', '#556b2f', '#b8860b', '#39ff14', '#fe01b1', 'oklch(0.7 0.25 30)', 'color(display-p3 0 1 0)',
];

test('whatever colour the site chooses, in both schemes, text has 4.5 : 1', async ({ server, visitor }) => {
  await openChat(visitor, server.url);
  const faults = await visitor.evaluate((accents) => {
    const pairs = [
      ['--on-accent', '--accent'],
      ...['--surface', '--surface-2', '--surface-3', '--own'].flatMap((below) => ['--accent-ink', '--text', '--text-2', '--text-3'].map((above) => [above, below])),
      ['--danger', '--surface'], ['--danger', '--surface-2'], ['--text', '--note'], ['--text-2', '--note'],
    ] as [string, string][];
    const chat = document.querySelector('foyer-chat')!;
    const probe = chat.shadowRoot!.querySelector('.frame')!.appendChild(document.createElement('i'));
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    const luminance = (variable: string): number => {
      probe.style.color = `var(${variable})`;
      canvas.fillStyle = getComputedStyle(probe).color;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found: string[] = [];
    let measured = 0;
    for (const scheme of ['light', 'dark']) {
      chat.setAttribute('scheme', scheme);
      for (const accent of accents) {
        document.documentElement.style.setProperty('--foyer-accent', accent);
        for (const [above, below] of pairs) {
          const [a, b] = [luminance(above), luminance(below)];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          measured += 1;
          if (ratio < 4.5) found.push(`${scheme} ${accent}: ${above} on ${below} ${ratio.toFixed(2)}`);
        }
      }
    }
    if (measured !== 2 * accents.length * pairs.length) throw new Error('Not everything was measured.');
    return found;
  }, accents);
  expect(faults).toEqual([]);
});
