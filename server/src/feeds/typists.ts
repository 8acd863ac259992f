import { randomBytes } from 'node:crypto';
import { awarenessMessage } from './feed-messages.ts';
import type { Subscriber } from './feed.ts';

interface Typist { client: number; clock: number; state: { user: string; typing: 'text' | 'voice' } | null }

/**
 * Who types in a conversation: awareness that the server alone writes, one entry per channel under an id of the server's choosing.
 * Nothing of a client's awareness but the kind of typing gets through.
 */
export class Typists {
  readonly #typists = new Map<Subscriber, Typist>();

  set(subscriber: Subscriber, state: Typist['state'], audience: Iterable<Subscriber>): void {
    const known = this.#typists.get(subscriber);
    if (!known?.state && state === null) return;
    const typist = known ?? { client: randomBytes(4).readUInt32LE(0), clock: 0, state };
    typist.clock += 1;
    typist.state = state;
    this.#typists.set(subscriber, typist);
    const message = awarenessMessage(typist.client, typist.clock, state);
    for (const other of audience) if (other !== subscriber) other.send(message);
  }

  leave(subscriber: Subscriber, audience: Iterable<Subscriber>): void {
    if (this.#typists.get(subscriber)?.state) this.set(subscriber, null, audience);
    this.#typists.delete(subscriber);
  }

  show(subscriber: Subscriber): void {
    for (const [other, { client, clock, state }] of this.#typists) {
      if (other !== subscriber && state) subscriber.send(awarenessMessage(client, clock, state));
    }
  }
}
