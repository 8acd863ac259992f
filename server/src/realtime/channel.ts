import { typingSchema, type ErrorCode, type TypingState } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { emptyAwareness, readClientMessage } from '../feeds/feed-messages.ts';
import type { Feed, Subscriber } from '../feeds/feed.ts';
import { Typist } from '../feeds/typists.ts';
import type { FeedTarget, RateGate, Session } from '../services/ports.ts';

const maxStrikes = 3;

interface ChannelParts {
  session: Session; target: FeedTarget; feed: Feed; rates: RateGate;
  /** Feeds that show in a list who types in this conversation; `undefined`: nobody is to be told, in the conversation neither. */
  lists(): Feed[] | undefined;
  write(message: Uint8Array): void;
  /** Ends the channel: told once, by the channel itself. */
  onEnd(code: ErrorCode): void;
}

/** One watched feed of one socket: speaks y-websocket's protocol, reads only. */
export class Channel implements Subscriber {
  readonly #parts: ChannelParts;
  #strikes = 0;
  #awarenessClient: number | undefined;
  #typist: Typist | undefined;
  #isOpen = true;

  constructor(parts: ChannelParts) {
    this.#parts = parts;
    parts.feed.subscribe(this);
  }

  get target(): FeedTarget { return this.#parts.target; }

  send(message: Uint8Array): void { if (this.#isOpen) this.#parts.write(message); }
  restart(): void { this.end('stale-epoch'); }
  heartbeat(): void { this.send(emptyAwareness); }

  receive(bytes: Uint8Array): void {
    if (!this.#isOpen) return;
    const { session, feed, rates } = this.#parts;
    const message = readClientMessage(bytes);
    switch (message.kind) {
      case 'sync':
      case 'query-awareness': {
        try { rates.take('sync', session.deviceId); } catch { this.end('overloaded'); return; }
        if (message.kind === 'sync') {
          const answer = feed.answer(message.vector);
          if (!answer) { this.end('stale-epoch'); return; }
          this.send(answer);
        }
        feed.showTypists(this);
        return;
      }
      case 'awareness':
        this.#setTyping(message.client, message.state);
        return;
      case 'hearsay':
        return;
      case 'write':
        if (!message.isEmpty) this.#strike('read-only');
        return;
      case 'bad':
        this.#strike('bad-request');
    }
  }

  end(code: ErrorCode): void {
    if (!this.#isOpen) return;
    this.close();
    this.#parts.onEnd(code);
  }

  /** Leaves the feed without a word. */
  close(): void {
    this.#isOpen = false;
    this.#typist?.stop();
    this.#parts.feed.unsubscribe(this, Date.now());
  }

  /**
   * A stock provider announces `{}` of itself, which is nobody typing, and repeats to the server what it hears of others:
   * only entries under the id that first said it types are its user's.
   */
  #setTyping(client: number, state: unknown): void {
    const { session, target, feed, rates, lists } = this.#parts;
    if (target.kind !== 'conversation') return;
    const typing = v.safeParse(typingSchema, state);
    if (typing.success) this.#awarenessClient ??= client;
    if (client !== this.#awarenessClient) return;
    if (!typing.success || session.isBlocked) { this.#typist?.stop(); return; }
    // Each is told to all members. Only the beginning is limited: an end without one is told to nobody.
    try { rates.take('typing', session.deviceId); } catch { return; }
    const listed = lists();
    if (!listed) { this.#typist?.stop(); return; }
    const told: TypingState = { user: session.user, typing: typing.output.typing };
    const toldInList: TypingState = { ...told, conversation: target.uid };
    this.#typist ??= new Typist(this);
    this.#typist.type(new Map([[feed, told], ...listed.map((list) => [list, toldInList] as const)]));
  }

  #strike(code: ErrorCode): void {
    this.#strikes += 1;
    if (this.#strikes >= maxStrikes) this.end(code);
  }
}
