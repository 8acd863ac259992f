import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { LoadClient } from './load-client.ts';
import { openLoop, type Side, type Step } from './open-loop.ts';
import { ServerProcess } from './server-process.ts';

const isShort = process.argv.includes('--short');
const pairCount = isShort ? 50 : 500;
const measuredMs = isShort ? 1_000 : 3_000;
const steps = isShort ? [500, 1_000] : [2_000, 5_000, 8_000, 10_000, 12_000, 15_000];
const p99MaxMs = 100;
const round = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

// The load has the second core for itself: run again there.
if (!process.env['FOYER_BENCH_PINNED']) {
  const { status } = spawnSync('taskset', ['-c', '1', process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit', env: { ...process.env, FOYER_BENCH_PINNED: '1' },
  });
  process.exit(status ?? 1);
}

async function foyerPairs(url: string): Promise<{ pairs: [Side, Side][]; clients: LoadClient[] }> {
  const clients: LoadClient[] = [];
  const pairs: [Side, Side][] = [];
  for (let index = 0; index < pairCount; index += 1) {
    const couple = [new LoadClient(url), new LoadClient(url)] as const;
    for (const client of couple) await client.signIn();
    const { id } = await couple[0].post<{ id: string }>('/conversations', { kind: 'direct', with: couple[1].session.user.id });
    for (const client of couple) { await client.connect(); await client.watch(`conversation/${id}`); }
    const side = (client: LoadClient): Side => ({ send: (text) => { client.send(id, text); }, listen: (hear) => { client.onFrame = hear; } });
    pairs.push([side(couple[0]), side(couple[1])]);
    clients.push(...couple);
  }
  return { pairs, clients };
}

async function relayPairs(url: string): Promise<[Side, Side][]> {
  const pairs: [Side, Side][] = [];
  for (let index = 0; index < pairCount; index += 1) {
    const sockets = [0, 1].map(() => new WebSocket(`${url.replace('http', 'ws')}/${index}`, { perMessageDeflate: false }));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const sides = sockets.map((socket): Side => ({
      send: (text) => { socket.send(JSON.stringify({ id: 1, text })); },
      listen: (hear) => { socket.removeAllListeners('message'); socket.on('message', (data: Buffer) => { hear(data); }); },
    }));
    pairs.push(sides as [Side, Side]);
  }
  return pairs;
}

/** Climbs the steps until one fails; prints each. */
async function climb(name: string, server: ServerProcess, pairs: [Side, Side][], rates: readonly number[]): Promise<Step | undefined> {
  let best: Step | undefined;
  for (const rate of rates) {
    const cpuBefore = server.cpuUs();
    const step = await openLoop(pairs, rate, measuredMs);
    const isGood = step.lost === 0 && step.p99Ms < p99MaxMs;
    const cpuUs = (server.cpuUs() - cpuBefore) / (rate * (measuredMs + 700) / 1000);
    console.log(`${name}: ${rate}/s offered, ${round(step.delivered / step.seconds)}/s delivered, p50 ${round(step.p50Ms)} ms, p99 ${round(step.p99Ms)} ms, lost ${step.lost}, server CPU ${round(cpuUs)} µs per message${isGood ? '' : '  (fails)'}`);
    if (!isGood) break;
    best = step;
  }
  return best;
}

console.log(`machine: ${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, kernel ${release()}, Node ${process.version}; server on one core, load on the other`);
const relay = new ServerProcess([fileURLToPath(new URL('./relay.ts', import.meta.url))]);
await relay.start();
const yardstick = await climb('relay, keeps nothing', relay, await relayPairs(relay.url), [...steps, ...(isShort ? [] : [20_000, 25_000, 30_000])]);
await relay.stop();

const server = new ServerProcess();
const startedAt = performance.now();
await server.start();
await new LoadClient(server.url).signIn();
console.log(`start to first session: ${round(performance.now() - startedAt)} ms from TypeScript, RSS ${round(server.rssBytes() / 2 ** 20)} MB`);
const { pairs, clients } = await foyerPairs(server.url);
const best = await climb('foyer, durable', server, pairs, steps);
const acked = clients.reduce((sum, client) => sum + client.acked, 0);
const over = await openLoop(pairs, 2 * (best?.rate ?? steps[0] ?? 1), measuredMs);
const refused = clients.reduce((sum, client) => sum + client.refused, 0);
const ackedOver = clients.reduce((sum, client) => sum + client.acked, 0) - acked;
console.log(`foyer at twice that: ${round(over.delivered / over.seconds)}/s delivered, ${ackedOver} acknowledged, ${refused} refused, p99 ${round(over.p99Ms)} ms`);
console.log(`best: foyer ${best?.rate ?? 0}/s, relay ${yardstick?.rate ?? 0}/s, ratio ${((best?.rate ?? 0) / (yardstick?.rate ?? 1)).toFixed(2)}`);
await server.stop();
process.exit(0);
