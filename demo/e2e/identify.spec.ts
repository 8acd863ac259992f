import { expect, openChat, send, test, texts } from './fixtures.ts';
import { identified, siteOf } from './site-signing.ts';

for (const kind of ['new', 'known']) {
  test(`who chats and then signs in to the site as a ${kind} customer sees the same conversation go on, and the desk their name`, async ({ server, visitorContext, visitor, desk, browser }) => {
    const sign = siteOf(server);
    const phone = await browser.newContext();
    if (kind === 'known') {
      const page = await phone.newPage();
      await openChat(page, server.url);
      await identified(page, sign('customer-1', 'Ann Arbor'));
      await send(page, 'From my phone');
      await expect(texts(page)).toHaveText(['From my phone']);
    }
    await openChat(visitor, server.url);
    await send(visitor, 'Where is my kite?');
    const other = await visitorContext.newPage();
    await openChat(other, server.url);
    await expect(texts(other)).toHaveText(['Where is my kite?']);
    const rows = desk.getByRole('list', { name: 'Conversations' }).getByRole('button');
    await rows.filter({ hasText: 'Where is my kite?' }).click();
    await desk.getByRole('textbox', { name: 'Message' }).fill('On its way');
    await desk.getByRole('textbox', { name: 'Message' }).press('Enter');
    await expect(texts(visitor)).toHaveText(['Where is my kite?', 'On its way']);
    await expect(rows.filter({ hasText: 'On its way' })).toContainText('Visitor');
    await visitor.getByRole('textbox', { name: 'Message' }).fill('Half a sen');

    await identified(visitor, sign('customer-1', 'Ann Arbor'));
    await expect(rows.filter({ hasText: 'On its way' })).toContainText('Ann Arbor');
    await expect(desk.getByRole('complementary', { name: 'Visitor' })).toContainText('Ann Arbor');
    for (const page of [visitor, other]) {
      await expect(texts(page)).toHaveText(['Where is my kite?', 'On its way']);
      // It is still their own: only own messages have a status.
      await expect(page.getByRole('log').getByText(/^(Sent|Delivered|Read)$/)).toHaveCount(1);
    }
    await expect(visitor.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a sen');
    await send(visitor, 'Thank you');
    for (const page of [visitor, other, desk]) await expect(texts(page)).toHaveText(['Where is my kite?', 'On its way', 'Thank you']);
    await phone.close();
  });
}
