import type { ConversationHandle, FoyerClient, TimelineItem } from '../../../widget/src/client/api.ts';
import { findViolations, type DeviceLog, type Reading } from './checker.ts';
import { headlessClient } from './headless.ts';
import type { Random } from './random.ts';
import { until } from './until.ts';
import type { Address } from './visitor.ts';

const tenYearsMs = 10 * 365 * 86_400_000;
/** Rows from the end that are looked at after each change; the whole thread is at the end. */
const watchedRows = 200;
/** The product waits half a second to half a minute before it comes back, drawn evenly; a server that is killed each second would hardly see it. */
const patience = 0.02;

/** The product's own client in one conversation, and what its thread has shown. */
class Seat {
  readonly log: DeviceLog;
  readonly client: FoyerClient;
  readonly side: ConversationHandle;
  /** Where each message was shown. */
  readonly #places = new Map<string, number>();

  constructor(client: FoyerClient, side: ConversationHandle) {
    this.client = client;
    this.side = side;
    this.log = { user: client.me.value?.id ?? '', conversation: side.id, sent: [], acked: new Map(), seen: new Map(), faults: [] };
    side.timeline.subscribe(({ items }) => { for (const item of items.slice(-watchedRows)) this.#note(item); });
  }

  get isSettled(): boolean { return this.client.status.value.name === 'online' && this.client.queued.value === 0; }
  get rows(): readonly TimelineItem[] { return this.side.timeline.value.items; }

  async send(text: string): Promise<void> {
    const { clientId } = await this.side.send({ kind: 'text', text });
    this.log.sent.push({ clientId, text });
  }

  /** The whole thread, as this client shows it. */
  async read(): Promise<Reading> {
    while (this.side.timeline.value.hasOlder) await this.side.loadOlder();
    for (const item of this.rows) this.#note(item);
    const messages = this.rows.map(({ message: { seq, clientId, from, at, content } }) => ({ seq, clientId, from, at, content }));
    return { conversation: this.side.id, reader: this.log.user, messages };
  }

  #note({ message, own, status, error }: TimelineItem): void {
    const { seen, acked, faults } = this.log;
    if (status === 'failed') faults.push(`${message.clientId} failed: ${error ?? ''}`);
    if (message.seq === 0) return;
    const place = this.#places.get(message.clientId);
    const former = seen.get(message.seq);
    if (place !== undefined && place !== message.seq) faults.push(`${message.clientId} shown at ${place} and at ${message.seq}`);
    if (former !== undefined && former !== message.clientId) faults.push(`${former} and ${message.clientId} shown at ${message.seq}`);
    this.#places.set(message.clientId, message.seq);
    seen.set(message.seq, message.clientId);
    if (own) acked.set(message.clientId, message.seq);
  }
}

/** Pairs of the product's own client, each pair in a conversation of its own, with its outbox, its back-off and its memory for a disk. */
export class HeadlessFleet {
  readonly #seats: readonly Seat[];
  readonly #random: Random;
  #load: NodeJS.Timeout | undefined;
  #sentCount = 0;

  private constructor(seats: readonly Seat[], random: Random) {
    this.#seats = seats;
    this.#random = random;
  }

  /** Every client is online, with its conversation open, when it resolves. Half of the clocks are up to ten years off. */
  static async gather({ address, pairs, random }: { address: Address; pairs: number; random: Random }): Promise<HeadlessFleet> {
    const { httpUrl, origin } = address;
    const seats: Seat[] = [];
    const online = async (offsetMs: number): Promise<FoyerClient> => {
      const client = await headlessClient({ httpUrl, origin }, { now: () => Date.now() + offsetMs, random: () => random.next() * patience });
      await client.start();
      await until('a client to be online', 20_000, () => client.status.value.name === 'online' && client.me.value !== undefined);
      return client;
    };
    for (let pair = 0; pair < pairs; pair += 1) {
      const [one, other] = await Promise.all([online(0), online(random.integer(-tenYearsMs, tenYearsMs))]);
      const side = await one.openConversation({ with: other.me.value?.id ?? '' });
      seats.push(new Seat(one, side), new Seat(other, await other.openConversation({ id: side.id })));
    }
    return new HeadlessFleet(seats, random);
  }

  get sentCount(): number { return this.#sentCount; }
  get ackedCount(): number { return this.#seats.reduce((sum, { log }) => sum + log.acked.size, 0); }

  /** Everybody writes from time to time, with a connection or without. */
  startWriting(messagesPerSecond: number): void {
    this.#load = setInterval(() => {
      this.#sentCount += 1;
      const text = `message ${this.#sentCount}`;
      const seat = this.#random.pick(this.#seats);
      seat.send(text).catch((error: unknown) => { seat.log.faults.push(`${text} was not taken: ${String(error)}`); });
    }, 1000 / messagesPerSecond);
  }

  fallSilent(): void { clearInterval(this.#load); }

  /** Resolves when every outbox is empty and both of each pair show the same number of messages. */
  async settle(deadlineMs: number): Promise<void> {
    this.fallSilent();
    await until('every outbox of the product to be empty', deadlineMs, () => this.#seats.every(({ isSettled }) => isSettled));
    const written = new Map<string, number>();
    for (const { log: { conversation, sent } } of this.#seats) written.set(conversation, (written.get(conversation) ?? 0) + sent.length);
    await until('every thread to show everything', deadlineMs, () =>
      this.#seats.every(({ rows, side }) => (rows.at(-1)?.message.seq ?? 0) >= (written.get(side.id) ?? 0) && rows.every(({ message }) => message.seq > 0)));
  }

  /** What the checker finds wrong in what these clients were told and have shown; the server is not asked. */
  async violations(): Promise<string[]> {
    const readings: Reading[] = [];
    for (const seat of this.#seats) readings.push(await seat.read());
    return findViolations(this.#seats.map(({ log }) => log), readings);
  }

  async disband(): Promise<void> {
    this.fallSilent();
    await Promise.all(this.#seats.map(({ client }) => client.stop()));
  }
}
