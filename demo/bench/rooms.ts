import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LoadClient, many } from './load-client.ts';
import type { Side, Step } from './open-loop.ts';
import { round, table } from './report.ts';

export interface Rooms { rooms: Side[][]; clients: LoadClient[] }

const sideOf = (client: LoadClient, conversation: string): Side => ({
  send: (text) => { client.send(conversation, text); },
  listen: (hear) => { client.onFrame = hear; },
});

async function watching(clients: readonly LoadClient[], conversation: string): Promise<Side[]> {
  return await Promise.all(clients.map(async (client) => {
    await client.connect();
    await client.watch(`conversation/${conversation}`);
    return sideOf(client, conversation);
  }));
}

/** Direct conversations whose two sides are online and watch. */
export async function foyerPairs(url: string, count: number): Promise<Rooms> {
  const clients: LoadClient[] = [];
  const rooms = await many(count, 8, async () => {
    const pair = await Promise.all([LoadClient.arrive(url), LoadClient.arrive(url)]);
    const { id } = await pair[0].request<{ id: string }>('POST', '/conversations', { kind: 'direct', with: pair[1].user });
    clients.push(...pair);
    return watching(pair, id);
  });
  return { rooms, clients };
}

/** One group whose members are all online and watch. */
export async function foyerGroup(url: string, size: number): Promise<Rooms> {
  const clients = await many(size, 16, () => LoadClient.arrive(url));
  const [owner, ...members] = clients;
  if (!owner) throw new Error('A group needs somebody');
  const { id } = await owner.request<{ id: string }>('POST', '/conversations', { kind: 'group', title: 'Load', members: members.map(({ user }) => user) });
  return { rooms: [await watching(clients, id)], clients };
}

/** The same at the yardstick. */
export async function relayRooms(url: string, count: number, size: number): Promise<Side[][]> {
  return await many(count, 8, (room) => many(size, size, async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/${room}`, { perMessageDeflate: false });
    await once(socket, 'open');
    let hear: (frame: Buffer) => void = () => {};
    socket.on('message', (data: Buffer) => { hear(data); });
    return { send: (text: string) => { socket.send(`{"id":1,"text":"${text}"}`); }, listen: (next: (frame: Buffer) => void) => { hear = next; } };
  }));
}

/**
 * Climbs until a rate fails three times (others may be at work), and prints every try but the first, which warms both sides up. `best`: the last step that was
 * good; `busiest`: the one that delivered most, good or not.
 */
export async function climb(
  what: string, rates: readonly number[], p99MaxMs: number, run: (messagesPerSecond: number) => Promise<Step>,
): Promise<{ best: { rate: number; step: Step } | undefined; busiest: Step | undefined }> {
  console.log(`\n${what}\n`);
  const row = table('offered/s', 'delivered/s', 'p50 ms', 'p99 ms', 'longest ms', 'lost', 'server CPU µs per delivery', 'server, load, other work (cores)', '');
  let best: { rate: number; step: Step } | undefined;
  let busiest: Step | undefined;
  await run(rates[1] ?? rates[0] ?? 1);
  for (const rate of rates) {
    let isGood = false;
    for (let attempt = 0; attempt < 3 && !isGood; attempt += 1) {
      const step = await run(rate);
      isGood = step.missing === 0 && step.p99Ms < p99MaxMs;
      const cores = [step.serverCores, step.loadCores, step.otherCores].map((share) => share.toFixed(2)).join(', ');
      row(round(step.offered), round(step.delivered), round(step.p50Ms), round(step.p99Ms), round(step.maxMs), String(step.missing), round(step.cpuUsPerDelivery), cores, isGood ? 'holds' : '');
      if (isGood) best = { rate, step };
      if (step.delivered > (busiest?.delivered ?? 0)) busiest = step;
    }
    if (!isGood) break;
  }
  return { best, busiest };
}
