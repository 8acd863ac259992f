import { LoadClient } from '../load-client.ts';
import { median, round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';
import { settled } from '../settled.ts';

const missed = 1_000;
const attempts = 9;

/** A device that was away for a thousand messages connects again and asks for what it missed. */
export const catchup: Scenario = async ({ isShort }) => {
  await withServer(programs.source, async ({ url }) => {
    const [writer, reader] = await Promise.all([LoadClient.arrive(url), LoadClient.arrive(url)]);
    const { id, version } = await writer.request<{ id: string; version: number }>('POST', '/conversations', { kind: 'direct', with: reader.user });
    await writer.connect();
    const ask = async (): Promise<number> => {
      const { changes } = await reader.request<{ changes: { kind: string }[] }>('GET', `/conversations/${id}/changes?after=${version}`);
      return changes.filter(({ kind }) => kind === 'message').length;
    };
    await settled(writer, missed, 32, () => { writer.send(id, 'x'.repeat(100)); });
    const withSocket: number[] = [];
    const request: number[] = [];
    for (let attempt = 0; attempt < (isShort ? 3 : attempts); attempt += 1) {
      const startedAt = performance.now();
      await reader.connect();
      const connectedAt = performance.now();
      const count = await ask();
      if (count < missed - 1) throw new Error(`Of ${missed} messages ${count} came`);
      withSocket.push(performance.now() - startedAt);
      request.push(performance.now() - connectedAt);
      reader.close();
    }
    table('missed messages', 'connecting and catching up, ms', 'catching up alone, ms')(round(missed), round(median(withSocket)), round(median(request)));
    writer.close();
  });
};
