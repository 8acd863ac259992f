import { expect, test } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { LoadClient } from './load-client.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

const comings = scale(2_000, 50_000);
const atOnce = 50;

test('clients that come and go leave nothing in the heap', { timeout: 60_000 + comings * 20 }, async (context) => {
  const run = new FaultRun(context);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const server = await ServerProcess.start({ data: data.path, port: await steadyPort(run.random) });
  context.onTestFinished(() => server.kill());
  const [one, other] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
  const { id: conversation } = await one.openDirect(other);

  const comeAndGo = async (times: number): Promise<void> => {
    for (let done = 0; done < times; done += atOnce) {
      const clients = Array.from({ length: atOnce }, (_, index) =>
        new LoadClient({ address: server, visitor: index % 2 === 0 ? one : other, conversation, random: run.random }));
      for (const client of clients) { client.start(); client.send('here'); }
      await until('everybody to be heard', 20_000, () => clients.every(({ unackedCount }) => unackedCount === 0));
      for (const client of clients) client.stop();
      expect(clients.flatMap(({ log }) => log.faults)).toEqual([]);
    }
  };
  /** Once closed sockets are gone: the smallest of measurements that no longer shrink. */
  const restingHeap = async (): Promise<number> => {
    let least = Infinity;
    await until('the heap to come to rest', 20_000, async () => {
      const before = least;
      for (let times = 0; times < 10; times += 1) least = Math.min(least, (await server.ask<{ heapBytes: number }>({ ask: 'memory' })).heapBytes);
      return least > before * 0.995;
    });
    return least;
  };

  // Code, caches and the feed of this conversation are part of the base.
  await comeAndGo(500);
  const base = await restingHeap();
  await comeAndGo(comings);
  const after = await restingHeap();
  run.report(`${comings} comings and goings: heap ${(base / 1e6).toFixed(2)} MB before, ${(after / 1e6).toFixed(2)} MB after`);
  expect(after).toBeLessThan(base * 1.1);
});
