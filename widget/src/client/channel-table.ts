import { encodeChannelFrame, type ClientFrame } from '../protocol/frames.ts';

/** One feed over the shared socket, for whoever opened it. */
export interface ChannelLink {
  /** Only after `opened`. */
  send(payload: Uint8Array): void;
  /** Nothing is called back after this. */
  close(): void;
}

/** Never called before `open` has returned. */
export interface ChannelEvents {
  /** The server has agreed. */
  opened(): void;
  message(payload: Uint8Array): void;
  /** The end; the link is dead. */
  closed(code: number, reason: string): void;
}

export interface Channels {
  open(feed: string, events: ChannelEvents): ChannelLink;
}

interface Channel { feed: string; events: ChannelEvents; state: 'waiting' | 'asked' | 'open' }

/** A y-websocket awareness update of nobody: keeps its 30 s watchdog quiet and means nothing. */
const nothingNew = Uint8Array.of(1, 1, 0);

/**
 * The channels of the shared socket: waiting (for the socket) ─▶ asked ─▶ open ─▶ closed. When the socket is lost, open ones end,
 * and asked ones wait again. Nothing is sent before the server has agreed: it looks up the feed first and would not hear it.
 */
export class ChannelTable implements Channels {
  readonly #wire: { send: (frame: ClientFrame) => void; sendBinary: (frame: Uint8Array<ArrayBuffer>) => void };
  readonly #channels = new Map<number, Channel>();
  #last = 0;
  #isOnline = false;

  constructor(wire: { send: (frame: ClientFrame) => void; sendBinary: (frame: Uint8Array<ArrayBuffer>) => void }) { this.#wire = wire; }

  open(feed: string, events: ChannelEvents): ChannelLink {
    this.#last += 1;
    const number = this.#last;
    this.#channels.set(number, { feed, events, state: 'waiting' });
    if (this.#isOnline) this.#ask(number);
    return {
      send: (payload) => { if (this.#channels.get(number)?.state === 'open') this.#wire.sendBinary(encodeChannelFrame(number, payload)); },
      close: () => {
        const state = this.#channels.get(number)?.state ?? 'waiting';
        this.#channels.delete(number);
        if (state !== 'waiting') this.#wire.send({ t: 'close', ch: number });
      },
    };
  }

  online(): void {
    this.#isOnline = true;
    for (const number of this.#channels.keys()) this.#ask(number);
  }

  offline(code: number, reason: string): void {
    this.#isOnline = false;
    for (const [number, channel] of Array.from(this.#channels)) {
      if (channel.state === 'open') this.closed(number, code, reason);
      else channel.state = 'waiting';
    }
  }

  opened(number: number): void {
    const channel = this.#channels.get(number);
    if (channel?.state !== 'asked') return;
    channel.state = 'open';
    channel.events.opened();
  }

  message(number: number, payload: Uint8Array): void {
    const channel = this.#channels.get(number);
    if (channel?.state === 'open') channel.events.message(payload);
  }

  closed(number: number, code: number, reason: string): void {
    const channel = this.#channels.get(number);
    this.#channels.delete(number);
    channel?.events.closed(code, reason);
  }

  keepAlive(): void {
    for (const number of this.#channels.keys()) this.message(number, nothingNew);
  }

  #ask(number: number): void {
    const channel = this.#channels.get(number);
    if (channel?.state !== 'waiting') return;
    channel.state = 'asked';
    this.#wire.send({ t: 'open', ch: number, feed: channel.feed });
  }
}
