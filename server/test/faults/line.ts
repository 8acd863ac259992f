import { once } from 'node:events';
import { encodeChannelFrame, serverFrameSchema, subprotocol, tokenSubprotocol, type CommandArgs, type CommandName, type ServerFrame } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { headersOf, type Address, type Visitor } from './visitor.ts';

const answersWithinMs = 20_000;
/** SyncStep1 with an empty state vector; an awareness entry of client 1. */
const join = Uint8Array.of(0, 0, 1, 0);
const typing = (clock: number, state: string): Uint8Array => Uint8Array.of(1, 4 + state.length, 1, 1, clock, state.length, ...Buffer.from(state));

/** One socket to `/sync` by hand: each thing it says waits for what the server says to it, and throws where that is no agreement. */
export class Line {
  readonly #socket: WebSocket;
  readonly #waiting = new Set<(frame: ServerFrame | Buffer) => void>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      const frame = isBinary ? data : v.parse(serverFrameSchema, JSON.parse(data.toString())) as ServerFrame;
      for (const hear of this.#waiting) hear(frame);
    });
  }

  static async open(address: Address, visitor: Visitor): Promise<Line> {
    const socket = new WebSocket(`${address.httpUrl.replace('http', 'ws')}/sync`, [subprotocol, tokenSubprotocol(visitor.accessToken)], {
      headers: headersOf(address), perMessageDeflate: false,
    });
    const line = new Line(socket);
    await once(socket, 'open');
    return line;
  }

  /** Opens a feed as a channel and has its log sent. */
  async watch(channel: number, feed: string): Promise<void> {
    await this.#exchange({ t: 'open', ch: channel, feed }, (frame) => {
      if (frame instanceof Buffer || !('ch' in frame) || frame.ch !== channel) return false;
      if (frame.t === 'closed') throw new Error(`${feed} was refused: ${frame.reason}`);
      return true;
    });
    await this.#exchange(encodeChannelFrame(channel, join), (frame) => frame instanceof Buffer && frame[0] === channel);
  }

  async leave(channel: number): Promise<void> {
    this.#say({ t: 'close', ch: channel });
    await this.ping();
  }

  /** Begins to type in the conversation of a channel. */
  type(channel: number): void { this.#say(encodeChannelFrame(channel, typing(1, '{"typing":"text"}'))); }
  stopTyping(channel: number): void { this.#say(encodeChannelFrame(channel, typing(2, 'null'))); }

  async command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<void> {
    const id = this.#nextId;
    this.#nextId += 1;
    await this.#exchange({ t: 'command', id, name, args }, (frame) => {
      if (frame instanceof Buffer || !('id' in frame) || frame.id !== id) return false;
      if (frame.t === 'error') throw new Error(`${name} was refused: ${frame.error.code}`);
      return true;
    });
  }

  /** Resolves when the server has read all that was said before. */
  ping(): Promise<void> { return this.#exchange({ t: 'ping' }, (frame) => 't' in frame && frame.t === 'pong'); }

  /** As a page that is closed: with a close frame. */
  close(): void { this.#socket.close(); }
  /** As a device that is switched off: without a word. */
  cut(): void { this.#socket.terminate(); }

  #say(what: object): void { this.#socket.send(what instanceof Uint8Array ? what : JSON.stringify(what)); }

  #exchange(what: object, isAnswer: (frame: ServerFrame | Buffer) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(hear);
        end();
      };
      const timer = setTimeout(() => { settle(() => { reject(new Error(`no answer to ${JSON.stringify(what)}`)); }); }, answersWithinMs);
      const hear = (frame: ServerFrame | Buffer): void => {
        try {
          if (isAnswer(frame)) settle(resolve);
        } catch (error) {
          settle(() => { reject(error as Error); });
        }
      };
      this.#waiting.add(hear);
      this.#say(what);
    });
  }
}
