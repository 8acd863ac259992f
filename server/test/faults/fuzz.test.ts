import { createConnection } from 'node:net';
import { expect, test } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { FuzzInputs, type FuzzFrame } from './fuzz-inputs.ts';
import { FuzzRequests } from './fuzz-requests.ts';
import { LoadClient } from './load-client.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';
import { encodeFrame } from './ws-frames.ts';

const inputs = scale(100_000, 10_000_000);
const lanes = 8;
const framesPerSocket = 40;
const longestStallMs = 100;

/** When the client half-closes: what is cut short must not be waited for. */
type Ending = 'at once' | 'after the first answer' | 'never';

/** Says `bytes` on a connection of its own and hears everything until the server ends it. */
function exchange(port: number, bytes: Buffer, ending: Ending): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.setTimeout(10_000, () => {
      socket.destroy();
      reject(new Error(`the server left a connection open after ${JSON.stringify(bytes.toString('latin1').slice(-2_000))}`));
    });
    socket.on('connect', () => { if (ending === 'at once') socket.end(bytes); else socket.write(bytes); });
    socket.on('data', (chunk: Buffer) => {
      heard.push(chunk);
      if (ending === 'after the first answer') socket.end();
    });
    // What is broken on purpose may be reset.
    socket.on('error', () => undefined);
    socket.on('close', () => { resolve(Buffer.concat(heard).toString('latin1')); });
  });
}

test('no input ends the server, hangs it, or is answered with an internal error', { timeout: 60_000 + inputs * 5 }, async (context) => {
  const run = new FaultRun(context);
  const data = dataDirectory();
  const server = await ServerProcess.start({ data: data.path, port: await steadyPort(run.random) });
  const [one, other] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
  const { id: conversation } = await one.openDirect(other);
  const witness = new LoadClient({ address: server, visitor: one, conversation, random: run.random });
  witness.start();
  context.onTestFinished(async () => { witness.stop(); await server.kill(); data.dispose(); });

  const world = { accessToken: other.accessToken, refreshToken: 'r'.repeat(43), conversation, user: one.user };
  const fuzz = new FuzzInputs(run.random, world);
  const requests = new FuzzRequests(run.random, fuzz, world, server.origin);
  const internalErrors: string[] = [];
  let [done, connections, longestMs] = [0, 0, 0];

  const overSocket = async (): Promise<number> => {
    const frames: FuzzFrame[] = [];
    do frames.push(fuzz.frame()); while (frames.length < framesPerSocket && frames.at(-1)?.isLast !== true);
    const goodbye = encodeFrame({ opcode: 8, payload: Buffer.alloc(0) });
    const bytes = Buffer.concat([requests.upgrade(), ...frames.map(({ bytes }) => bytes), goodbye]);
    if ((await exchange(server.port, bytes, 'after the first answer')).includes('"code":"internal"')) internalErrors.push(JSON.stringify(bytes.toString('latin1')));
    return frames.length;
  };
  const overHttp = async (): Promise<number> => {
    const count = run.random.integer(1, 10);
    const bytes = requests.conversation(count);
    if (/HTTP\/1\.1 500|"code":"internal"/.test(await exchange(server.port, bytes, 'never'))) internalErrors.push(JSON.stringify(bytes.toString('latin1')));
    return count;
  };
  const overTcp = async (): Promise<number> => {
    await exchange(server.port, run.random.chance(0.5) ? requests.badUpgrade() : requests.garbage(), 'at once');
    return 1;
  };
  const lane = async (): Promise<void> => {
    while (done < inputs) {
      const dice = run.random.next();
      const count = await (dice < 0.7 ? overSocket : dice < 0.9 ? overHttp : overTcp)();
      if (server.hasExited) throw new Error(`the server ended: ${server.output}`);
      done += count;
      connections += 1;
    }
  };

  // The first connections find everything cold.
  await Promise.all(Array.from({ length: 20 }, () => overSocket().then(overHttp)));
  await server.ask({ ask: 'stall' });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  const stall = await server.ask<{ maxMs: number; p99Ms: number }>({ ask: 'stall' });
  longestMs = stall.maxMs;
  run.report(`fuzz: ${done} inputs over ${connections} connections in ${seconds.toFixed(0)} s, event loop p99 ${stall.p99Ms.toFixed(0)} ms, longest ${longestMs.toFixed(0)} ms, ${internalErrors.length} internal errors`);

  expect(internalErrors).toEqual([]);
  expect(longestMs).toBeLessThan(longestStallMs);
  expect(await server.status('/readyz')).toBe(200);
  witness.send('still here');
  await until('an honest client to be heard', 5_000, () => witness.unackedCount === 0);
  expect(witness.log.faults).toEqual([]);
});
