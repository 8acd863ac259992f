import { conversationFeed, deskFeed, inboxFeed } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { isOnPostgres } from '../engine.ts';
import { runCli } from '../harness.ts';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { converse, countOf, upgraded, type Act } from './fuzz-connection.ts';
import { FuzzInputs } from './fuzz-inputs.ts';
import { FuzzRequests } from './fuzz-requests.ts';
import { LoadClient } from './load-client.ts';
import type { Stall } from './server-probe.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';
import { encodeFrame } from './ws-frames.ts';

/** On PostgreSQL it is about what the database makes of odd text and numbers. */
const inputs = isOnPostgres ? scale(10_000, 1_000_000) : scale(100_000, 10_000_000);
/** Access tokens live ten minutes. */
const renewedEveryMs = 4 * 60_000;
const lanes = 8;
const framesPerSocket = 40;
const longestBusyMs = 100;

test('no input ends the server, hangs it, or is answered with an internal error', { timeout: 60_000 + inputs * 5 }, async (context) => {
  const run = new FaultRun(context);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const server = await ServerProcess.start({ data: data.path, port: await steadyPort(run.random) });
  context.onTestFinished(() => server.kill());
  const [one, other] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
  const { id: conversation } = await one.openDirect(other);
  const witness = new LoadClient({ address: server, visitor: one, conversation, random: run.random });
  witness.start();
  context.onTestFinished(() => { witness.stop(); });

  const staff = await Visitor.setUpStaff(server, server.setupSecret);
  const customer = await arriveAsCustomer(server, data.path);
  const support = await customer.openSupport();
  for (const clientId of ['a', 'b', 'c']) await customer.request('POST', `/conversations/${support.id}/messages`, { clientId, content: { kind: 'text', text: 'hello' } });
  const attackers = [
    { who: other, conversation, feeds: [conversationFeed(conversation), inboxFeed] as const },
    { who: customer, conversation: support.id, feeds: [conversationFeed(support.id), inboxFeed] as const },
    { who: staff, conversation: support.id, feeds: [deskFeed, conversationFeed(support.id)] as const },
  ].map(({ who, ...place }) => {
    const world = { ...place, refreshToken: 'r'.repeat(43), user: who === other ? one.user : customer.user, staff: staff.user, get accessToken() { return who.accessToken; } };
    const fuzz = new FuzzInputs(run.random, world);
    return { who, world, fuzz, requests: new FuzzRequests(run.random, fuzz, world, server.origin) };
  });
  type Attacker = (typeof attackers)[number];
  const renewing = setInterval(() => { for (const { who } of attackers) who.refresh().catch((error: unknown) => { refusedRenewals.push(String(error)); }); }, renewedEveryMs);
  context.onTestFinished(() => { clearInterval(renewing); });
  const refusedRenewals: string[] = [];
  const internalErrors: string[] = [];
  const heardInAll = new Map<string, number>();
  let [done, connections] = [0, 0];

  const talk = async (...acts: Act[]): Promise<void> => {
    const heard = await converse(server.port, acts);
    for (const [what, count] of heard.counts) heardInAll.set(what, (heardInAll.get(what) ?? 0) + count);
    for (const [status] of heard.all.matchAll(/(?<=HTTP\/1\.1 )\d{3}/g)) heardInAll.set(status, (heardInAll.get(status) ?? 0) + 1);
    if (/HTTP\/1\.1 500|"code":"internal"/.test(heard.all)) internalErrors.push(acts.map(({ bytes }) => JSON.stringify(bytes.toString('latin1'))).join('\n'));
    if (server.hasExited) throw new Error(`the server ended: ${server.output}`);
    connections += 1;
  };
  const atOnce = (): boolean => true;
  /** Every command that is one is answered, before the socket is spoilt or left. */
  const overSocket = async ({ fuzz, requests }: Attacker): Promise<number> => {
    const frames = fuzz.frames(framesPerSocket);
    const [survived, last] = [frames.filter(({ kind }) => kind !== 'fatal'), frames.find(({ kind }) => kind === 'fatal')];
    const commandCount = survived.filter(({ kind }) => kind === 'command').length;
    const goodbye = encodeFrame({ opcode: 8, payload: Buffer.alloc(0) });
    await talk(
      { bytes: Buffer.concat([requests.upgrade(), fuzz.openings()]), until: atOnce },
      { bytes: Buffer.concat(survived.map(({ bytes }) => bytes)), until: (heard) => countOf(heard, 'opened') >= 2 },
      { bytes: Buffer.concat([last?.bytes ?? Buffer.alloc(0), goodbye]), until: (heard) => countOf(heard, 'ok', 'error') >= commandCount },
    );
    return frames.length;
  };
  const overRoom = async ({ fuzz, requests, world }: Attacker): Promise<number> => {
    await talk({ bytes: requests.upgrade(`/sync/${run.random.pick(world.feeds)}`), until: atOnce }, { bytes: fuzz.roomFrames(framesPerSocket), until: upgraded });
    return framesPerSocket;
  };
  const overHttp = async ({ requests }: Attacker): Promise<number> => {
    const count = run.random.integer(1, 10);
    await talk({ bytes: requests.conversation(count), until: atOnce, asksForEnd: true });
    return count;
  };
  const overTcp = async ({ requests }: Attacker): Promise<number> => {
    await talk({ bytes: run.random.chance(0.5) ? requests.badUpgrade() : requests.garbage(), until: atOnce });
    return 1;
  };
  const lane = async (): Promise<void> => {
    while (done < inputs) {
      const dice = run.random.next();
      // Not `done += await …`: that would add to what `done` was before.
      const count = await (dice < 0.35 ? overSocket : dice < 0.4 ? overRoom : dice < 0.8 ? overHttp : overTcp)(run.random.pick(attackers));
      done += count;
    }
  };

  // The first connections find everything cold.
  await Promise.all(Array.from({ length: 20 }, (_, index) => {
    const attacker = attackers[index % attackers.length] as Attacker;
    return overSocket(attacker).then(() => overHttp(attacker));
  }));
  await server.ask({ ask: 'stall' });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  const stall = await server.ask<Stall>({ ask: 'stall' });
  run.report(`fuzz: ${done} inputs over ${connections} connections in ${seconds.toFixed(0)} s, busy for ${stall.busyMs.toFixed(0)} ms at most, timers late by ${stall.delayP99Ms.toFixed(0)} ms (p99) to ${stall.delayMs.toFixed(0)} ms, ${internalErrors.length} internal errors`);
  run.report(`heard: ${[...heardInAll].sort().map(([what, count]) => `${what} ${count}`).join(', ')}`);

  expect(internalErrors).toEqual([]);
  expect(refusedRenewals).toEqual([]);
  expect(stall.busyMs).toBeLessThan(longestBusyMs);
  // Inputs that all bounce off the first check prove little.
  for (const what of ['ok', 'bad-request', 'not-found', 'opened', 'closed', 'pong', 'binary', 'close 1002', 'close 4400', '200', '201', '204', '400', '401', '403', '404']) expect(heardInAll.get(what) ?? 0, what).toBeGreaterThan(0);
  expect(await server.status('/readyz')).toBe(200);
  witness.send('still here');
  await until('an honest client to be heard', 5_000, () => witness.unackedCount === 0);
  expect(witness.log.faults).toEqual([]);
});

/** Somebody for whom the site has vouched. */
async function arriveAsCustomer(server: ServerProcess, directory: string): Promise<Visitor> {
  const { stdout } = await runCli(directory, ['site', 'set', 'demo', 'secret', 'new']);
  const secret = stdout.trim().split('\n').at(-1) ?? '';
  const identity = await new SignJWT({ name: 'Ada', email: 'ada@example.org' }).setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-1').setAudience('demo').setExpirationTime('4 minutes').sign(new TextEncoder().encode(secret));
  // The server looks once a second whether somebody has changed the site.
  return until('the customer to be let in', 10_000, () => Visitor.arrive(server, { identity }).catch(() => undefined));
}
