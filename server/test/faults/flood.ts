import { once } from 'node:events';
import { errorTable, serverFrameSchema, subprotocol, tokenSubprotocol, type ServerFrame } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import type { Address, Visitor } from './visitor.ts';

interface Pending { clientId: string; sentAt: number; triesLeft: number }

/** What became of the commands of a flood. */
export interface FloodLog {
  /** Client id to `seq`. */
  acked: Map<string, number>;
  /** Refused for good by this client: the last answer asked to come back later. */
  givenUp: Set<string>;
  /** By code, retries included. */
  refusals: Map<string, number>;
  /** Refusals that do not ask for a retry, and what else no server may answer. */
  faults: string[];
  longestAnswerMs: number;
}

/** One socket that writes whether it is answered or not, as long as fewer than `window` commands are open. */
export class Flooder {
  readonly #log: FloodLog;
  readonly #socket: WebSocket;
  readonly #conversation: string;
  readonly #name: string;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #retries = 0;

  private constructor(socket: WebSocket, name: string, conversation: string, log: FloodLog) {
    this.#socket = socket;
    this.#name = name;
    this.#conversation = conversation;
    this.#log = log;
    socket.on('error', () => undefined);
    socket.on('close', (code) => { if (this.openCount > 0) log.faults.push(`${name} lost its socket: ${code}`); });
    socket.on('message', (data: Buffer, isBinary) => { if (!isBinary) this.#hear(v.parse(serverFrameSchema, JSON.parse(data.toString())) as ServerFrame); });
  }

  static async open(address: Address, visitor: Visitor, conversation: string, name: string, log: FloodLog): Promise<Flooder> {
    const socket = new WebSocket(`${address.httpUrl.replace('http', 'ws')}/sync`, [subprotocol, tokenSubprotocol(visitor.accessToken)], {
      headers: { origin: address.origin }, perMessageDeflate: false,
    });
    const flooder = new Flooder(socket, name, conversation, log);
    await once(socket, 'open');
    return flooder;
  }

  /** Commands without an answer, and those that wait to be tried again. */
  get openCount(): number { return this.#pending.size + this.#retries; }

  /** `tries`: how often the same message goes before it is given up. */
  send(tries: number): void {
    this.#say({ clientId: `${this.#name}-${this.#nextId}`, triesLeft: tries - 1 });
  }

  /** How long the oldest command has been waiting. */
  waitingMs(now: number): number {
    const [oldest] = this.#pending.values();
    return oldest ? now - oldest.sentAt : 0;
  }

  end(): void { this.#socket.terminate(); }

  #say(message: Omit<Pending, 'sentAt'>): void {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#pending.set(id, { ...message, sentAt: performance.now() });
    const args = { conversation: this.#conversation, clientId: message.clientId, content: { kind: 'text', text: textOf(message.clientId) } };
    this.#socket.send(JSON.stringify({ t: 'command', id, name: 'message.send', args }));
  }

  #hear(frame: ServerFrame): void {
    if (frame.t !== 'ok' && frame.t !== 'error') return;
    const pending = this.#pending.get(frame.id);
    if (!pending) { this.#log.faults.push(`${this.#name}: command ${frame.id} was answered twice`); return; }
    this.#pending.delete(frame.id);
    this.#log.longestAnswerMs = Math.max(this.#log.longestAnswerMs, performance.now() - pending.sentAt);
    const { clientId, triesLeft } = pending;
    if (frame.t === 'ok') { this.#log.acked.set(clientId, (frame.result as { seq: number }).seq); return; }
    const { code, retryAfterMs } = frame.error;
    this.#log.refusals.set(code, (this.#log.refusals.get(code) ?? 0) + 1);
    if (!errorTable[code].retry) this.#log.faults.push(`${clientId} refused: ${code}`);
    else if (triesLeft <= 0) this.#log.givenUp.add(clientId);
    else {
      this.#retries += 1;
      setTimeout(() => { this.#retries -= 1; this.#say({ clientId, triesLeft: triesLeft - 1 }); }, retryAfterMs ?? 500);
    }
  }
}

/** Each message says whose it is, at the length of a sentence or two. */
export const textOf = (clientId: string): string => `${clientId} `.repeat(10);
