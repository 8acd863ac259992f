import type { Page } from '@playwright/test';

/** The demo's script tag with more attributes, and the page's `<html>` with others. */
export async function withTag(page: Page, url: string, attributes: string, html = 'lang="en"'): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('data-site="demo"', `data-site="demo" ${attributes}`).replace('lang="en"', html) });
  });
}
