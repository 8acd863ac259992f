import { expect, test } from 'vitest';
import { integrityOf } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { Fleet } from './fleet.ts';
import { fullDisk } from './full-disk.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';

const rounds = scale(2, 20);

test('on a full disk sends are answered `unavailable`, and once there is room everything goes on without a restart', { timeout: 30_000 + rounds * 60_000 }, async (context) => {
  const run = new FaultRun(context);
  const disk = fullDisk();
  context.onTestFinished(disk.dispose);
  const server = await ServerProcess.start({ data: disk.path, port: await steadyPort(run.random), wrapper: disk.wrapper });
  context.onTestFinished(() => server.kill());
  // One command at a time: a refused one must not be overtaken by its successor.
  const fleet = await Fleet.gather({ address: server, pairs: 2, random: run.random, client: { window: 1 } });
  context.onTestFinished(() => { fleet.disband(); });
  const refusals = (): number => fleet.clients.reduce((sum, client) => sum + (client.refusals.get('unavailable') ?? 0), 0);

  expect(await server.status('/readyz')).toBe(200);
  for (let round = 1; round <= rounds; round += 1) {
    for (let count = 0; count < 50; count += 1) fleet.sendOne();
    await fleet.settle(10_000);
    const refusedBefore = refusals();
    disk.fill(server.pid);
    run.step(`round ${round}: full`);
    // Old room inside the database and its log is used up first, so keep writing until the disk says no.
    await until('a send to be refused as `unavailable` while /readyz says 503', 30_000, async () => {
      if (fleet.unackedCount < 8) fleet.sendOne('x'.repeat(8_000));
      return refusals() > refusedBefore && await server.status('/readyz') === 503;
    });
    run.step(`refused ${refusals() - refusedBefore} times`);
    expect(await server.status('/healthz')).toBe(200);

    disk.free(server.pid);
    run.step('room again');
    await fleet.settle(20_000);
    await until('/readyz to say 200', 10_000, async () => await server.status('/readyz') === 200);
  }
  expect(server.hasExited).toBe(false);
  expect(await fleet.violations()).toEqual([]);
  expect(fleet.ackedCount).toBe(fleet.sentCount);
  for (const client of fleet.clients) expect([...client.refusals.keys()].filter((code) => code !== 'unavailable')).toEqual([]);
  run.report(`full disk by ${disk.how}: ${rounds} times, ${fleet.ackedCount} acknowledged, 0 lost, ${refusals()} refused`);
  await server.kill();
  expect(integrityOf(disk.path)).toBe('ok');
});
