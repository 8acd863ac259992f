import { setTimeout as delay } from 'node:timers/promises';
import { limits, type Message } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { api, startServer, visitorSession } from '../harness.ts';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { Flooder, textOf, type FloodLog } from './flood.ts';
import { LoadClient } from './load-client.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

/** At most 512 messages a commit: about 2,500 a second. */
const commitMs = 200;
const socketCount = 128;
/** A socket with more is paused, and its frames wait in the kernel. */
const openPerSocket = 60;
const offeredPerSecond = 8_000;
const floodMs = scale(1_500, 60_000);
const patienceMs = 20_000;
const answersWithinMs = 5_000;
/** What the server holds back at most (`CommandGuard`, `GroupCommit`). */
const queueBound = 4_096;
const heapBoundBytes = 64e6;

test('under several times what it can commit, the server answers every command in time, loses and doubles nothing, and recovers', { timeout: 120_000 + floodMs * 3 }, async (context) => {
  const run = new FaultRun(context);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const slowDisk = new URL(`slow-disk.ts?commitMs=${commitMs}`, import.meta.url).href;
  const server = await ServerProcess.start({ data: data.path, port: await steadyPort(run.random), nodeArguments: ['--import', slowDisk] });
  context.onTestFinished(() => server.kill());

  const pairs = await Promise.all(Array.from({ length: 16 }, async () => {
    const [one, other] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
    return { one, conversation: (await one.openDirect(other)).id };
  }));
  const [polite, ...crowd] = pairs;
  if (!polite) throw new Error('nobody came');
  const witness = new LoadClient({ address: server, visitor: polite.one, conversation: polite.conversation, random: run.random, window: 1 });
  context.onTestFinished(() => { witness.stop(); });
  witness.start();
  const answerMs = async (): Promise<number> => {
    const sentAt = performance.now();
    witness.send('how long?');
    await until('the polite client to be answered', 30_000, () => witness.unackedCount === 0);
    return performance.now() - sentAt;
  };
  const calmMs = async (): Promise<number> => Math.min(await answerMs(), await answerMs(), await answerMs());

  const log: FloodLog = { acked: new Map(), givenUp: new Set(), refusals: new Map(), faults: [], longestAnswerMs: 0 };
  const flooders = await Promise.all(Array.from({ length: socketCount }, (_, index) => {
    const { one, conversation } = crowd[index % crowd.length]!;
    return Flooder.open(server, one, conversation, `flood-${index}`, log);
  }));
  context.onTestFinished(() => { for (const flooder of flooders) flooder.end(); });
  const heapBytes = async (): Promise<number> => (await server.ask<{ heapBytes: number }>({ ask: 'memory' })).heapBytes;
  const waitingWrites = async (): Promise<number> => Number(/^foyer_waiting_writes (\d+)/m.exec(await (await fetch(`${server.httpUrl}/metrics`)).text())?.[1]);

  const [beforeMs, beforeBytes] = [await calmMs(), await heapBytes()];
  expect(beforeMs).toBeGreaterThan(commitMs * 0.9);

  let [sentCount, mostWaiting] = [0, 0];
  const startedAt = performance.now();
  let looking = Promise.resolve();
  // On a machine that has other work the crowd comes more slowly: it goes on until the bound is met.
  for (let now = startedAt; now - startedAt < floodMs || (log.refusals.size === 0 && now - startedAt < floodMs + patienceMs); now = performance.now()) {
    const due = (performance.now() - startedAt) / 1000 * offeredPerSecond;
    for (const flooder of flooders) {
      if (sentCount >= due) break;
      if (flooder.openCount >= openPerSocket) continue;
      // Most give up at once, as impatient people do; every fourth insists.
      sentCount += 1;
      flooder.send(sentCount % 4 === 0 ? 100 : 1);
    }
    if (sentCount % 50 === 0) witness.send('in the crowd');
    looking = looking.then(async () => { mostWaiting = Math.max(mostWaiting, await waitingWrites()); });
    await delay(10);
  }
  const mostBytes = await heapBytes();
  await looking;
  run.step(`${sentCount} offered, ${log.acked.size} stored, ${JSON.stringify(Object.fromEntries(log.refusals))}`);
  await until('every command to be answered', 30_000 + floodMs, () => {
    const now = performance.now();
    log.longestAnswerMs = Math.max(log.longestAnswerMs, ...flooders.map((flooder) => flooder.waitingMs(now)));
    return flooders.every(({ openCount }) => openCount === 0) && witness.unackedCount === 0;
  });
  const afterMs = await calmMs();
  run.report(`overload: ${sentCount} commands in ${floodMs / 1000} s on a disk that syncs in ${commitMs} ms, ${log.acked.size} stored, ${log.givenUp.size} given up, refused ${JSON.stringify(Object.fromEntries(log.refusals))}, answers within ${log.longestAnswerMs.toFixed(0)} ms, ${mostWaiting} waiting and ${((mostBytes - beforeBytes) / 1e6).toFixed(1)} MB at most, one alone ${beforeMs.toFixed(0)} ms before and ${afterMs.toFixed(0)} ms after`);

  expect(log.faults).toEqual([]);
  expect(witness.log.faults).toEqual([]);
  expect([...log.refusals.keys()]).toEqual(['overloaded']);
  expect(log.longestAnswerMs).toBeLessThan(answersWithinMs);
  expect(log.acked.size + log.givenUp.size).toBe(sentCount);
  expect(log.givenUp.size).toBeGreaterThan(sentCount / 10);
  expect(mostWaiting).toBeGreaterThan(queueBound / 2);
  expect(mostWaiting).toBeLessThanOrEqual(queueBound);
  expect(mostBytes - beforeBytes).toBeLessThan(heapBoundBytes);
  expect(afterMs).toBeLessThan(beforeMs * 2);

  const kept = (await Promise.all(crowd.map(({ one, conversation }) => one.history(conversation)))).flat();
  expect(kept.length).toBe(log.acked.size);
  for (const { clientId, seq, content } of kept) expect([log.acked.get(clientId), content]).toEqual([seq, { kind: 'text', text: textOf(clientId) }]);
  const inOrder = (await polite.one.history(polite.conversation)).map(({ clientId }) => clientId);
  expect(inOrder).toEqual(witness.log.sent.map(({ clientId }) => clientId));
});

test('a store whose queue is full refuses at once and over HTTP says when to come back; what was accepted is stored', async (context) => {
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const maxWaiting = 8;
  const server = await startServer({ directory: data.path, store: await openSqlite({ directory: data.path, maxWaiting, gatherMs: { min: 20, perWrite: 0, max: 20 } }) });
  context.onTestFinished(() => server.stop());
  const [one, other] = [await visitorSession(server), await visitorSession(server)];
  const { body } = await api(server, 'POST', '/conversations', { token: one.accessToken, body: { kind: 'direct', with: other.user.id } });
  const { id } = body as { id: string };
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) =>
    api(server, 'POST', `/conversations/${id}/messages`, { token: one.accessToken, body: { clientId: `c-${index}`, content: { kind: 'text', text: 'x' } } })));
  const stored = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 503);
  expect(stored.length + refused.length).toBe(100);
  expect(stored.length).toBeGreaterThanOrEqual(maxWaiting);
  expect(refused.length).toBeGreaterThan(0);
  for (const { body: answer } of refused) {
    const { error } = answer as { error: { code: string; retryAfterMs: number } };
    expect([error.code, error.retryAfterMs > 0 && error.retryAfterMs <= limits.reconnectMaxMs]).toEqual(['overloaded', true]);
  }
  const { body: page } = await api(server, 'GET', `/conversations/${id}/messages?after=0&limit=100`, { token: one.accessToken });
  expect((page as { messages: Message[] }).messages.map(({ clientId }) => clientId).sort()).toEqual(stored.map(({ body: answer }) => (answer as Message).clientId).sort());
});
