import { openLoop } from '../open-loop.ts';
import { climb, foyerGroup, relayRooms } from '../rooms.ts';
import { round } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const p99MaxMs = 50;

/** One group that everybody watches: how many deliveries a second. */
export const group: Scenario = async ({ isShort }) => {
  const size = isShort ? 32 : 256;
  const measuredMs = isShort ? 1_000 : 3_000;
  const rates = isShort ? [20, 50] : [50, 100, 200, 400, 600, 800, 1_200];

  const { best: yardstick } = await withServer(programs.relay, async ({ url, pid }) => {
    const rooms = await relayRooms(url, 1, size);
    return climb(`The bare relay, a group of ${size}`, rates, p99MaxMs, (rate) => openLoop(rooms, rate, measuredMs, pid));
  });
  await withServer(programs.source, async ({ url, pid }) => {
    const { rooms } = await foyerGroup(url, size);
    const { best } = await climb(`Foyer, a group of ${size}`, rates, p99MaxMs, (rate) => openLoop(rooms, rate, measuredMs, pid));
    console.log(`\nMost deliveries with p99 < ${p99MaxMs} ms and nothing lost: Foyer ${round(best?.step.offered ?? 0)}/s, relay ${round(yardstick?.step.offered ?? 0)}/s`);
  });
};
