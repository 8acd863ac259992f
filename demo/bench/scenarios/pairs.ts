import { openLoop } from '../open-loop.ts';
import { climb, foyerPairs, relayRooms } from '../rooms.ts';
import { percent, round } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const p99MaxMs = 100;

/** Conversations of two, both online and watching: how many texts a second, and what happens at twice as many. */
export const pairs: Scenario = async ({ isShort }) => {
  const count = isShort ? 50 : 500;
  const measuredMs = isShort ? 1_000 : 3_000;
  const rates = isShort ? [500, 1_000] : [2_000, 5_000, 8_000, 10_000, 12_000, 15_000, 20_000, 30_000];

  const { best: yardstick } = await withServer(programs.relay, async ({ url, pid }) => {
    const rooms = await relayRooms(url, count, 2);
    return climb(`The bare relay, ${count} pairs`, rates, p99MaxMs, (rate) => openLoop(rooms, rate, measuredMs, pid));
  });

  await withServer(programs.source, async ({ url, pid }) => {
    const { rooms, clients } = await foyerPairs(url, count);
    const { best, busiest } = await climb(`Foyer, ${count} pairs, every message on disk before it is delivered`, rates, p99MaxMs, (rate) => openLoop(rooms, rate, measuredMs, pid));
    console.log(`\nHighest rate with p99 < ${p99MaxMs} ms and nothing lost: Foyer ${round(best?.rate ?? 0)}/s, relay ${round(yardstick?.rate ?? 0)}/s, ratio ${((best?.rate ?? 0) / (yardstick?.rate ?? 1)).toFixed(2)}`);
    if (busiest) console.log(`The step that delivered most, ${round(busiest.delivered)}/s: ${round(busiest.cpuUsPerDelivery)} µs of the server's CPU for each`);

    const counts = () => clients.reduce((sum, client) => ({ acked: sum.acked + client.acked, overloaded: sum.overloaded + client.overloaded, failed: sum.failed + client.failed }), { acked: 0, overloaded: 0, failed: 0 });
    const before = counts();
    const over = await openLoop(rooms, 2 * (best?.rate ?? rates[0] ?? 1), measuredMs, pid);
    const after = counts();
    const share = (key: keyof typeof after): string => percent((after[key] - before[key]) / over.sent);
    console.log(`At twice that (${round(over.offered)}/s): ${share('acked')} acknowledged, ${share('overloaded')} refused as overloaded, ${share('failed')} refused otherwise; ${round(over.delivered)}/s delivered, p50 ${round(over.p50Ms)} ms, longest queueing ${round(over.maxMs)} ms`);
  });
};
