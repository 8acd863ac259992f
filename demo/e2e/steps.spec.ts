import type { Page } from '@playwright/test';
import { crash } from './crash.ts';
import { expect, openChat, send, test, texts } from './fixtures.ts';

/** Four pages and a desk take their time on a busy machine. */
test.describe.configure({ timeout: 120_000 });

/**
 * A message on its way from the key to the acknowledgement, and a tab that crashes at each step of it:
 *
 * ```
 * key ─▶ outbox commits ─▶ frame leaves ─▶ server commits ─▶ acknowledgement ─▶ "sent" is stored ─▶ outbox row is deleted
 *     1                 2               3                 4                 5                    6
 * ```
 *
 * What was never shown as queued may be gone; everything else arrives exactly once.
 */
interface Step {
  name: string;
  /** What the thread says of the message at the moment of the crash. */
  shows: 'nothing' | 'queued' | 'sent';
  /** Makes the tab stop there, and calls `reached` when it has. */
  hold(tab: Page, reached: () => void): Promise<void>;
}

const isSend = (frame: string | Buffer): boolean => typeof frame === 'string' && frame.includes('"message.send"');

/** Keeps the outbox's transaction open from its first `method` on. */
async function holdOutbox(tab: Page, method: 'add' | 'put' | 'delete', reached: () => void): Promise<void> {
  await tab.exposeFunction('stepReached', reached);
  await tab.addInitScript((name) => {
    const real = IDBObjectStore.prototype[name] as (...parameters: unknown[]) => IDBRequest;
    Object.defineProperty(IDBObjectStore.prototype, name, {
      value(this: IDBObjectStore, ...parameters: unknown[]): IDBRequest {
        const request = real.apply(this, parameters);
        if (!this.transaction.db.name.endsWith(':outbox')) return request;
        const again = (): void => { this.count().addEventListener('success', again); };
        again();
        void (window as unknown as { stepReached(): Promise<void> }).stepReached();
        return request;
      },
    });
  }, method);
}

/** Swallows messages as the page sends them. */
async function holdFrame(tab: Page, reached: () => void): Promise<void> {
  await tab.exposeFunction('stepReached', reached);
  await tab.addInitScript(() => {
    const real = WebSocket.prototype.send;
    WebSocket.prototype.send = function send(data) {
      if (typeof data === 'string' && data.includes('"message.send"')) void (window as unknown as { stepReached(): Promise<void> }).stepReached();
      else real.call(this, data);
    };
  });
}

/** Loses messages on the way up, or lets them through and then everything that comes back. */
async function holdLine(tab: Page, lost: 'message' | 'answer', reached: () => void): Promise<void> {
  await tab.routeWebSocket('**/sync', (socket) => {
    const server = socket.connectToServer();
    let isAnswerLost = false;
    socket.onMessage((frame) => {
      if (isSend(frame) && lost === 'message') { reached(); return; }
      isAnswerLost ||= isSend(frame);
      server.send(frame);
    });
    server.onMessage((frame) => {
      if (!isAnswerLost) socket.send(frame);
      else if (typeof frame === 'string' && frame.includes('"t":"ok"')) reached();
    });
  });
}

const steps: Step[] = [
  { name: 'before the outbox has committed', shows: 'nothing', hold: (tab, reached) => holdOutbox(tab, 'add', reached) },
  { name: 'after the outbox has committed, before the frame leaves', shows: 'queued', hold: holdFrame },
  { name: 'after the frame has left, before the server has it', shows: 'queued', hold: (tab, reached) => holdLine(tab, 'message', reached) },
  { name: 'after the server has committed, before the answer arrives', shows: 'queued', hold: (tab, reached) => holdLine(tab, 'answer', reached) },
  { name: 'after the answer has arrived, before that is stored', shows: 'sent', hold: (tab, reached) => holdOutbox(tab, 'put', reached) },
  { name: 'after that is stored, before the outbox row is deleted', shows: 'sent', hold: (tab, reached) => holdOutbox(tab, 'delete', reached) },
];

/** What all tabs of the profile still have to send. */
const outboxSize = (page: Page): Promise<number> => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('foyer:demo:outbox');
  opening.addEventListener('error', () => { reject(opening.error ?? new Error('The outbox cannot be opened.')); });
  opening.addEventListener('success', () => {
    const counting = opening.result.transaction('entries').objectStore('entries').count();
    counting.addEventListener('success', () => {
      opening.result.close();
      resolve(counting.result);
    });
  });
}));

for (const { name, shows, hold } of steps) {
  test(`a tab that crashes ${name}: ${shows === 'nothing' ? 'nothing was promised, and nothing comes' : 'the message arrives exactly once'}`, async ({ server, visitorContext, visitor, desk }) => {
    await openChat(visitor, server.url);
    await send(visitor, 'Before');
    await expect(visitor.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();
    await visitor.close();

    const tab = await visitorContext.newPage();
    const { promise: isReached, resolve: reached } = Promise.withResolvers<void>();
    await hold(tab, reached);
    await openChat(tab, server.url);
    await expect(texts(tab)).toHaveText(['Before']);
    await send(tab, 'On its way');
    await isReached;
    if (shows === 'nothing') await expect(texts(tab)).toHaveText(['Before']);
    else {
      await expect(texts(tab)).toHaveText(['Before', 'On its way']);
      await expect(tab.getByRole('log').getByText(shows === 'queued' ? /^Queued$/ : /^(Sent|Delivered)$/).last()).toBeAttached();
    }
    await crash(tab);

    const back = await visitorContext.newPage();
    await openChat(back, server.url);
    await send(back, 'After');
    const truth = shows === 'nothing' ? ['Before', 'After'] : ['Before', 'On its way', 'After'];
    await desk.getByRole('list', { name: 'Conversations' }).getByRole('button').click();
    await expect(texts(desk)).toHaveText(truth, { timeout: 20_000 });
    await expect(texts(back)).toHaveText(truth);
    await expect(back.getByRole('log').getByText('Queued', { exact: true })).toHaveCount(0);
    await expect.poll(() => outboxSize(back)).toBe(0);
    await back.reload();
    await openChat(back, server.url);
    await expect(texts(back)).toHaveText(truth);
  });
}
