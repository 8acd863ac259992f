import { setTimeout as delay } from 'node:timers/promises';
import { findViolations, type Reading } from './checker.ts';
import { LoadClient, type LoadClientOptions } from './load-client.ts';
import type { Random } from './random.ts';
import { until } from './until.ts';
import { Visitor, type Address } from './visitor.ts';

const tenYearsMs = 10 * 365 * 86_400_000;

export interface FleetOptions {
  /** Where the clients connect; may lead through a proxy. */
  address: Address;
  /** Where sessions are made and history is read at the end; the server itself. */
  direct?: Address;
  pairs: number;
  random: Random;
  client?: Partial<LoadClientOptions>;
}

/** Visitors in pairs, each pair writing to one another in a conversation of its own. */
export class Fleet {
  readonly clients: readonly LoadClient[];
  readonly #members: readonly { visitor: Visitor; conversation: string }[];
  readonly #random: Random;
  #load: NodeJS.Timeout | undefined;
  #sentCount = 0;

  private constructor(members: Fleet['clients'], seats: readonly { visitor: Visitor; conversation: string }[], random: Random) {
    this.clients = members;
    this.#members = seats;
    this.#random = random;
  }

  /** Sessions and conversations exist and every client is connected when it resolves. Half of the clocks are up to ten years off. */
  static async gather({ address, direct = address, pairs, random, client = {} }: FleetOptions): Promise<Fleet> {
    const seats: { visitor: Visitor; conversation: string }[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      const [one, other] = await Promise.all([Visitor.arrive(direct), Visitor.arrive(direct)]);
      const { id } = await one.openDirect(other);
      seats.push({ visitor: one, conversation: id }, { visitor: other, conversation: id });
    }
    const clients = seats.map(({ visitor, conversation }, index) => new LoadClient({
      address, visitor, conversation, random, clockOffsetMs: index % 2 === 0 ? 0 : random.integer(-tenYearsMs, tenYearsMs), ...client,
    }));
    const fleet = new Fleet(clients, seats, random);
    for (const member of clients) member.start();
    await until('all clients to connect', 10_000, () => clients.every(({ isConnected }) => isConnected));
    return fleet;
  }

  get sentCount(): number { return this.#sentCount; }
  get ackedCount(): number { return this.clients.reduce((sum, { log }) => sum + log.acked.size, 0); }
  get unackedCount(): number { return this.clients.reduce((sum, { unackedCount }) => sum + unackedCount, 0); }

  /** Everybody writes from time to time until `fallSilent()`. */
  startWriting(messagesPerSecond: number): void {
    const stepMs = 10;
    this.#load = setInterval(() => {
      // A fleet that cannot get rid of what it wrote does not write more.
      if (this.unackedCount > 50 * this.clients.length) return;
      for (let due = messagesPerSecond * stepMs / 1000; due > 0; due -= 1) {
        if (this.#random.chance(Math.min(1, due))) this.sendOne();
      }
    }, stepMs);
  }

  sendOne(text?: string): void {
    this.#sentCount += 1;
    this.#random.pick(this.clients).send(text ?? `message ${this.#sentCount}`);
  }

  fallSilent(): void {
    clearInterval(this.#load);
  }

  /** Resolves when every message that was sent is acknowledged. */
  async settle(deadlineMs: number): Promise<void> {
    this.fallSilent();
    await until('every message to be acknowledged', deadlineMs, () => this.unackedCount === 0);
  }

  /** What the checker finds wrong, each conversation read by each of its members. */
  async violations(): Promise<string[]> {
    const readings: Reading[] = [];
    for (const { visitor, conversation } of this.#members) {
      readings.push({ conversation, reader: visitor.user, messages: await visitor.history(conversation) });
      await delay(0);
    }
    return findViolations(this.clients.map(({ log }) => log), readings);
  }

  disband(): void {
    this.fallSilent();
    for (const client of this.clients) client.stop();
  }
}
