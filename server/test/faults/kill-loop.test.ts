import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isOnPostgres } from '../engine.ts';
import { crashingServer } from './crashing-server.ts';
import { integrityOf } from './data-directory.ts';
import { Fleet } from './fleet.ts';
import { HeadlessFleet } from './headless-fleet.ts';
import { scale } from './test-scale.ts';

/** PostgreSQL has crash tests of its own; here it is about what a server that ends leaves with it. */
const cycles = scale(20, isOnPostgres ? 200 : 1_000);
/** Thirty clients are the product's own, with its outbox, retries and back-off; twenty know only what the promise needs and write ten times as much. */
const headlessPairs = 15;
const barePairs = 10;

test('a server killed at any moment loses, doubles and reorders nothing it acknowledged', { timeout: 30_000 + cycles * 6_000 }, async (context) => {
  const { run, data, start } = await crashingServer(context);
  let server = await start();
  const fleet = await Fleet.gather({ address: server, pairs: barePairs, random: run.random });
  context.onTestFinished(() => { fleet.disband(); });
  const product = await HeadlessFleet.gather({ address: server, pairs: headlessPairs, random: run.random });
  context.onTestFinished(() => product.disband());
  const outages: number[] = [];

  fleet.startWriting(400);
  product.startWriting(40);
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const acked = fleet.ackedCount;
    await delay(run.random.integer(5, 500));
    if (run.random.chance(0.25)) {
      run.step('stop, and go on');
      server.signal('SIGSTOP');
      await delay(run.random.integer(20, 200));
      server.signal('SIGCONT');
    }
    if (run.random.chance(0.25)) {
      const offsetMs = run.random.integer(-3, 3) * 86_400_000;
      run.step(`step the server's clock by ${offsetMs} ms`);
      await server.ask({ ask: 'clock', offsetMs });
      await delay(run.random.integer(0, 100));
    }
    await server.kill();
    run.step(`cycle ${cycle}: killed after ${fleet.ackedCount - acked} acknowledgements, ${fleet.unackedCount} open`);
    const deadAt = performance.now();
    server = await start();
    outages.push(performance.now() - deadAt);
  }
  await Promise.all([fleet.settle(30_000), product.settle(60_000)]);
  const found = [...await fleet.violations(), ...await product.violations()];
  run.report(`kill -9: ${cycles} cycles, ${fleet.ackedCount} and in the product's clients ${product.ackedCount} acknowledged, ${found.length} violations, back after ${Math.max(...outages).toFixed(0)} ms at most`);
  expect(found).toEqual([]);
  expect(fleet.ackedCount).toBe(fleet.sentCount);
  expect(product.ackedCount).toBe(product.sentCount);
  expect(fleet.ackedCount).toBeGreaterThan(cycles * 10);
  expect(product.ackedCount).toBeGreaterThan(cycles * 5);

  await server.kill();
  if (!isOnPostgres) expect(integrityOf(data)).toBe('ok');
});
