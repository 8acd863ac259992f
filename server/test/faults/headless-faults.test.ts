import { limits } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import type { ConversationHandle, FoyerClient, FoyerClientOptions } from '../../../widget/src/client/api.ts';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { headlessClient } from './headless.ts';
import { Random } from './random.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { chosenSeed, scale } from './test-scale.ts';
import { until } from './until.ts';
import { textOpcode, type WsFrame } from './ws-frames.ts';

const messages = scale(20, 500);
const timeout = 60_000 + messages * 5_000;
const tenYearsMs = 10 * 365 * 86_400_000;

const data = dataDirectory();
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ data: data.path, port: await steadyPort(new Random(chosenSeed())) });
});
afterAll(async () => {
  await server.kill();
  data.dispose();
});

const isText = (frame: WsFrame, part: string): boolean => frame.opcode === textOpcode && frame.payload.includes(part);

interface Couple { run: FaultRun; proxy: TcpProxy; ann: FoyerClient; bob: FoyerClient; annSide: ConversationHandle; bobSide: ConversationHandle }

/** Two clients with clocks of their own in one conversation, both behind one proxy. */
async function couple(context: TestContext, annOptions: Partial<FoyerClientOptions> = {}): Promise<Couple> {
  const run = new FaultRun(context);
  const proxy = await TcpProxy.open(server.port);
  const address = { httpUrl: proxy.httpUrl, origin: server.origin };
  const [ann, bob] = await Promise.all([
    headlessClient(address, annOptions), headlessClient(address, { now: () => Date.now() + tenYearsMs }),
  ]);
  context.onTestFinished(async () => { await Promise.all([ann.stop(), bob.stop()]); await proxy.close(); });
  await Promise.all([ann.start(), bob.start()]);
  await until('both to be online', 10_000, () => ann.status.value.name === 'online' && bob.status.value.name === 'online');
  const annSide = await ann.openConversation({ with: (await until('a name for bob', 5_000, () => bob.me.value)).id });
  const bobSide = await bob.openConversation({ id: annSide.id });
  return { run, proxy, ann, bob, annSide, bobSide };
}

const textsOf = (side: ConversationHandle, own: boolean): string[] => side.timeline.value.items
  .filter((item) => item.own === own).map(({ message }) => (message.content.kind === 'text' ? message.content.text : ''));
const seqsOf = (side: ConversationHandle): string => side.timeline.value.items.map(({ message }) => `${message.seq} ${message.clientId}`).join('\n');

/** Both write, and both come to show the same, each message once and in the order of its writer. */
async function everythingArrives({ ann, bob, annSide, bobSide }: Couple): Promise<void> {
  const wanted = (who: string): string[] => Array.from({ length: messages }, (_, index) => `${who} ${index}`);
  for (let index = 0; index < messages; index += 1) {
    await annSide.send({ kind: 'text', text: `ann ${index}` });
    await bobSide.send({ kind: 'text', text: `bob ${index}` });
  }
  await until('both outboxes to be empty', timeout - 30_000, () => ann.queued.value === 0 && bob.queued.value === 0);
  await until('both to show everything', 20_000, () =>
    [annSide, bobSide].every(({ timeline }) => timeline.value.items.length >= 2 * messages) && seqsOf(annSide) === seqsOf(bobSide));
  for (const [side, mine, theirs] of [[annSide, 'ann', 'bob'], [bobSide, 'bob', 'ann']] as const) {
    expect(textsOf(side, true)).toEqual(wanted(mine));
    expect(textsOf(side, false)).toEqual(wanted(theirs));
    for (const { own, status } of side.timeline.value.items) if (own) expect(['sent', 'delivered', 'read']).toContain(status);
  }
}

test('the client shows each message once and in order when commands double and lines break with the answer on them', { timeout }, async (context) => {
  const pair = await couple(context);
  let broken = 0;
  pair.proxy.faults = {
    judge: (direction, frame) => {
      if (direction === 'up') return isText(frame, '"t":"command"') && pair.run.random.chance(0.2) ? 'double' : 'pass';
      if (!isText(frame, '"t":"ok"') || !pair.run.random.chance(0.1)) return 'pass';
      broken += 1;
      return 'drop-and-reset';
    },
  };
  await everythingArrives(pair);
  pair.run.report(`headless: ${2 * messages} messages, ${broken} lines broken with an answer on them`);
});

test('the client understands a stream cut at every byte', { timeout }, async (context) => {
  const pair = await couple(context);
  pair.proxy.faults = { splitEveryByte: true };
  pair.proxy.reset();
  await everythingArrives(pair);
});

test('the client gives up a link that is silent for 35 s of its clock, and delivers over the next one', { timeout }, async (context) => {
  let aheadMs = 0;
  const pair = await couple(context, { now: () => Date.now() + aheadMs });
  const { ann, annSide, proxy } = pair;
  proxy.blackHole.down = true;
  await annSide.send({ kind: 'text', text: 'into the hole' });
  await until('the silence to be noticed', 15_000, () => {
    // Its clock runs on a hundred times as fast: what was still on the way may break the silence once.
    aheadMs += limits.deadLinkMs / 30;
    return ann.status.value.name !== 'online';
  });
  proxy.blackHole.down = false;
  await until('the message to be delivered', 40_000, () => ann.queued.value === 0);
  expect(textsOf(annSide, true)).toEqual(['into the hole']);
});
