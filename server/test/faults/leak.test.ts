import { expect, test } from 'vitest';
import { runCli } from '../harness.ts';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { PassersBy } from './passers-by.ts';
import type { Memory } from './server-probe.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

const comings = scale(2_000, 50_000);
const atOnce = 50;
const addressCount = 500;
/** Feeds live five minutes after their last reader; the slowest rate limit is full again after five. */
const cachesLiveMs = 6 * 60_000;

/*
 * What the server keeps of people who are gone, by design, and at most: conversations (20,000) and users (20,000) that were read, devices that
 * were let in (50,000), heads of conversations in the thread that writes (100,000). They are maps that forget the oldest, and all of them are dropped when
 * the command line changes something, which is how they are dropped here. Feeds and rate limits are forgotten by time: here it passes at once.
 */
test('visitors who come once, talk and leave, leave nothing in the heap', { timeout: 60_000 + comings * 100 }, async (context) => {
  const run = new FaultRun(context);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const server = await ServerProcess.start({
    data: data.path, port: await steadyPort(run.random), env: { FOYER_RATE_SCALE: '20', FOYER_TRUST_PROXY: '1', FOYER_PROBE_TIMERS: '1' },
  });
  context.onTestFinished(() => server.kill());
  await Visitor.setUpStaff(server, server.setupSecret);
  const visitors = new PassersBy({ address: server, random: run.random, addressCount });

  const comeAndGo = async (times: number): Promise<void> => {
    for (let done = 0; done < times; done += atOnce) {
      const conversations = await Promise.all(Array.from({ length: atOnce }, () => visitors.visit()));
      if (done % 500 === 0) await visitors.lookIn(await Visitor.signInStaff(server), conversations.filter((id) => id !== undefined).slice(0, 5));
    }
  };
  const forgetCaches = async (): Promise<void> => {
    // A feed that nobody has watched counts as left when it is first looked at.
    for (const _ of [1, 2]) await server.ask({ ask: 'pass', ms: cachesLiveMs });
    const { code, stderr } = await runCli(data.path, ['site', 'set', 'demo', 'name', 'Demo']);
    expect(code, stderr).toBe(0);
    await server.ask({ ask: 'pass', ms: cachesLiveMs });
  };
  /** The smallest of measurements that no longer shrink. */
  const restingHeap = async (): Promise<Memory> => {
    await forgetCaches();
    let least: Memory = { heapBytes: Infinity, workerHeapBytes: Infinity };
    await until('the heap to come to rest', 30_000, async () => {
      const before = least.heapBytes;
      for (let times = 0; times < 4; times += 1) {
        const now = await server.ask<Memory>({ ask: 'memory' });
        least = { heapBytes: Math.min(least.heapBytes, now.heapBytes), workerHeapBytes: Math.min(least.workerHeapBytes, now.workerHeapBytes) };
      }
      return least.heapBytes > before * 0.998;
    });
    return least;
  };

  // Code and the longest queues of a rush are part of the base.
  await comeAndGo(300);
  const base = await restingHeap();
  await comeAndGo(comings);
  const after = await restingHeap();
  const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  run.report(`${comings} comings and goings: heap ${inMegabytes(base.heapBytes)} MB before, ${inMegabytes(after.heapBytes)} MB after; of the writer ${inMegabytes(base.workerHeapBytes)} and ${inMegabytes(after.workerHeapBytes)} MB`);
  expect(after.heapBytes).toBeLessThan(base.heapBytes * 1.1);
  expect(base.workerHeapBytes).toBeGreaterThan(0);
  expect(after.workerHeapBytes).toBeLessThan(base.workerHeapBytes * 1.1);
});
