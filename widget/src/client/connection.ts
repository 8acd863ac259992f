import * as v from 'valibot';
import { resultSchema, type CommandArgs, type CommandName, type CommandResult } from '../protocol/commands.ts';
import { errorTable, FoyerError, type ErrorCode } from '../protocol/errors.ts';
import { decodeChannelFrame, serverFrameSchema, subprotocol, tokenSubprotocol, type ClientFrame, type ServerFrame } from '../protocol/frames.ts';
import * as limits from '../protocol/limits.ts';
import type { ConnectionStatus } from './api.ts';
import { Backoff } from './backoff.ts';
import { ChannelTable, type ChannelEvents, type ChannelLink, type Channels } from './channel-table.ts';
import { closeReason } from './close-codes.ts';
import { PendingCommands } from './pending-commands.ts';
import { Store } from './store.ts';
import { onWake } from './wake-signals.ts';

/** A socket constructor that may take headers, as `ws` does. */
type SocketConstructor = new (url: string, protocols: string[], options?: { headers: Record<string, string> }) => WebSocket;

interface ConnectionParts {
  server: string;
  /** As in `SessionKeeper`. */
  accessToken: (refused?: string) => Promise<string | undefined>;
  WebSocket: SocketConstructor;
  origin: string | undefined;
  now: () => number;
  random: () => number;
}

const handshakeMs = 15_000;
const probeMs = 5_000;
const silenceCheckMs = 1_000;
const lostCode = 1006;

/**
 * The one socket of this client, at `/sync`: commands and channels share it. Opens again by itself.
 *
 *  start ─▶ connecting ─▶ online ◀──▶ offline (waits, then tries again)        4401: one new token, then at once again
 *              │                        other 44xx that no retry mends ─▶ failed       no session, no way to begin one ─▶ signed-out
 */
export class Connection implements Channels {
  readonly status = new Store<ConnectionStatus>({ name: 'idle' });
  readonly isOnline = new Store(false);
  readonly #parts: ConnectionParts;
  readonly #backoff: Backoff;
  readonly #commands = new PendingCommands();
  readonly #channels: ChannelTable;
  /** Every attempt has a number; what belongs to an older one is ignored. */
  #attempt = 0;
  #socket: WebSocket | undefined;
  #token: string | undefined;
  #refusedToken: string | undefined;
  #hasRenewed = false;
  #heardAt = 0;
  #failedHandshakes = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #handshakeTimer: ReturnType<typeof setTimeout> | undefined;
  #probeTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setInterval> | undefined;
  #leaveWake: (() => void) | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    this.#channels = new ChannelTable({
      send: (frame) => { this.#send(JSON.stringify(frame)); },
      sendBinary: (frame) => { this.#send(frame); },
    });
  }

  start(): void {
    this.#leaveWake ??= onWake(() => { this.probe(); });
    this.status.set({ name: 'connecting', sinceAt: this.#parts.now() });
    void this.#connect();
  }

  stop(): void {
    this.#leaveWake?.();
    this.#leaveWake = undefined;
    this.#drop(lostCode, 'stopped');
    this.status.set({ name: 'idle' });
  }

  /** Ends the socket and opens another at once: the session is another one. */
  restart(): void {
    if (this.status.value.name === 'idle') return;
    this.#drop(lostCode, 'restarted');
    this.#refusedToken = undefined;
    this.#hasRenewed = false;
    this.start();
  }

  /** The world may have changed: proves the link in seconds, or tries at once to get one. */
  probe(): void {
    if (this.isOnline.value) {
      this.#send(JSON.stringify({ t: 'ping' } satisfies ClientFrame));
      this.#probeTimer ??= setTimeout(() => { this.#lost(lostCode, 'silent'); }, probeMs);
    } else if (this.#retryTimer !== undefined) {
      clearTimeout(this.#retryTimer);
      void this.#connect();
    }
  }

  /** Rejects with the server's error, `timeout`, or `offline`; after the last two the command may have been done or not. */
  command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandResult<N>> {
    if (!this.isOnline.value) return Promise.reject(new FoyerError('offline'));
    const { id, answer } = this.#commands.add();
    this.#send(JSON.stringify({ t: 'command', id, name, args } satisfies ClientFrame));
    return answer.then((result) => {
      const parsed = v.safeParse(resultSchema(name), result);
      if (!parsed.success) throw new FoyerError('internal', { message: `The answer to ${name} has another shape.` });
      return parsed.output as CommandResult<N>;
    });
  }

  open(feed: string, events: ChannelEvents): ChannelLink { return this.#channels.open(feed, events); }

  async #connect(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#retryTimer = undefined;
    try {
      const token = await this.#parts.accessToken(this.#refusedToken);
      if (attempt !== this.#attempt) return;
      if (token === undefined) { this.#settle({ name: 'signed-out' }); return; }
      this.#token = token;
      this.#refusedToken = undefined;
      this.#openSocket(token);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const { code, canRetry, retryAfterMs } = error instanceof FoyerError ? error : new FoyerError('internal', { cause: error });
      if (canRetry) this.#retryLater(retryAfterMs);
      else this.#fail(code);
    }
  }

  #openSocket(token: string): void {
    const { server, WebSocket, origin } = this.#parts;
    const url = `${server.replace(/\/+$/, '').replace(/^http/, 'ws')}/sync`;
    const protocols = [subprotocol, tokenSubprotocol(token)];
    const socket = origin === undefined ? new WebSocket(url, protocols) : new WebSocket(url, protocols, { headers: { Origin: origin } });
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    // A socket that was let go of may still speak.
    const isCurrent = (): boolean => this.#socket === socket;
    socket.addEventListener('open', () => { if (isCurrent()) this.#opened(); });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => { if (isCurrent()) this.#heard(event.data); });
    socket.addEventListener('close', (event) => { if (isCurrent()) this.#lost(event.code, event.reason); });
    // `close` follows and says more, but an `error` that nobody hears ends a Node process.
    socket.addEventListener('error', () => undefined);
    this.#handshakeTimer = setTimeout(() => { this.#lost(lostCode, 'no handshake'); }, handshakeMs);
  }

  #opened(): void {
    clearTimeout(this.#handshakeTimer);
    this.#failedHandshakes = 0;
    this.#backoff.opened();
    this.#heardAt = this.#parts.now();
    this.#silenceTimer = setInterval(() => {
      if (this.#parts.now() - this.#heardAt > limits.deadLinkMs - silenceCheckMs) this.#lost(lostCode, 'silent');
    }, silenceCheckMs);
    this.isOnline.set(true);
    this.status.set({ name: 'online' });
    this.#channels.online();
  }

  #heard(data: unknown): void {
    this.#heardAt = this.#parts.now();
    clearTimeout(this.#probeTimer);
    this.#probeTimer = undefined;
    this.#hasRenewed = false;
    if (data instanceof ArrayBuffer) {
      const frame = decodeChannelFrame(new Uint8Array(data));
      if (frame) this.#channels.message(frame.channel, frame.payload);
      return;
    }
    const frame = frameOf(data);
    switch (frame?.t) {
      case 'ok': this.#commands.resolve(frame.id, frame.result); break;
      case 'error': this.#commands.reject(frame.id, new FoyerError(frame.error.code, frame.error)); break;
      case 'opened': this.#channels.opened(frame.ch); break;
      case 'closed': this.#channels.closed(frame.ch, frame.code, frame.reason); break;
      case 'pong': this.#channels.keepAlive(); break;
      default: break;
    }
  }

  #lost(code: number, reason: string): void {
    const wasOpen = this.isOnline.value;
    const token = this.#token;
    const isRenewing = code === errorTable['session-ended'].closeCode && !this.#hasRenewed;
    // Of the channels none has ended for good: the next token opens them again.
    this.#drop(isRenewing ? lostCode : code, reason);
    if (isRenewing) {
      this.#hasRenewed = true;
      this.#refusedToken = token;
      this.status.set({ name: 'offline', sinceAt: this.#parts.now() });
      void this.#connect();
      return;
    }
    if (!wasOpen) {
      // A browser does not tell why a handshake failed; now and then it is the token.
      this.#failedHandshakes += 1;
      if (this.#failedHandshakes % 3 === 2) this.#refusedToken = token;
    }
    const error = new FoyerError(closeReason(code, reason));
    if (code >= 4400 && code < 4500 && !error.canRetry) this.#fail(error.code);
    else this.#retryLater(code === errorTable['rate-limited'].closeCode ? limits.reconnectMaxMs : undefined);
  }

  #retryLater(retryAfterMs: number | undefined): void {
    if (this.status.value.name !== 'offline') this.status.set({ name: 'offline', sinceAt: this.#parts.now() });
    this.#retryTimer = setTimeout(() => { void this.#connect(); }, this.#backoff.next(retryAfterMs));
  }

  #fail(code: ErrorCode): void {
    this.#settle(code === 'session-ended' ? { name: 'signed-out' } : { name: 'failed', code });
  }

  #settle(status: ConnectionStatus): void {
    this.#drop(lostCode, 'ended');
    this.status.set(status);
  }

  /** Lets go of the present socket and attempt, and of all that hangs on them. */
  #drop(code: number, reason: string): void {
    this.#attempt += 1;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#handshakeTimer);
    clearTimeout(this.#probeTimer);
    clearInterval(this.#silenceTimer);
    this.#retryTimer = undefined;
    this.#probeTimer = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.isOnline.set(false);
    this.#commands.rejectAll(new FoyerError('offline'));
    this.#channels.offline(code, reason);
  }

  #send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === 1) this.#socket.send(data);
  }
}

function frameOf(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const parsed = v.safeParse(serverFrameSchema, JSON.parse(data));
    return parsed.success ? parsed.output as ServerFrame : undefined;
  } catch {
    return undefined;
  }
}
