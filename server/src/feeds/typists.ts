import { randomBytes } from 'node:crypto';
import type { TypingState } from '@foyer-chat/widget/protocol';
import type { Feed, Subscriber } from './feed.ts';
import { awarenessMessage } from './feed-messages.ts';

/** One who types on a channel, in one feed or in several: an entry of awareness under an id of the server's choosing. */
export class Typist {
  /** Is told nothing of itself. */
  readonly channel: Subscriber;
  readonly #client = randomBytes(4).readUInt32LE(0);
  #clock = 0;
  #states = new Map<Feed, TypingState>();

  constructor(channel: Subscriber) { this.channel = channel; }

  /** Types in these feeds, and in no others any more. Said again, it reaches who has begun to read meanwhile. */
  type(states: Map<Feed, TypingState>): void {
    const former = this.#states;
    this.#states = states;
    for (const feed of former.keys()) if (!states.has(feed)) feed.setTyping(this, null);
    // A slow reader's socket may end by what it is told, with this channel in it: `stop` then leaves nothing to go on with.
    for (const [feed, state] of states) feed.setTyping(this, state);
  }

  stop(): void {
    for (const feed of this.#states.keys()) feed.setTyping(this, null);
    this.#states.clear();
  }

  /** Its next word in a feed; `null` takes the last one back. */
  message(state: TypingState | null): Uint8Array {
    this.#clock += 1;
    return awarenessMessage(this.#client, this.#clock, state);
  }
}

/** Who types, as a feed tells its readers: awareness that the server alone writes. Of a client's, nothing but the kind of typing gets through. */
export class Typists {
  readonly #typing = new Map<Typist, Uint8Array>();

  set(typist: Typist, state: TypingState | null, audience: Iterable<Subscriber>): void {
    if (state === null && !this.#typing.has(typist)) return;
    const message = typist.message(state);
    if (state === null) this.#typing.delete(typist);
    else this.#typing.set(typist, message);
    for (const reader of audience) if (reader !== typist.channel) reader.send(message);
  }

  show(reader: Subscriber): void {
    for (const [{ channel }, message] of this.#typing) if (channel !== reader) reader.send(message);
  }
}
