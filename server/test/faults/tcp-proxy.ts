import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { WsFrameReader, type WsFrame } from './ws-frames.ts';

export type Direction = 'up' | 'down';

/** What becomes of one frame: passed on, swallowed, sent twice, or the last thing before the line breaks. */
export type Verdict = 'pass' | 'drop' | 'double' | 'drop-and-reset';

export interface WireFaults {
  /** Asked for every whole WebSocket frame after the handshake; `up` is from client to server. */
  judge?: (direction: Direction, frame: WsFrame) => Verdict;
  /** Every byte in a write of its own. */
  splitEveryByte?: boolean;
}

/** A TCP line to a server that can be bad in every way a line can be. Faults may change while it runs. */
export class TcpProxy {
  faults: WireFaults = {};
  /** Directions in which bytes vanish while connections stay up. A connection that lost some never carries that direction again, as TCP has it. */
  readonly blackHole = { up: false, down: false };
  readonly #targetPort: number;
  readonly #server: Server;
  readonly #lines = new Set<Line>();

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((client) => { this.#accept(client); });
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get httpUrl(): string { return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; }
  get lineCount(): number { return this.#lines.size; }

  /** Breaks every connection with RST. */
  reset(): void {
    for (const line of this.#lines) line.reset();
  }

  async close(): Promise<void> {
    this.reset();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    const line = new Line(client, connect(this.#targetPort, '127.0.0.1'), this);
    this.#lines.add(line);
    client.on('close', () => { this.#lines.delete(line); });
  }
}

/** One connection through the proxy. */
class Line {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #proxy: TcpProxy;
  readonly #isCut = { up: false, down: false };

  constructor(client: Socket, server: Socket, proxy: TcpProxy) {
    this.#client = client;
    this.#server = server;
    this.#proxy = proxy;
    this.#pipe('up', client, server);
    this.#pipe('down', server, client);
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  #pipe(direction: Direction, from: Socket, to: Socket): void {
    let head: Buffer = Buffer.alloc(0);
    let frames: WsFrameReader | undefined;
    let isPlain = false;
    let writing = Promise.resolve();
    const write = (bytes: Buffer): void => { writing = writing.then(() => this.#write(direction, to, bytes)); };
    from.setNoDelay(true);
    from.on('error', () => undefined);
    from.on('close', () => { writing = writing.then(() => void to.destroy()); });
    from.on('data', (bytes: Buffer) => {
      if (isPlain) return write(bytes);
      let rest = bytes;
      if (!frames) {
        head = Buffer.concat([head, bytes]);
        const endAt = head.indexOf('\r\n\r\n');
        if (endAt < 0) return;
        // Plain HTTP has no frames to look into.
        isPlain = !/^upgrade: *websocket/im.test(head.subarray(0, endAt).toString('latin1'));
        if (isPlain) return write(head);
        frames = new WsFrameReader();
        write(head.subarray(0, endAt + 4));
        rest = head.subarray(endAt + 4);
      }
      for (const frame of frames.push(rest)) writing = writing.then(() => this.#pass(direction, to, frame));
    });
  }

  async #pass(direction: Direction, to: Socket, frame: WsFrame): Promise<void> {
    const verdict = this.#proxy.faults.judge?.(direction, frame) ?? 'pass';
    if (verdict === 'drop-and-reset') this.reset();
    if (verdict === 'pass' || verdict === 'double') await this.#write(direction, to, frame.raw);
    if (verdict === 'double') await this.#write(direction, to, frame.raw);
  }

  async #write(direction: Direction, to: Socket, bytes: Buffer): Promise<void> {
    this.#isCut[direction] ||= this.#proxy.blackHole[direction];
    if (this.#isCut[direction] || to.destroyed) return;
    if (!this.#proxy.faults.splitEveryByte) {
      to.write(bytes);
      return;
    }
    for (const byte of bytes) {
      if (to.destroyed) return;
      await new Promise<void>((resolve) => { to.write(Buffer.of(byte), () => { resolve(); }); });
    }
  }
}
