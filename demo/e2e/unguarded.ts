import type { Browser, Page } from '@playwright/test';

/** A page without any policy that would stop a script, which tells of every one that ran all the same. */
export async function unguarded(browser: Browser): Promise<{ page: Page; ran: string[] }> {
  const context = await browser.newContext({ bypassCSP: true, locale: 'en-GB' });
  const page = await context.newPage();
  const ran: string[] = [];
  page.on('dialog', (dialog) => { ran.push(dialog.message()); void dialog.dismiss(); });
  await page.exposeFunction('trap', () => { ran.push('trap'); });
  return { page, ran };
}

/** What has come into a page that no text may bring. */
export const intruders = (page: Page): Promise<string[]> => page.evaluate(() => {
  const found: string[] = [];
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      const isOurs = element.localName === 'script' && (element as HTMLScriptElement).src.startsWith(location.origin);
      const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
      const href = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
      if ((['script', 'iframe', 'object', 'embed', 'math', 'details'].includes(element.localName) && !isOurs) || handlers.length > 0 || /^\s*(javascript|data:text)/i.test(href)) {
        found.push(element.outerHTML.slice(0, 200));
      }
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found;
});
