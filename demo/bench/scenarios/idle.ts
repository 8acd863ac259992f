import { setTimeout as wait } from 'node:timers/promises';
import { LoadClient, many } from '../load-client.ts';
import { rssBytes } from '../machine.ts';
import { megabytes, round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const settleMs = 3_000;

/** Visitors who are connected, watch their inbox, and say nothing: what each costs in memory. */
export const idle: Scenario = async ({ isShort }) => {
  const count = isShort ? 1_000 : 10_000;
  await withServer(programs.source, async ({ url, pid }) => {
    const clients = await many(count, 32, () => LoadClient.arrive(url));
    await wait(settleMs);
    const before = rssBytes(pid);
    const startedAt = performance.now();
    await many(count, 64, async (index) => {
      await clients[index]?.connect();
      await clients[index]?.watch('inbox');
    });
    const seconds = (performance.now() - startedAt) / 1000;
    await wait(settleMs);
    const after = rssBytes(pid);
    table('connections', 'connected at', 'resident before', 'resident after', 'KB per connection')(
      round(count), `${round(count / seconds)}/s`, megabytes(before), megabytes(after), round((after - before) / 1024 / count),
    );
    for (const client of clients) client.close();
  });
};
