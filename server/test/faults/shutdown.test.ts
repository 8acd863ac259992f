import { limits } from '@foyer-chat/widget/protocol';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isOnPostgres } from '../engine.ts';
import { crashingServer } from './crashing-server.ts';
import { integrityOf } from './data-directory.ts';
import { Fleet } from './fleet.ts';
import { scale } from './test-scale.ts';

const cycles = scale(6, 100);

test('SIGTERM under load ends with exit code 0, and every command is answered or can be sent again', { timeout: 30_000 + cycles * 30_000 }, async (context) => {
  const { run, data, start } = await crashingServer(context);
  let server = await start();
  const fleet = await Fleet.gather({ address: server, pairs: 10, random: run.random });
  context.onTestFinished(() => { fleet.disband(); });

  fleet.startWriting(500);
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await delay(run.random.integer(0, 300));
    const askedAt = performance.now();
    server.signal('SIGTERM');
    const code = await server.exited();
    const tookMs = performance.now() - askedAt;
    run.step(`ended with ${code} after ${tookMs.toFixed(0)} ms: ${server.output.slice(-300)}`);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(limits.drainMs);
    server = await start();
  }
  await fleet.settle(20_000);
  expect(await fleet.violations()).toEqual([]);
  expect(fleet.ackedCount).toBe(fleet.sentCount);
  run.report(`SIGTERM: ${cycles} times, ${fleet.ackedCount} acknowledged, 0 lost`);
  await server.kill();
  if (!isOnPostgres) expect(integrityOf(data)).toBe('ok');
});
