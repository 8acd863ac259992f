import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { limits } from '@foyer-chat/widget/protocol';

/* y-websocket's messages (y-protocols PROTOCOL.md): a type, then for `sync` a step, then length-prefixed bytes. */
const messageSync = 0;
const messageAwareness = 1;
const messageQueryAwareness = 3;
const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;
const maxVarUintBytes = 5;

/** Small head bytes, then the body with its length before it. On every message's way, so without an encoder of its own. */
function framed(head: readonly number[], body: Uint8Array): Uint8Array {
  const message = Buffer.allocUnsafe(head.length + maxVarUintBytes + body.length);
  let at = 0;
  for (const byte of head) message[at++] = byte;
  let rest = body.length;
  for (; rest > 0x7f; rest >>>= 7) message[at++] = 0x80 | (rest & 0x7f);
  message[at++] = rest;
  message.set(body, at);
  return message.subarray(0, at + body.length);
}

export const updateMessage = (update: Uint8Array): Uint8Array => framed([messageSync, syncUpdate], update);
export const answerMessage = (update: Uint8Array): Uint8Array => framed([messageSync, syncStep2], update);

/** Awareness of nobody: keeps a stock provider's watchdog quiet and means nothing. */
export const emptyAwareness = Uint8Array.of(messageAwareness, 1, 0);

/** One awareness entry; `state` null takes it back. */
export function awarenessMessage(client: number, clock: number, state: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of [1, client, clock]) encoding.writeVarUint(encoder, part);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return framed([messageAwareness], encoding.toUint8Array(encoder));
}

/** What a client may say on a channel, as far as it must be understood. */
export type ClientMessage =
  | { kind: 'sync'; vector: { client: number; clock: number }[] }
  /** One entry: a provider announces its own state by itself. */
  | { kind: 'awareness'; client: number; state: unknown }
  /** Several entries, or none: what a provider repeats of others. */
  | { kind: 'hearsay' }
  | { kind: 'query-awareness' }
  /** A write, which nobody may: known by its first bytes, never decoded. */
  | { kind: 'write'; isEmpty: boolean }
  | { kind: 'bad' };

/** Reads one message without handing a byte of it to Yjs. Never throws. */
export function readClientMessage(bytes: Uint8Array): ClientMessage {
  const [type, step] = bytes;
  if (type === messageSync && (step === syncStep2 || step === syncUpdate)) {
    // 2 0 0 is the update of an empty document, with its length before it.
    return { kind: 'write', isEmpty: bytes.length === 5 && bytes[2] === 2 && bytes[3] === 0 && bytes[4] === 0 };
  }
  try {
    const decoder = decoding.createDecoder(bytes.subarray(type === messageSync ? 2 : 1));
    if (type === messageSync && step === syncStep1) return readVector(decoding.readVarUint8Array(decoder));
    if (type === messageAwareness) return readAwareness(decoding.readVarUint8Array(decoder));
    if (type === messageQueryAwareness && bytes.length === 1) return { kind: 'query-awareness' };
  } catch { /* not a message */ }
  return { kind: 'bad' };
}

function readVector(bytes: Uint8Array): ClientMessage {
  if (bytes.length > limits.stateVectorMaxBytes) return { kind: 'bad' };
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  // A feed has one writer; a vector of many names others, and one of them is enough to tell.
  const vector = Array.from({ length: Math.min(count, 2) }, () => ({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }));
  return { kind: 'sync', vector };
}

function readAwareness(bytes: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(bytes);
  // Of many at once, a provider that lost sight of them repeats it: that may be long, and nobody reads it.
  if (decoding.readVarUint(decoder) !== 1) return { kind: 'hearsay' };
  if (bytes.length > limits.awarenessMaxBytes) return { kind: 'bad' };
  const client = decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return { kind: 'awareness', client, state: JSON.parse(decoding.readVarString(decoder)) as unknown };
}
