import type { Browser, CDPSession } from '@playwright/test';
import { withBrowser } from '../browser.ts';
import { median, round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const attempts = 9;

/** `tdur` is the thread's own time, without what others took of the machine; µs. */
interface TraceEvent { name: string; dur?: number; tdur?: number; args?: { data?: { url?: string; score?: number } } }
interface Visit { evaluateMs: number; compileMs: number; drawMs: number; shift: number; requests: number; bytes: number; openMs: number }

/** What the script tag costs a page before anybody turns to the chat, and how long the first opening takes. */
export const page: Scenario = async ({ isShort }) => {
  await withBrowser(async (browser) => {
    await withServer(programs.source, async ({ url }) => {
      const visits: Visit[] = [];
      for (let attempt = 0; attempt < (isShort ? 2 : attempts); attempt += 1) visits.push(await visit(browser, url));
      const row = table('of the script tag, on the demo page', 'median', 'worst');
      const figures: [string, (visit: Visit) => number][] = [
        ['script evaluation, ms', ({ evaluateMs }) => evaluateMs],
        ['of which compiling, ms', ({ compileMs }) => compileMs],
        ['drawing the launcher, in turns of its own, ms', ({ drawMs }) => drawMs],
        ['layout shift of the page', ({ shift }) => shift],
        ['requests of the chat before it is opened', ({ requests }) => requests],
        ['bytes of them on the wire', ({ bytes }) => bytes],
        ['from the click to a field that takes a message, ms, nothing cached', ({ openMs }) => openMs],
      ];
      for (const [what, of] of figures) row(what, round(median(visits.map(of))), round(Math.max(...visits.map(of))));
    });
  });
};

/** In a profile of its own, traced. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  let requests = 0;
  let bytes = 0;
  const isOfChat = (address: string): boolean => /foyer|\/api\/|\/sync/.test(new URL(address).pathname);
  const ids = new Set<string>();
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request }) => { if (isOfChat(request.url)) { requests += 1; ids.add(requestId); } });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (ids.has(requestId)) bytes += encodedDataLength; });
  const events = await traced(session, async () => { await tab.goto(url, { waitUntil: 'networkidle' }); });
  const before = { requests, bytes };
  const sum = (name: string): number => events.filter((event) => event.name === name && event.args?.data?.url?.endsWith('/foyer.js')).reduce((total, { dur = 0, tdur = dur }) => total + tdur / 1_000, 0);
  const shift = events.filter(({ name }) => name === 'LayoutShift').reduce((total, { args }) => total + (args?.data?.score ?? 0), 0);
  const clickedAt = performance.now();
  await tab.getByRole('button', { name: 'Open chat' }).click();
  await tab.locator('textarea:enabled').waitFor();
  const openMs = performance.now() - clickedAt;
  await context.close();
  return { evaluateMs: sum('EvaluateScript'), compileMs: sum('v8.compile'), drawMs: sum('FunctionCall'), shift, ...before, openMs };
}

async function traced(session: CDPSession, run: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => { events.push(...value as unknown as TraceEvent[]); });
  const done = new Promise<void>((resolve) => { session.once('Tracing.tracingComplete', () => { resolve(); }); });
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'v8', 'loading', 'disabled-by-default-v8.compile'] } });
  await run();
  await session.send('Tracing.end');
  await done;
  return events;
}
