import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { ChannelEvents, ChannelLink, Channels } from './channel-table.ts';
import { Store } from './store.ts';

/** A varuint length and the bytes; short enough here for one byte each. */
const withLength = (bytes: Uint8Array): number[] => {
  if (bytes.length > 127) return [(bytes.length & 0x7f) | 0x80, bytes.length >>> 7, ...bytes];
  return [bytes.length, ...bytes];
};

/** For tests: a server of one feed whose channels are under the test's thumb. Answers sync step 1 and drops all else, as ours does. */
export class FakeFeed implements Channels {
  doc = new Doc();
  readonly opens: string[] = [];
  readonly heard: number[][] = [];
  readonly count = new Store(0);
  /** What the next channels are told at once instead of an answer. */
  refuseWith: number | undefined;
  readonly #live = new Set<ChannelEvents>();

  open(feed: string, events: ChannelEvents): ChannelLink {
    this.opens.push(feed);
    let isOpen = true;
    queueMicrotask(() => {
      if (!isOpen) return;
      this.#live.add(events);
      events.opened();
      if (this.refuseWith !== undefined) this.#end(events, this.refuseWith);
      this.count.set(this.count.value + 1);
    });
    return {
      send: (payload) => {
        this.heard.push([...payload]);
        if (payload[0] !== 0 || payload[1] !== 0) return;
        queueMicrotask(() => { if (this.#live.has(events)) events.message(Uint8Array.from([0, 1, ...withLength(encodeStateAsUpdate(this.doc, payload.slice(3)))])); });
      },
      close: () => { isOpen = false; this.#live.delete(events); },
    };
  }

  append(...entries: unknown[]): void {
    const before = encodeStateVector(this.doc);
    this.doc.getArray('log').push(entries);
    const update = Uint8Array.from([0, 2, ...withLength(encodeStateAsUpdate(this.doc, before))]);
    for (const events of this.#live) events.message(update);
  }

  send(frame: number[]): void { for (const events of this.#live) events.message(Uint8Array.from(frame)); }
  end(code: number): void { for (const events of this.#live) this.#end(events, code); }

  #end(events: ChannelEvents, code: number): void {
    this.#live.delete(events);
    events.closed(code, '');
  }
}
