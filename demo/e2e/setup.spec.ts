import { expect, setUpDesk, signIn, staff, test } from './fixtures.ts';

test('the link of the first start makes one account, and works once', async ({ server, visitor, browser }) => {
  await setUpDesk(visitor, server);
  await expect(visitor).not.toHaveURL(/setup/);

  const late = await browser.newPage();
  await late.goto(server.setupUrl);
  await late.getByRole('textbox', { name: 'Name' }).fill('Mallory');
  await late.getByRole('textbox', { name: 'Email' }).fill('mallory@shop.example');
  await late.getByRole('textbox', { name: 'Password' }).fill('another long password');
  await late.getByRole('button', { name: 'Create account' }).click();
  await expect(late.getByRole('alert')).toContainText('was used already');
  await late.close();
});

test('who signs in stays signed in over a reload, and signs out for good', async ({ server, visitor, desk }) => {
  await desk.close();
  await signIn(visitor, server.url);
  await expect(visitor.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Settings' }).click();
  await visitor.getByRole('button', { name: 'Sign out' }).click();
  await expect(visitor.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a sign-in with a wrong password says so and keeps what was typed', async ({ server, visitor, desk }) => {
  await desk.close();
  await signIn(visitor, server.url, 'not the password');
  await expect(visitor.getByRole('alert')).toContainText('do not belong together');
  await expect(visitor.getByRole('textbox', { name: 'Email' })).toHaveValue(staff.email);
});
