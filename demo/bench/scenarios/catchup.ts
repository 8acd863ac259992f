import { AwayReader } from '../away-reader.ts';
import { LoadClient } from '../load-client.ts';
import { median, quantile, round, table } from '../report.ts';
import { programs, withServer, type ServerProcess } from '../server-process.ts';
import type { Scenario } from './scenario.ts';
import { settled } from '../settled.ts';

const missed = 1_000;
const attempts = 9;

/**
 * A thousand messages come while a device is away. It connects again, joins the feed, sees the gap, fetches the changes, and shows them all: by the product's
 * own client, from its new socket to the thread. Once with a server that has just stored them, and once with one that was killed and has started on its data since.
 */
export const catchup: Scenario = async ({ isShort }) => {
  const row = table('missed messages', 'server', 'from the new socket to the thread that shows them, ms: median', 'least', 'most', 'the request for the changes alone, ms');
  await withServer(programs.source, async (server) => {
    const reader = await AwayReader.arrive(server.url);
    for (const [name, between] of Object.entries(beforehand)) {
      const times: number[] = [];
      const requests: number[] = [];
      for (let attempt = 0; attempt < (isShort ? 3 : attempts); attempt += 1) {
        // Each time a thread that is empty: one of many thousands would measure something else.
        const writer = await LoadClient.arrive(server.url);
        const { id, version } = await writer.request<{ id: string; version: number }>('POST', '/conversations', { kind: 'direct', with: reader.user });
        await reader.open(id);
        await reader.leave();
        await writer.connect();
        await settled(writer, missed, 32, () => { writer.send(id, 'x'.repeat(100)); });
        writer.close();
        await between(server);
        times.push(await reader.comeBack(missed));
        const askedAt = performance.now();
        await writer.request('GET', `/conversations/${id}/changes?after=${version}`);
        requests.push(performance.now() - askedAt);
      }
      row(round(missed), name, round(median(times)), round(quantile(times, 0)), round(quantile(times, 1)), round(median(requests)));
    }
    await reader.stop();
  });
};

const beforehand: Record<string, (server: ServerProcess) => Promise<void>> = {
  'warm': async () => {},
  'just started on its data': async (server) => {
    await server.kill();
    await server.start();
  },
};
