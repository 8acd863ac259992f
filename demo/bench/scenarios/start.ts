import { LoadClient } from '../load-client.ts';
import { rssBytes } from '../machine.ts';
import { median, megabytes, round, table } from '../report.ts';
import { programs, ServerProcess } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const attempts = 5;

/** From the start of the process, on an empty directory, to the first visitor's session. */
export const start: Scenario = async ({ isShort }) => {
  const row = table('run from', 'to the first session, ms', 'again on the same data, ms', 'resident');
  for (const [name, program] of [['TypeScript', programs.source], ['the published build', programs.published]] as const) {
    const first: number[] = [];
    const again: number[] = [];
    const resident: number[] = [];
    for (let attempt = 0; attempt < (isShort ? 1 : attempts); attempt += 1) {
      const server = new ServerProcess(program);
      first.push(await startMs(server));
      resident.push(rssBytes(server.pid));
      await server.kill();
      again.push(await startMs(server));
      await server.stop();
    }
    row(name, round(median(first)), round(median(again)), megabytes(median(resident)));
  }
};

async function startMs(server: ServerProcess): Promise<number> {
  const startedAt = performance.now();
  await server.start();
  await LoadClient.arrive(server.url);
  return performance.now() - startedAt;
}
