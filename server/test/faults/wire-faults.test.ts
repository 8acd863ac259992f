import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { Fleet } from './fleet.ts';
import type { LoadClientOptions } from './load-client.ts';
import { Random } from './random.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { TcpProxy, type WireFaults } from './tcp-proxy.ts';
import { chosenSeed, scale } from './test-scale.ts';
import { until } from './until.ts';
import { textOpcode, type WsFrame } from './ws-frames.ts';

const messages = scale(300, 10_000);
const timeout = 60_000 + messages * 100;

const data = dataDirectory();
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ data: data.path, port: await steadyPort(new Random(chosenSeed())) });
});
afterAll(async () => {
  await server.kill();
  data.dispose();
});

const isAck = ({ opcode, payload }: WsFrame): boolean => opcode === textOpcode && payload.includes('"t":"ok"');
const isCommand = ({ opcode, payload }: WsFrame): boolean => opcode === textOpcode && payload.includes('"t":"command"');

interface Line { run: FaultRun; proxy: TcpProxy; fleet: Fleet }

/** Three pairs behind a proxy of their own. */
async function behindProxy(context: TestContext, client: Partial<LoadClientOptions> = {}): Promise<Line> {
  const run = new FaultRun(context);
  const proxy = await TcpProxy.open(server.port);
  const fleet = await Fleet.gather({ address: { httpUrl: proxy.httpUrl, origin: server.origin }, direct: server, pairs: 3, random: run.random, client });
  context.onTestFinished(async () => { fleet.disband(); await proxy.close(); });
  return { run, proxy, fleet };
}

async function everythingArrives({ run, fleet }: Line, what: string): Promise<void> {
  await fleet.settle(30_000 + messages * 20);
  expect(await fleet.violations()).toEqual([]);
  expect(fleet.ackedCount).toBe(fleet.sentCount);
  run.report(`${what}: ${fleet.ackedCount} messages, 0 lost, 0 doubled, in order`);
}

/** Writes until `messages` were sent, going on in steps with `disturb` between them. */
async function writeThrough({ fleet }: Line, disturb: () => Promise<void>): Promise<void> {
  fleet.startWriting(400);
  while (fleet.sentCount < messages) {
    await delay(20);
    await disturb();
  }
  fleet.fallSilent();
}
const nothing = (): Promise<void> => Promise.resolve();

test('answers that are lost and commands that come twice change nothing', { timeout }, async (context) => {
  const line = await behindProxy(context, { commandTimeoutMs: 150 });
  let [dropped, doubled] = [0, 0];
  line.proxy.faults = {
    judge: (direction, frame) => {
      if (direction === 'down' && isAck(frame) && line.run.random.chance(0.3)) { dropped += 1; return 'drop'; }
      if (direction === 'up' && isCommand(frame) && line.run.random.chance(0.2)) { doubled += 1; return 'double'; }
      return 'pass';
    },
  };
  await writeThrough(line, nothing);
  await everythingArrives(line, `${dropped} answers lost, ${doubled} commands doubled`);
  expect(dropped).toBeGreaterThan(messages / 10);
  expect(doubled).toBeGreaterThan(messages / 10);
});

test('a line that breaks with the answer on it gives the same answer on the next one', { timeout }, async (context) => {
  const line = await behindProxy(context);
  let broken = 0;
  line.proxy.faults = {
    judge: (direction, frame) => {
      if (direction === 'up' || !isAck(frame) || !line.run.random.chance(0.1)) return 'pass';
      broken += 1;
      return 'drop-and-reset';
    },
  };
  await writeThrough(line, nothing);
  await everythingArrives(line, `${broken} lines broken with the answer on them`);
  expect(broken).toBeGreaterThan(messages / 60);
});

test('a stream cut at every byte is the same stream', { timeout }, async (context) => {
  const line = await behindProxy(context, { commandTimeoutMs: 30_000 });
  const faults: WireFaults = { splitEveryByte: true };
  line.proxy.faults = faults;
  // Once again from the handshake on.
  line.proxy.reset();
  await until('everybody to be back', 10_000, () => line.fleet.clients.every(({ isConnected }) => isConnected));
  await writeThrough(line, nothing);
  await everythingArrives(line, 'every byte in a packet of its own');
});

test('lines reset at any moment lose nothing', { timeout }, async (context) => {
  const line = await behindProxy(context);
  const between = (): number => line.run.random.integer(10, 50);
  let resets = 0;
  let nextAt = between();
  await writeThrough(line, () => {
    if (line.fleet.sentCount >= nextAt) {
      nextAt = line.fleet.sentCount + between();
      resets += 1;
      line.proxy.reset();
    }
    return nothing();
  });
  await everythingArrives(line, `${resets} times all lines reset`);
  expect(resets).toBeGreaterThanOrEqual(messages / 100);
});

test.for(['up', 'down'] as const)('a line that carries nothing %s any more is noticed by its silence and replaced', { timeout }, async (direction, context) => {
  const line = await behindProxy(context, { deadLinkMs: 500, commandTimeoutMs: 200 });
  const deadLinks = (): number => line.fleet.clients.reduce((sum, client) => sum + client.deadLinks, 0);
  for (let hole = 0; hole < scale(2, 50); hole += 1) {
    const before = deadLinks();
    for (let count = 0; count < 20; count += 1) line.fleet.sendOne();
    line.proxy.blackHole[direction] = true;
    line.run.step(`hole ${hole} ${direction}`);
    for (let count = 0; count < 20; count += 1) line.fleet.sendOne();
    await until('silence to be noticed', 10_000, () => deadLinks() > before);
    line.proxy.blackHole[direction] = false;
    await line.fleet.settle(20_000);
  }
  await everythingArrives(line, `black holes ${direction}, ${deadLinks()} dead links noticed`);
});
