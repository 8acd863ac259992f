import { LoadClient } from '../load-client.ts';
import { median, round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import { settled } from '../settled.ts';
import type { Scenario } from './scenario.ts';

const few = 1_000;
const attempts = 15;

/** What somebody who opens a conversation waits for and loads: its snapshot, and its feed on a socket of their own. */
export const million: Scenario = async ({ isShort }) => {
  const many = isShort ? 10_000 : 1_000_000;
  await withServer(programs.source, async ({ url }) => {
    const [reader, small, large] = await Promise.all([LoadClient.arrive(url), LoadClient.arrive(url), LoadClient.arrive(url)]);
    const conversations = await Promise.all([[small, few] as const, [large, many] as const].map(async ([writer, messages]) => {
      const { id } = await writer.request<{ id: string }>('POST', '/conversations', { kind: 'direct', with: reader.user });
      await writer.connect();
      await settled(writer, messages, 60, () => { writer.send(id, 'x'.repeat(100)); });
      writer.close();
      return { id, messages, ms: [] as number[], bytes: [] as number[] };
    }));

    // In turns, so that whatever else the machine does meets both.
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      for (const conversation of conversations) {
        const startedAt = performance.now();
        const snapshot = await reader.request<{ lastSeq: number }>('GET', `/conversations/${conversation.id}`);
        await reader.connect();
        const feedBytes = await reader.watch(`conversation/${conversation.id}`);
        conversation.ms.push(performance.now() - startedAt);
        conversation.bytes.push(JSON.stringify(snapshot).length + feedBytes);
        reader.close();
        if (snapshot.lastSeq !== conversation.messages) throw new Error(`Of ${conversation.messages} messages ${snapshot.lastSeq} are there`);
      }
    }
    const row = table('messages in the conversation', 'to open it, ms', 'bytes');
    for (const { messages, ms, bytes } of conversations) row(round(messages), median(ms).toFixed(1), round(median(bytes)));
  });
};
