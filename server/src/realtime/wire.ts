import type { Duplex } from 'node:stream';

/*
 * WebSocket frames from server to client (RFC 6455, section 5.2): never masked, never fragmented, never compressed.
 * They are written here and not by `ws` so that one turn of the event loop costs one write per socket, whatever it carries.
 */
const finalText = 0x81;
const finalBinary = 0x82;
const finalPong = 0x8a;
export const pingFrame = Buffer.of(0x89, 0);

const maxOneByteLength = 125;
const maxTwoByteLength = 0xffff;

/** A frame's head for `length` bytes of payload, and room for the first `roomFor` of them after it, from `at`. */
function head(opcode: number, length: number, roomFor: number): { frame: Buffer; at: number } {
  const at = length <= maxOneByteLength ? 2 : length <= maxTwoByteLength ? 4 : 10;
  const frame = Buffer.allocUnsafe(at + roomFor);
  frame[0] = opcode;
  if (length <= maxOneByteLength) frame[1] = length;
  else if (length <= maxTwoByteLength) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return { frame, at };
}

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const { frame, at } = head(finalText, length, length);
  frame.write(text, at);
  return frame;
}

/** The answer to a ping, which has at most 125 bytes. */
export function pongFrame(data: Uint8Array): Buffer {
  const { frame, at } = head(finalPong, data.length, data.length);
  frame.set(data, at);
  return frame;
}

/** Head of a binary frame whose payload, `prefix` and `length` more bytes, is written after it. */
export function binaryHead(prefix: Uint8Array, length: number): Buffer {
  const { frame, at } = head(finalBinary, prefix.length + length, prefix.length);
  frame.set(prefix, at);
  return frame;
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
