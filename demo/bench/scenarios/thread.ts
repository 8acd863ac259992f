import type { Browser, Page } from '@playwright/test';
import { withBrowser } from '../browser.ts';
import { LoadClient } from '../load-client.ts';
import { quantile, round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import { settled } from '../settled.ts';
import type { Scenario } from './scenario.ts';

declare global {
  interface Window { longTasks: number[]; painted: Promise<number> }
}

const log = (tab: Page) => tab.getByRole('log', { name: 'Messages' });

/** What somebody feels in an open thread: how soon their message is there, and whether scrolling holds the page up. */
export const thread: Scenario = async ({ isShort }) => {
  await withBrowser(async (browser) => {
    await withServer(programs.source, async ({ url }) => {
      await keyToBubble(browser, url, isShort ? 5 : 100);
      await scrolling(browser, url, isShort ? 500 : 10_000);
    });
  });
};

/** From the key that sends a message to the frame that shows it; by then the device has stored it. */
async function keyToBubble(browser: Browser, url: string, count: number): Promise<void> {
  const tab = await (await browser.newContext()).newPage();
  await tab.goto(url);
  await tab.evaluate(() => window.foyer('openConversation', { support: true }));
  const field = tab.getByRole('textbox', { name: 'Message' });
  const takenMs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const text = `Message number ${index};`;
    await field.fill(text);
    await log(tab).evaluate((scroller, wanted) => {
      let pressedAt = 0;
      document.addEventListener('keydown', ({ timeStamp }) => { pressedAt = timeStamp; }, { capture: true, once: true });
      window.painted = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          if (![...scroller.querySelectorAll('[data-seq]')].some((message) => message.textContent?.includes(wanted))) return;
          observer.disconnect();
          requestAnimationFrame(() => { setTimeout(() => { resolve(performance.now() - pressedAt); }); });
        }).observe(scroller, { childList: true, subtree: true });
      });
    }, text);
    await field.press('Enter');
    takenMs.push(await tab.evaluate(() => window.painted));
  }
  const row = table(`from the key to the painted bubble, ${count} messages one after the other`, 'median', 'p95', 'longest');
  row('ms', ...[0.5, 0.95, 1].map((share) => round(quantile(takenMs, share))));
  await tab.context().close();
}

/** A thread with very many new messages is opened, and scrolled through from its end to its beginning. */
async function scrolling(browser: Browser, url: string, count: number): Promise<void> {
  const tab = await (await browser.newContext()).newPage();
  await tab.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longTasks.push(duration); }).observe({ type: 'longtask' });
  });
  const session = tab.waitForResponse((answer) => answer.url().endsWith('/api/v1/sessions'));
  await tab.goto(url);
  await tab.evaluate(() => window.foyer('open'));
  const { user } = await (await session).json() as { user: { id: string } };
  const writer = await LoadClient.arrive(url);
  const { id } = await writer.request<{ id: string }>('POST', '/conversations', { kind: 'direct', with: user.id });
  await writer.connect();
  let sent = 0;
  const send = (): void => { sent += 1; writer.send(id, `Line ${sent}, ${'and more of it '.repeat(sent % 11)}`); };
  const openThread = () => tab.evaluate((conversation) => window.foyer('openConversation', { id: conversation }), id);
  await settled(writer, 1, 1, send);
  await openThread();
  await log(tab).locator('[data-seq]').waitFor();

  // The browser is away while the rest is written, and reads all of it when it is back.
  await tab.goto('about:blank');
  await settled(writer, count - 1, 60, send);
  writer.close();
  await tab.goto(url);
  await openThread();
  await log(tab).getByText('New messages').waitFor({ timeout: 60_000 });
  const row = table(`${count.toLocaleString('en-US')} messages`, 'tasks over 50 ms', 'the longest, ms', 'messages in the document');
  const report = async (what: string, nodes: number): Promise<void> => {
    const tasks = await tab.evaluate(() => window.longTasks.splice(0));
    row(what, String(tasks.length), round(Math.max(0, ...tasks)), String(nodes));
  };
  await report('come in', await log(tab).locator('[data-seq]').count());
  const nodes = await log(tab).evaluate(async (scroller) => {
    let most = 0;
    for (let place = 1; place >= 0; place -= 0.01) {
      scroller.scrollTop = scroller.scrollHeight * place;
      for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => { requestAnimationFrame(resolve); });
      most = Math.max(most, scroller.querySelectorAll('[data-seq]').length);
    }
    return most;
  });
  await report('scrolled through', nodes);
  await tab.context().close();
}
