import { withConversation, rows } from './desk-page.ts';
import { expect, send, test, texts } from './fixtures.ts';

const field = { name: 'Message' } as const;

test('who is blocked sees a notice in place of the field, and their list and panel say so, until it is taken back', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  const panel = desk.getByRole('complementary', { name: 'Visitor' });
  await panel.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(desk.getByRole('status').getByText(/ can write no more$/)).toBeVisible();
  await expect(panel.getByText('Blocked', { exact: true })).toBeVisible();
  await expect(rows(desk).getByText('Blocked', { exact: true })).toBeAttached();
  await expect(visitor.getByText('You cannot write here.')).toBeVisible();
  await expect(visitor.getByRole('textbox', field)).not.toBeAttached();
  await expect(texts(visitor)).toHaveText(['My lamp flickers']);
  // It holds when the page is loaded again, and the team still reaches them.
  await visitor.reload();
  await visitor.getByRole('button', { name: /Open chat/ }).click();
  await expect(visitor.getByText('You cannot write here.')).toBeVisible();
  await send(desk, 'Please calm down.');
  await expect(texts(visitor)).toHaveText(['My lamp flickers', 'Please calm down.']);

  await panel.getByRole('button', { name: 'Unblock' }).click();
  await expect(visitor.getByRole('textbox', field)).toBeEnabled();
  await expect(panel.getByText('Blocked', { exact: true })).not.toBeAttached();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(visitor.getByText('You cannot write here.')).toBeVisible();
});

test('the palette blocks and unblocks the visitor of the open conversation', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  const choose = async (words: string, command: RegExp): Promise<void> => {
    await desk.keyboard.press('ControlOrMeta+k');
    await desk.getByRole('combobox').fill(words);
    await desk.getByRole('option', { name: command }).first().click();
  };
  await choose('block', /^Block Visitor/);
  await expect(visitor.getByText('You cannot write here.')).toBeVisible();
  await choose('unblock', /^Unblock Visitor/);
  await expect(visitor.getByRole('textbox', field)).toBeEnabled();
});

test('what was written without a connection by somebody who is blocked meanwhile has failed, in words, and goes when they are unblocked', async ({ server, visitor, visitorContext, desk }) => {
  await withConversation(server, visitor, desk);
  await visitorContext.setOffline(true);
  await send(visitor, 'One more thing');
  await expect(visitor.getByText('Queued', { exact: true })).toBeAttached();
  const panel = desk.getByRole('complementary', { name: 'Visitor' });
  await panel.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(panel.getByText('Blocked', { exact: true })).toBeVisible();
  await visitorContext.setOffline(false);
  await expect(visitor.getByText('Not sent: this conversation is closed to you')).toBeVisible({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Unblock' }).click();
  await expect(visitor.getByRole('textbox', field)).toBeEnabled();
  await visitor.getByRole('button', { name: 'Try again' }).click();
  await expect(texts(desk)).toHaveText(['My lamp flickers', 'One more thing']);
});

test('a reaction that is one too many is refused in words', async ({ server, visitor, desk }) => {
  await withConversation(server, visitor, desk);
  const reactions = desk.getByRole('group', { name: 'Reactions' }).getByRole('button');
  for (const [index, emoji] of ['👍', '❤️', '😂', '😮'].entries()) {
    await desk.locator('.bubble[data-seq="1"]').hover();
    await desk.getByRole('button', { name: 'React', exact: true }).click();
    await desk.getByRole('menuitemcheckbox', { name: `React with ${emoji}` }).click();
    if (index < 3) await expect(reactions).toHaveCount(index + 1);
  }
  await expect(desk.getByText(/^Too many reactions here\./).first()).toBeVisible();
  await expect(reactions).toHaveCount(3);
});
