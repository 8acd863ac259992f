import * as v from 'valibot';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { FoyerError } from '../protocol/errors.ts';
import { feedArrayName, typingStateSchema, type TypingState } from '../protocol/feeds.ts';
import { Backoff } from './backoff.ts';
import { channelServer, createChannelSocket } from './channel-socket.ts';
import type { Channels } from './channel-table.ts';
import { closeReason } from './close-codes.ts';

interface FeedEvents<E> {
  /** New entries of the log, in its order. After a new epoch the whole log comes again. */
  entries(entries: E[]): void;
  /** The log is complete as of now; again after every reconnect. */
  synced?(): void;
  /** All who type now, oneself included. */
  typing?(states: TypingState[]): void;
  /** There is no such feed for us (any more). Final. */
  refused?(error: FoyerError): void;
}

interface FeedParts<S extends v.GenericSchema> {
  name: string;
  schema: S;
  channels: Channels;
  events: FeedEvents<v.InferOutput<S>>;
  now: () => number;
  random: () => number;
}

/** An update that waits longer than this for one before it will wait for ever: y-websocket never asks again. */
const pendingMs = 2_000;

/** Reads one feed until `close()`. The document stays in here: local edits of a read-only document would stay as ghosts. */
export class Feed<S extends v.GenericSchema> {
  readonly #parts: FeedParts<S>;
  readonly #backoff: Backoff;
  #provider: WebsocketProvider | undefined;
  #typing: 'text' | 'voice' | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: FeedParts<S>) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    this.#join();
  }

  /** What others see of us typing. Null most of the time: a state costs every member a message each 15 s. */
  setTyping(kind: 'text' | 'voice' | null): void {
    if (kind === this.#typing) return;
    this.#typing = kind;
    this.#provider?.awareness.setLocalState(kind && { typing: kind });
  }

  /** For when the shared socket is back: joins now instead of at the provider's next attempt. */
  connect(): void {
    if (this.#provider?.shouldConnect) this.#provider.connect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#leave();
  }

  #join(): void {
    const { name, channels, events } = this.#parts;
    const doc = new Doc();
    const provider = new WebsocketProvider(channelServer, name, doc, {
      WebSocketPolyfill: createChannelSocket(channels), disableBc: true, connect: false,
    });
    this.#provider = provider;
    provider.awareness.setLocalState(this.#typing && { typing: this.#typing });
    doc.getArray<unknown>(feedArrayName).observe((event) => {
      const inserted = event.changes.delta.flatMap(({ insert }) => (Array.isArray(insert) ? insert as unknown[] : []));
      const entries = inserted.flatMap((entry) => {
        const parsed = v.safeParse(this.#parts.schema, entry);
        return parsed.success ? [parsed.output] : [];
      });
      if (entries.length > 0) events.entries(entries);
    });
    doc.on('afterTransaction', () => { this.#watchPending(doc); });
    provider.on('sync', (isSynced) => { if (isSynced) { this.#backoff.opened(); events.synced?.(); } });
    provider.on('closed', ({ code, reason }) => { this.#closed(new FoyerError(closeReason(code, reason))); });
    provider.awareness.on('change', () => {
      const states = [...provider.awareness.getStates()].filter(([client]) => client !== doc.clientID);
      events.typing?.(states.flatMap(([, state]) => (v.is(typingStateSchema, state) ? [state] : [])));
    });
    provider.connect();
  }

  #closed(error: FoyerError): void {
    this.#leave();
    if (error.canRetry) this.#timer = setTimeout(() => { this.#join(); }, error.code === 'stale-epoch' ? this.#backoff.next() / 10 : this.#backoff.next(error.retryAfterMs));
    else this.#parts.events.refused?.(error);
  }

  #leave(): void {
    const provider = this.#provider;
    this.#provider = undefined;
    clearTimeout(this.#pendingTimer);
    this.#pendingTimer = undefined;
    if (provider) this.#parts.events.typing?.([]);
    provider?.destroy();
    provider?.doc.destroy();
  }

  #watchPending(doc: Doc): void {
    if (doc.store.pendingStructs === null) {
      clearTimeout(this.#pendingTimer);
      this.#pendingTimer = undefined;
    } else {
      this.#pendingTimer ??= setTimeout(() => { this.#closed(new FoyerError('stale-epoch')); }, pendingMs);
    }
  }
}
