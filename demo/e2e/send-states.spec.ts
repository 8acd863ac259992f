import type { BrowserContext } from '@playwright/test';
import { withTeam } from './answers.ts';
import { expect, openChat, send, staff, test, texts } from './fixtures.ts';

/** What a server says to each message, instead of taking it; `undefined` takes it. */
async function answerSends(context: BrowserContext, answer: (text: string) => { code: string; retryAfterMs?: number } | undefined): Promise<void> {
  await context.routeWebSocket('**/sync**', (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const frame = typeof message === 'string' ? JSON.parse(message) as { t: string; id: number; name?: string; args?: { content: { text: string } } } : undefined;
      const error = frame?.name === 'message.send' ? answer(frame.args?.content.text ?? '') : undefined;
      if (error) socket.send(JSON.stringify({ t: 'error', id: frame?.id, error: { message: '', ...error } }));
      else server.send(message);
    });
  });
}

test('who sends faster than the server takes is told how long the next message waits; it goes by itself', async ({ server, visitor, visitorContext }) => {
  let isHeld = true;
  await answerSends(visitorContext, () => (isHeld ? { code: 'rate-limited', retryAfterMs: 4_000 } : undefined));
  await openChat(visitor, server.url);
  await expect(visitor.getByRole('button', { name: 'Emoji' })).toBeVisible();
  await send(visitor, 'One of many');
  const countdown = visitor.getByRole('timer');
  await expect(countdown).toHaveText(/^The next message is sent in [345] s\.$/);
  const first = await countdown.textContent();
  await expect(visitor.getByRole('status').filter({ hasText: 'The next message is sent in' })).toHaveText(first ?? '');
  isHeld = false;
  // The seconds go on for the eye, and are said once.
  await expect(countdown).toHaveText('The next message is sent in 1 s.');
  await expect(visitor.getByRole('status').filter({ hasText: 'The next message is sent in' })).toHaveText(first ?? '');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  await expect(countdown).not.toBeAttached();
});

test('a message that could not be sent and is removed can be taken back, and goes for good after that', async ({ server, visitor, visitorContext }) => {
  await answerSends(visitorContext, (text) => (text === 'Unwanted' ? { code: 'forbidden' } : undefined));
  await withTeam(server, visitor);
  await send(visitor, 'Unwanted');
  await visitor.getByRole('button', { name: 'Remove' }).click();
  await expect(visitor.getByText('Message deleted')).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Remove' })).not.toBeAttached();
  await visitor.getByRole('button', { name: 'Undo' }).click();
  await expect(texts(visitor).last()).toHaveText('Unwanted');
  await expect(visitor.getByText('Not sent: this conversation is closed to you')).toBeVisible();
  await visitor.getByRole('button', { name: 'Remove' }).click();
  await expect(visitor.getByText('Message deleted')).toBeVisible();
  await expect(visitor.getByText('Message deleted')).not.toBeAttached();
  await expect(texts(visitor)).toHaveText(['Do you repair lamps?']);
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await expect(texts(visitor)).toHaveText(['Do you repair lamps?']);
});

test('the dot of the launcher says in words what it shows', async ({ server, visitor, visitorContext, desk }) => {
  await expect(desk.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await openChat(visitor, server.url);
  await send(visitor, 'Is anybody there?');
  await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
  await expect(visitor.getByText(`${staff.name} is here`)).toBeVisible();
  await visitor.getByRole('button', { name: 'Close chat' }).click();
  const launcher = visitor.getByRole('button', { name: 'Open chat' });
  await expect(launcher).toHaveAccessibleDescription('Online');
  await visitorContext.setOffline(true);
  await expect(launcher).toHaveAccessibleDescription('You are offline.', { timeout: 60_000 });
});
