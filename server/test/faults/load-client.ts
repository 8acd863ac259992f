import {
  conversationFeed, decodeChannelFrame, encodeChannelFrame, errorTable, feedArrayName, limits, serverFrameSchema, subprotocol, tokenSubprotocol,
  type Change, type ServerFrame,
} from '@foyer-chat/widget/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import type { DeviceLog } from './checker.ts';
import type { Random } from './random.ts';
import type { Address, Visitor } from './visitor.ts';

/** y-websocket's message type for sync. */
const syncMessage = 0;
const final = (code: number): boolean => code >= 4400 && code < 4500;

export interface LoadClientOptions {
  address: Address;
  visitor: Visitor;
  conversation: string;
  random: Random;
  /** Commands on the wire at once. More than one keeps its order only while nothing is refused. */
  window?: number;
  commandTimeoutMs?: number;
  /** Silence after which the link counts as dead. */
  deadLinkMs?: number;
  /** What this device's clock is off by; shows in its client ids. */
  clockOffsetMs?: number;
}

/**
 * The least client that keeps the delivery promise: an outbox in memory, sent in order, again and again with the same client id
 * until acknowledged, over any number of connections; and a feed, followed with a stock Yjs document. It writes down what it
 * sent, what was acknowledged and what it saw, for `checker.ts`.
 */
export class LoadClient {
  readonly log: DeviceLog;
  /** Refusals that ask for a retry, by code. */
  readonly refusals = new Map<string, number>();
  /** Times the link was given up for silence. */
  deadLinks = 0;
  readonly #options: Required<LoadClientOptions>;
  readonly #unacked = new Map<string, string>();
  readonly #inFlight = new Map<number, { clientId: string; sentAt: number }>();
  #socket: WebSocket | undefined;
  #isOpen = false;
  #isRunning = false;
  #doc = this.#newCopy();
  #channel = 0;
  #nextCommand = 1;
  #heardAt = 0;
  #retryAt = 0;
  #reconnect: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(options: LoadClientOptions) {
    this.#options = { window: 8, commandTimeoutMs: 5_000, deadLinkMs: limits.deadLinkMs, clockOffsetMs: 0, ...options };
    this.log = { user: options.visitor.user, conversation: options.conversation, sent: [], acked: new Map(), seen: new Map(), faults: [] };
  }

  get unackedCount(): number { return this.#unacked.size; }
  get isConnected(): boolean { return this.#isOpen; }

  start(): void {
    this.#isRunning = true;
    this.#connect();
    this.#watch = setInterval(() => { this.#check(); }, 25);
  }

  stop(): void {
    this.#isRunning = false;
    clearInterval(this.#watch);
    clearTimeout(this.#reconnect);
    this.#socket?.terminate();
    this.#doc.destroy();
  }

  /** Puts a message into the outbox; it goes out by itself. */
  send(text: string): void {
    const { random, clockOffsetMs } = this.#options;
    const time = Math.max(0, Date.now() + clockOffsetMs).toString(16).padStart(12, '0');
    const clientId = `${time.slice(0, 8)}-${time.slice(8)}-7${random.bytes(10).toString('hex')}`;
    this.log.sent.push({ clientId, text });
    this.#unacked.set(clientId, text);
    this.#pump();
  }

  #connect(): void {
    const { address, visitor } = this.#options;
    const socket = new WebSocket(`${address.httpUrl.replace('http', 'ws')}/sync`, [subprotocol, tokenSubprotocol(visitor.accessToken)], {
      headers: { origin: address.origin }, perMessageDeflate: false, handshakeTimeout: 2_000,
    });
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      response.destroy();
      if (response.statusCode === 401) visitor.refresh().catch(() => undefined);
      else if (response.statusCode !== 503) this.log.faults.push(`upgrade refused: ${response.statusCode}`);
      socket.terminate();
      // ws leaves closing to whoever listens for this event, and then says nothing more.
      this.#lost(socket);
    });
    socket.on('open', () => {
      this.#isOpen = true;
      this.#inFlight.clear();
      this.#openFeed();
      this.#pump();
    });
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heardAt = performance.now();
      if (isBinary) this.#onFeed(data);
      else this.#onControl(v.parse(serverFrameSchema, JSON.parse(data.toString())) as ServerFrame);
    });
    socket.on('close', (code) => {
      if (final(code) && code !== 4401) this.log.faults.push(`socket closed for good: ${code}`);
      if (code === 4401) visitor.refresh().catch(() => undefined);
      this.#lost(socket);
    });
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#isOpen = false;
    this.#inFlight.clear();
    if (this.#isRunning) this.#reconnect = setTimeout(() => { this.#connect(); }, this.#options.random.integer(20, 150));
  }

  #openFeed(): void {
    this.#channel += 1;
    this.#say({ t: 'open', ch: this.#channel, feed: conversationFeed(this.#options.conversation) });
  }

  #onControl(frame: ServerFrame): void {
    switch (frame.t) {
      case 'opened': {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, syncMessage);
        sync.writeSyncStep1(encoder, this.#doc);
        this.#socket?.send(encodeChannelFrame(frame.ch, encoding.toUint8Array(encoder)));
        break;
      }
      case 'closed':
        if (frame.ch !== this.#channel) break;
        if (frame.code === 4410) this.#forget();
        else if (final(frame.code)) { this.log.faults.push(`feed closed for good: ${frame.code} ${frame.reason}`); break; }
        this.#openFeed();
        break;
      case 'ok': this.#onAck(frame.id, frame.result as { seq: number }); break;
      case 'error': this.#onRefusal(frame); break;
      case 'pong': break;
    }
  }

  #onAck(id: number, { seq }: { seq: number }): void {
    const command = this.#inFlight.get(id);
    if (!command) return;
    this.#inFlight.delete(id);
    const before = this.log.acked.get(command.clientId);
    if (before !== undefined && before !== seq) this.log.faults.push(`${command.clientId} acknowledged as ${before} and as ${seq}`);
    this.log.acked.set(command.clientId, seq);
    this.#unacked.delete(command.clientId);
    this.#pump();
  }

  #onRefusal({ id, error }: Extract<ServerFrame, { t: 'error' }>): void {
    const command = this.#inFlight.get(id);
    if (!command) return;
    this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
    if (!errorTable[error.code].retry) {
      this.log.faults.push(`${command.clientId} refused: ${error.code}`);
      this.#unacked.delete(command.clientId);
    }
    this.#inFlight.clear();
    this.#retryAt = performance.now() + (error.retryAfterMs ?? 50);
  }

  #onFeed(data: Buffer): void {
    const frame = decodeChannelFrame(data);
    if (!frame || frame.channel !== this.#channel) return;
    const decoder = decoding.createDecoder(frame.payload);
    if (decoding.readVarUint(decoder) !== syncMessage) return;
    sync.readSyncMessage(decoder, encoding.createEncoder(), this.#doc, this);
  }

  #newCopy(): Y.Doc {
    const doc = new Y.Doc();
    doc.getArray<Change>(feedArrayName).observe(({ changes }) => {
      for (const { insert } of changes.delta) {
        if (Array.isArray(insert)) for (const change of insert as Change[]) this.#see(change);
      }
    });
    return doc;
  }

  #see(change: Change): void {
    if (change.kind !== 'message') return;
    const { seq, clientId } = change.message;
    const before = this.log.seen.get(seq);
    if (before !== undefined && before !== clientId) this.log.faults.push(`seq ${seq} shown as ${before} and as ${clientId}`);
    this.log.seen.set(seq, clientId);
  }

  /** The feed started anew: the copy of its old life is worth nothing. */
  #forget(): void {
    this.#doc.destroy();
    this.#doc = this.#newCopy();
  }

  #pump(): void {
    if (!this.#isOpen || performance.now() < this.#retryAt) return;
    const onTheWire = new Set([...this.#inFlight.values()].map(({ clientId }) => clientId));
    for (const [clientId, text] of this.#unacked) {
      if (this.#inFlight.size >= this.#options.window) return;
      if (onTheWire.has(clientId)) continue;
      const id = this.#nextCommand;
      this.#nextCommand += 1;
      this.#inFlight.set(id, { clientId, sentAt: performance.now() });
      this.#say({ t: 'command', id, name: 'message.send', args: { conversation: this.#options.conversation, clientId, content: { kind: 'text', text } } });
    }
  }

  #check(): void {
    const now = performance.now();
    if (this.#socket && now - this.#heardAt > this.#options.deadLinkMs) {
      this.deadLinks += 1;
      this.#socket.terminate();
      return;
    }
    const [oldest] = this.#inFlight.values();
    if (oldest && now - oldest.sentAt > this.#options.commandTimeoutMs) this.#inFlight.clear();
    this.#pump();
  }

  #say(frame: object): void {
    this.#socket?.send(JSON.stringify(frame));
  }
}
