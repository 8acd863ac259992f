import type { Page } from '@playwright/test';

/** Ends the page's process as a fault in the browser would. Its profile stays. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => { /* the answer dies with the page */ });
  await crashed;
  await page.close();
}
