import { LoadClient } from '../load-client.ts';
import { dueText, listenFor } from '../open-loop.ts';
import { round, table } from '../report.ts';
import { programs, withServer } from '../server-process.ts';
import type { Scenario } from './scenario.ts';

const window = 48;

/** The server is killed at the moment the last of 2,000 messages is delivered: how many are there when it is back? */
export const kill: Scenario = async ({ isShort }) => {
  const wanted = isShort ? 200 : 2_000;
  await withServer(programs.source, async (server) => {
    const [writer, reader] = await Promise.all([LoadClient.arrive(server.url), LoadClient.arrive(server.url)]);
    const { id } = await writer.request<{ id: string }>('POST', '/conversations', { kind: 'direct', with: reader.user });
    for (const client of [writer, reader]) { await client.connect(); await client.watch(`conversation/${id}`); }
    let sent = 0;
    let delivered = 0;
    let killed: Promise<void> | undefined;
    const fill = (): void => {
      for (; sent - delivered < window; sent += 1) writer.send(id, dueText(0, performance.now()));
    };
    await new Promise<void>((resolve) => {
      reader.onFrame = (frame) => {
        listenFor(frame, 1, () => { delivered += 1; });
        if (delivered < wanted) fill();
        else resolve(killed ??= server.kill());
      };
      fill();
    });
    const atKill = { delivered, acked: writer.acked };
    const startedAt = performance.now();
    await server.start();
    const back = reader.moved(server.url);
    const first = await back.request<{ lastSeq: number }>('GET', `/conversations/${id}`);
    const backMs = performance.now() - startedAt;
    let kept = 0;
    for (let after = 0; after < first.lastSeq;) {
      const { messages } = await back.request<{ messages: { seq: number }[] }>('GET', `/conversations/${id}/messages?after=${after}&limit=100`);
      kept += messages.length;
      after = messages.at(-1)?.seq ?? first.lastSeq;
    }
    table('delivered when killed', 'acknowledged when killed', 'kept', 'lost of them', 'first answer after, ms')(
      round(atKill.delivered), round(atKill.acked), round(kept), round(Math.max(0, Math.max(atKill.delivered, atKill.acked) - kept)), round(backMs),
    );
  });
};
