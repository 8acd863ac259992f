import type { Duplex } from 'node:stream';

/*
 * WebSocket frames from server to client (RFC 6455, section 5.2): never masked, never fragmented, never compressed.
 * They are written here and not by `ws` so that one turn of the event loop costs one write per socket, whatever it carries.
 */
const finalText = 0x81;
const finalBinary = 0x82;
const finalPong = 0x8a;
export const pingFrame = Buffer.of(0x89, 0);

function head(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.of(opcode, length);
  if (length < 65_536) return Buffer.of(opcode, 126, length >>> 8, length & 0xff);
  const long = Buffer.alloc(10);
  long[0] = opcode;
  long[1] = 127;
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}

export function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([head(finalText, body.length), body]);
}

/** The answer to a ping, which has at most 125 bytes. */
export const pongFrame = (data: Uint8Array): Buffer => Buffer.concat([head(finalPong, data.length), data]);

/** Head of a binary frame whose payload, `prefix` and `length` more bytes, is written after it. */
export function binaryHead(prefix: Uint8Array, length: number): Buffer {
  return Buffer.concat([head(finalBinary, prefix.length + length), prefix]);
}

/** Sockets with something to write, written once at the end of the turn. */
export class Flusher {
  #dirty: Wire[] = [];

  add(wire: Wire): void {
    if (this.#dirty.length === 0) setImmediate(() => { this.#flush(); });
    this.#dirty.push(wire);
  }

  #flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const wire of dirty) wire.flush();
  }
}

/** The writing half of one socket: gathers frames, and writes them as one. */
export class Wire {
  readonly #socket: Duplex;
  readonly #flusher: Flusher;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  constructor(socket: Duplex, flusher: Flusher) {
    this.#socket = socket;
    this.#flusher = flusher;
  }

  /** Bytes the reader has not taken yet. */
  get waitingBytes(): number { return this.#bytes + this.#socket.writableLength; }

  push(part: Uint8Array): void {
    if (this.#parts.length === 0) this.#flusher.add(this);
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  flush(): void {
    if (this.#parts.length === 0) return;
    const [only] = this.#parts;
    const all = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts, this.#bytes);
    this.#parts = [];
    this.#bytes = 0;
    if (this.#socket.writable) this.#socket.write(all);
  }
}
