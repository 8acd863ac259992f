import { AwayReader } from '../away-reader.ts';
import { LoadClient } from '../load-client.ts';
import { median, quantile, round, table } from '../report.ts';
import { programs, withServer, type ServerProcess } from '../server-process.ts';
import type { Scenario } from './scenario.ts';
import { settled } from '../settled.ts';

const missed = 1_000;
const attempts = 9;
/** Of somebody else, before a measured one: by then the programs are compiled, and nothing of the measured conversation has been read. */
const othersBefore = 3;

/**
 * A thousand messages come while a device is away. It connects again, joins the feed, sees the gap, fetches the changes, and shows them all: by the product's
 * own client, from its new socket to the thread. With a server that has just stored them; with one that was killed and has started on its data since, so that
 * they come from the disk, after others; and with the first that anybody asks of such a one.
 */
export const catchup: Scenario = async ({ isShort }) => {
  const row = table('missed messages', 'server', 'from the new socket to the thread that shows them, ms: median', 'least', 'most', 'the request for the changes alone, ms');
  await withServer(programs.source, async (server) => {
    const reader = await AwayReader.arrive(server.url);
    const other = await AwayReader.arrive(server.url);
    for (let before = 0; before < othersBefore; before += 1) await caughtUp(server, reader, async () => {});
    for (const [name, between] of Object.entries(beforehand)) {
      const times: number[] = [];
      const requests: number[] = [];
      for (let attempt = 0; attempt < (isShort ? 3 : attempts); attempt += 1) {
        const { threadMs, requestMs } = await caughtUp(server, reader, () => between(server, other));
        times.push(threadMs);
        requests.push(requestMs);
      }
      row(round(missed), name, round(median(times)), round(quantile(times, 0)), round(quantile(times, 1)), round(median(requests)));
    }
    await reader.stop();
    await other.stop();
  });
};

const beforehand: Record<string, (server: ServerProcess, other: AwayReader) => Promise<void>> = {
  'has just stored them': async () => {},
  'started on its data, others came before': async (server, other) => {
    await restarted(server);
    for (let before = 0; before < othersBefore; before += 1) await caughtUp(server, other, async () => {});
  },
  'started on its data, the first': restarted,
};

async function restarted(server: ServerProcess): Promise<void> {
  await server.kill();
  await server.start();
}

/** Each time a thread that is empty: one of many thousands would measure something else. */
async function caughtUp(server: ServerProcess, reader: AwayReader, between: () => Promise<void>): Promise<{ threadMs: number; requestMs: number }> {
  const writer = await LoadClient.arrive(server.url);
  const { id, version } = await writer.request<{ id: string; version: number }>('POST', '/conversations', { kind: 'direct', with: reader.user });
  await reader.open(id);
  await reader.leave();
  await writer.connect();
  await settled(writer, missed, 32, () => { writer.send(id, 'x'.repeat(100)); });
  writer.close();
  await between();
  const threadMs = await reader.comeBack(missed);
  const askedAt = performance.now();
  await writer.request('GET', `/conversations/${id}/changes?after=${version}`);
  return { threadMs, requestMs: performance.now() - askedAt };
}
