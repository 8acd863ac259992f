import type { Duplex } from 'node:stream';
import {
  clientFrameSchema, commands, conversationFeed, decodeChannelFrame, encodeChannelFrame, errorBodyOf, errorTable, FoyerError, isCommandName, limits, parseFeedName,
  type ClientFrame, type ErrorCode, type ServerFrame,
} from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { Feed } from '../feeds/feed.ts';
import type { FeedRegistry } from '../feeds/feed-registry.ts';
import type { CommandRunner, FeedTarget, RateGate, Rooms, Session } from '../services/ports.ts';
import { Channel } from './channel.ts';
import type { CommandGuard } from './command-guard.ts';
import { explain, type FaultLog } from './explain.ts';
import { binaryHead, pingFrame, pongFrame, textFrame, Wire, type Flusher } from './wire.ts';

const maxBadFrames = 3;
const maxCommandsInFlight = 64;
const closeGraceMs = 5_000;
const maxSilentBeats = 4;
const noPrefix = new Uint8Array();
const pong = textFrame('{"t":"pong"}');
const pongAndPing = Buffer.concat([pong, pingFrame]);
/** Of a command that is turned away unread, only its id matters. */
const commandId = /^\{"t":"command","id":(\d{1,16}),/;

export interface ConnectionParts {
  rooms: Rooms; commands: CommandRunner; rates: RateGate; feeds: FeedRegistry; flusher: Flusher; guard: CommandGuard;
  logger: FaultLog;
  /** A channel or a socket ended because it reads too slowly. */
  onSlowReader(): void;
}

/** Who is at the other end. */
export interface Peer { readonly session: Session; readonly network: string; readonly ws: WebSocket; readonly socket: Duplex }

/** One open socket: control frames, channels and commands of one session. A plain room is a socket with the one channel 0. */
export class Connection {
  readonly session: Session;
  readonly #network: string;
  readonly #ws: WebSocket;
  readonly #wire: Wire;
  readonly #parts: ConnectionParts;
  readonly #channels = new Map<number, Channel>();
  /** Channels that wait for their feed. Each asking is an object of its own: a number may be let go and asked for again meanwhile. */
  readonly #opening = new Map<number, { feedName: string }>();
  #lookups = 0;
  readonly #isRoom: boolean;
  #silentBeats = 0;
  #badFrames = 0;
  #inFlight = 0;
  #isClosing = false;
  #isFinishing = false;
  #onQuiet: (() => void) | undefined;

  constructor({ session, network, ws, socket }: Peer, parts: ConnectionParts, isRoom: boolean) {
    this.session = session;
    this.#network = network;
    this.#ws = ws;
    this.#wire = new Wire(socket, parts.flusher);
    this.#parts = parts;
    this.#isRoom = isRoom;
  }

  /** Joins the feed of a plain room. */
  joinRoom(target: FeedTarget, feed: Feed): void { this.#join(0, target, feed); }

  receive(data: Buffer, isBinary: boolean): void {
    this.#silentBeats = 0;
    if (this.#isClosing) return;
    if (this.#isRoom) {
      if (isBinary) this.#channels.get(0)?.receive(data);
      else this.#bad();
      return;
    }
    if (!isBinary) { this.#receiveText(data.toString()); return; }
    const frame = decodeChannelFrame(data);
    if (frame) this.#channels.get(frame.channel)?.receive(frame.payload);
    else this.#bad();
  }

  ping(data: Buffer): void {
    this.#silentBeats = 0;
    this.#push(pongFrame(data));
  }

  pong(): void { this.#silentBeats = 0; }

  /** Every `limits.heartbeatMs`: a word to the client, or the end of one that has not answered the last few. */
  heartbeat(): void {
    this.#silentBeats += 1;
    if (this.#silentBeats > maxSilentBeats) { this.#ws.terminate(); return; }
    this.#push(this.#isRoom ? pingFrame : pongAndPing);
    for (const channel of this.#channels.values()) channel.heartbeat();
  }

  /** Resolves when the socket is closed. */
  gone(): Promise<void> { return new Promise((resolve) => { this.#ws.once('close', () => { resolve(); }); }); }

  close(code: ErrorCode): void {
    if (this.#isClosing) return;
    this.closed();
    this.#wire.flush();
    this.#ws.close(errorTable[code].closeCode, code);
    setTimeout(() => { this.#ws.terminate(); }, closeGraceMs).unref();
  }

  /** Nothing is said any more: the socket is gone, or its close frame is the last word. */
  closed(): void {
    this.#isClosing = true;
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.#opening.clear();
    this.#onQuiet?.();
  }

  endConversation(uid: string): void {
    for (const [ch, { feedName }] of this.#opening) {
      if (feedName !== conversationFeed(uid)) continue;
      this.#opening.delete(ch);
      this.#sendClosed(ch, 'not-found');
    }
    for (const channel of this.#channels.values()) {
      if (channel.target.kind === 'conversation' && channel.target.uid === uid) channel.end('not-found');
    }
  }

  /** Takes no new commands; resolves when those under way are answered. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    if (this.#inFlight > 0) await new Promise<void>((resolve) => { this.#onQuiet = resolve; });
  }

  #receiveText(text: string): void {
    if (this.#parts.guard.isFull) {
      const id = commandId.exec(text)?.[1];
      if (id !== undefined) { this.#fail(Number(id), this.#parts.guard.refusal()); return; }
    }
    const frame = parseFrame(text);
    switch (frame?.t) {
      case 'command': this.#run(frame); return;
      case 'open': void this.#open(frame.ch, frame.feed); return;
      case 'close': this.#leave(frame.ch); return;
      case 'ping': this.#push(pong); return;
      default: this.#bad();
    }
  }

  #bad(): void {
    this.#badFrames += 1;
    if (this.#badFrames >= maxBadFrames) this.close('bad-request');
  }

  #run({ id, name, args }: Extract<ClientFrame, { t: 'command' }>): void {
    if (this.#isFinishing) { this.#fail(id, new FoyerError('draining')); return; }
    if (!isCommandName(name)) { this.#fail(id, new FoyerError('bad-request', { message: 'There is no such command.' })); return; }
    const parsed = v.safeParse(commands[name].args, args);
    if (!parsed.success) {
      const isTooLarge = parsed.issues.some((issue) => issue.message === 'too-large');
      this.#fail(id, new FoyerError(isTooLarge ? 'too-large' : 'bad-request', { details: v.flatten<never>(parsed.issues as never) }));
      return;
    }
    this.#inFlight += 1;
    this.#parts.guard.begin();
    if (this.#inFlight === maxCommandsInFlight) this.#ws.pause();
    let running: Promise<unknown>;
    try {
      if (name === 'message.send') this.#parts.rates.take('ip-send', this.#network);
      running = this.#parts.commands.run(this.session, name, parsed.output as never);
    } catch (error) { running = Promise.reject(error); }
    running.then(
      (result) => { this.#done(); this.#send({ t: 'ok', id, result }); },
      (error: unknown) => { this.#done(); this.#fail(id, error); },
    );
  }

  #done(): void {
    this.#parts.guard.end();
    if (this.#inFlight === maxCommandsInFlight) this.#ws.resume();
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#onQuiet?.();
  }

  #fail(id: number, cause: unknown): void {
    this.#send({ t: 'error', id, error: errorBodyOf(explain(cause, 'a command failed', this.#parts.logger)) });
  }

  async #open(ch: number, feedName: string): Promise<void> {
    if (this.#channels.has(ch) || this.#opening.has(ch)) { this.#bad(); return; }
    if (this.#channels.size + this.#lookups >= limits.channelsPerSocket) { this.#sendClosed(ch, 'too-many-channels'); return; }
    const asked = { feedName };
    this.#opening.set(ch, asked);
    this.#lookups += 1;
    const isWanted = (): boolean => this.#opening.get(ch) === asked;
    try {
      const address = parseFeedName(feedName);
      if (!address) throw new FoyerError('not-found');
      this.#parts.rates.take('read', this.session.deviceId);
      const target = await this.#parts.rooms.open(this.session, address);
      if (!isWanted()) return;
      await this.#parts.feeds.open(target, (feed) => {
        if (!isWanted()) return;
        this.#send({ t: 'opened', ch });
        this.#join(ch, target, feed);
      });
    } catch (error) {
      const { code } = explain(error, 'a feed could not be opened', this.#parts.logger);
      // 4429 would be final for a provider; who asks too often is to come back later.
      if (isWanted()) this.#sendClosed(ch, code === 'rate-limited' ? 'overloaded' : code);
    } finally {
      this.#lookups -= 1;
      if (isWanted()) this.#opening.delete(ch);
    }
  }

  #join(ch: number, target: FeedTarget, feed: Feed): void {
    const prefix = this.#isRoom ? noPrefix : encodeChannelFrame(ch, noPrefix);
    this.#channels.set(ch, new Channel({
      session: this.session, target, feed, rates: this.#parts.rates,
      lists: () => this.#listsOf(target),
      write: (message) => { this.#writeChannel(ch, prefix, message); },
      onEnd: (code) => {
        this.#channels.delete(ch);
        if (this.#isRoom) this.close(code);
        else this.#sendClosed(ch, code);
      },
    }));
  }

  #listsOf(target: FeedTarget): Feed[] | undefined {
    if (target.kind !== 'conversation') return [];
    return this.#parts.rooms.listsOf(target.id, this.session.userId)?.flatMap((list) => this.#parts.feeds.list(list) ?? []);
  }

  /** A reader who is behind loses the channel and joins again later. */
  #writeChannel(ch: number, prefix: Uint8Array, message: Uint8Array): void {
    if (this.#wire.waitingBytes > limits.slowReaderPauseBytes) {
      this.#parts.onSlowReader();
      this.#channels.get(ch)?.end('slow-reader');
      return;
    }
    this.#push(binaryHead(prefix, message.length));
    this.#push(message);
  }

  /** The one way out. A reader who is far behind, while it asks for more answers, loses the socket. */
  #push(part: Uint8Array): void {
    if (this.#isClosing) return;
    if (this.#wire.waitingBytes > limits.slowReaderCloseBytes) {
      this.#parts.onSlowReader();
      this.close('slow-reader');
      return;
    }
    this.#wire.push(part);
  }

  #leave(ch: number): void {
    this.#opening.delete(ch);
    this.#channels.get(ch)?.close();
    this.#channels.delete(ch);
  }

  #sendClosed(ch: number, code: ErrorCode): void { this.#send({ t: 'closed', ch, code: errorTable[code].closeCode, reason: code }); }
  #send(frame: ServerFrame): void { this.#push(textFrame(JSON.stringify(frame))); }
}

function parseFrame(text: string): ClientFrame | undefined {
  try {
    const parsed = v.safeParse(clientFrameSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
