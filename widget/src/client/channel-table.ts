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
  /** The way is free. The server has not agreed yet: what is sent now leaves together with the wish to open. */
  opened(): void;
  message(payload: Uint8Array): void;
  /** The end; the link is dead. */
  closed(code: number, reason: string): void;
}

export interface Channels {
  open(feed: string, events: ChannelEvents): ChannelLink;
}

interface Channel { feed: string; events: ChannelEvents; isOpen: boolean }

/** A y-websocket awareness update of nobody: keeps its 30 s watchdog quiet and means nothing. */
const nothingNew = Uint8Array.of(1, 1, 0);

/** The channels of the shared socket. Those opened while there is none wait for it; those that were open end with it. */
export class ChannelTable implements Channels {
  readonly #wire: { send: (frame: ClientFrame) => void; sendBinary: (frame: Uint8Array<ArrayBuffer>) => void };
  readonly #channels = new Map<number, Channel>();
  #last = 0;
  #isOnline = false;

  constructor(wire: { send: (frame: ClientFrame) => void; sendBinary: (frame: Uint8Array<ArrayBuffer>) => void }) { this.#wire = wire; }

  open(feed: string, events: ChannelEvents): ChannelLink {
    this.#last += 1;
    const number = this.#last;
    this.#channels.set(number, { feed, events, isOpen: false });
    if (this.#isOnline) queueMicrotask(() => { this.#start(number); });
    return {
      send: (payload) => { if (this.#channels.get(number)?.isOpen) this.#wire.sendBinary(encodeChannelFrame(number, payload)); },
      close: () => {
        const wasOpen = this.#channels.get(number)?.isOpen;
        if (this.#channels.delete(number) && wasOpen) this.#wire.send({ t: 'close', ch: number });
      },
    };
  }

  online(): void {
    this.#isOnline = true;
    for (const number of Array.from(this.#channels.keys())) this.#start(number);
  }

  offline(code: number, reason: string): void {
    this.#isOnline = false;
    for (const [number, channel] of Array.from(this.#channels)) {
      if (channel.isOpen) this.closed(number, code, reason);
    }
  }

  message(number: number, payload: Uint8Array): void {
    const channel = this.#channels.get(number);
    if (channel?.isOpen) channel.events.message(payload);
  }

  closed(number: number, code: number, reason: string): void {
    const channel = this.#channels.get(number);
    this.#channels.delete(number);
    channel?.events.closed(code, reason);
  }

  keepAlive(): void {
    for (const number of this.#channels.keys()) this.message(number, nothingNew);
  }

  #start(number: number): void {
    const channel = this.#channels.get(number);
    if (!channel || channel.isOpen || !this.#isOnline) return;
    channel.isOpen = true;
    this.#wire.send({ t: 'open', ch: number, feed: channel.feed });
    channel.events.opened();
  }
}
