/** RFC 6455 frames as bytes, for a proxy that looks into them and a fuzzer that writes them wrong. */
export interface WsFrame {
  /** As it came, header included. */
  raw: Buffer;
  opcode: number;
  isFinal: boolean;
  /** Unmasked. */
  payload: Buffer;
}

export const textOpcode = 1;
export const binaryOpcode = 2;

/** Cuts a byte stream into frames. */
export class WsFrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that these bytes complete. */
  push(bytes: Buffer): WsFrame[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: WsFrame[] = [];
    for (let frame = this.#take(); frame; frame = this.#take()) frames.push(frame);
    return frames;
  }

  #take(): WsFrame | undefined {
    const [first, second] = this.#rest;
    if (first === undefined || second === undefined) return undefined;
    const isMasked = (second & 0x80) !== 0;
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const payloadAt = 2 + lengthBytes + (isMasked ? 4 : 0);
    if (this.#rest.length < payloadAt) return undefined;
    const length = lengthBytes === 2 ? this.#rest.readUInt16BE(2) : lengthBytes === 8 ? Number(this.#rest.readBigUInt64BE(2)) : short;
    if (this.#rest.length < payloadAt + length) return undefined;
    const raw = this.#rest.subarray(0, payloadAt + length);
    this.#rest = this.#rest.subarray(payloadAt + length);
    const payload = Buffer.from(raw.subarray(payloadAt));
    if (isMasked) applyMask(payload, raw.subarray(payloadAt - 4, payloadAt));
    return { raw, opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload };
  }
}

export interface FrameShape {
  opcode: number;
  payload: Uint8Array;
  isFinal?: boolean;
  /** The three reserved bits, 0 to 7. */
  reserved?: number;
  isMasked?: boolean;
  /** What the header claims, where it lies. */
  claimedLength?: bigint;
}

/** A client's frame, right unless the shape says otherwise. */
export function encodeFrame({ opcode, payload, isFinal = true, reserved = 0, isMasked = true, claimedLength = BigInt(payload.length) }: FrameShape): Buffer {
  const lengthBytes = claimedLength < 126n ? 0 : claimedLength < 65_536n ? 2 : 8;
  const head = Buffer.alloc(2 + lengthBytes + (isMasked ? 4 : 0));
  head[0] = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | (lengthBytes === 0 ? Number(claimedLength) : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) head.writeUInt16BE(Number(claimedLength), 2);
  if (lengthBytes === 8) head.writeBigUInt64BE(claimedLength, 2);
  const body = Buffer.from(payload);
  if (isMasked) {
    const mask = Buffer.from([0x12, 0x34, 0x56, 0x78]);
    mask.copy(head, head.length - 4);
    applyMask(body, mask);
  }
  return Buffer.concat([head, body]);
}

function applyMask(payload: Buffer, mask: Buffer): void {
  for (let index = 0; index < payload.length; index += 1) payload[index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
}
