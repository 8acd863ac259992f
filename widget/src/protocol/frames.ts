import * as v from 'valibot';
import { errorTable, type ErrorBody, type ErrorCode } from './errors.ts';
import * as limits from './limits.ts';
import { oneOf } from './one-of.ts';

/** The subprotocol both sides speak; the access token travels beside it as `token.<access token>`. */
export const subprotocol = 'foyer.1';
export const tokenSubprotocol = (accessToken: string): string => `token.${accessToken}`;

/** 1 to `limits.channelsPerSocket` distinct numbers, chosen by the client. */
export const channelSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0x3fffffff));
const commandIdSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** Text frames from client to server. */
export const clientFrameSchema = oneOf('t', [
  v.strictObject({ t: v.literal('command'), id: commandIdSchema, name: v.pipe(v.string(), v.maxLength(64)), args: v.unknown() }),
  v.strictObject({ t: v.literal('open'), ch: channelSchema, feed: v.pipe(v.string(), v.maxLength(200)) }),
  v.strictObject({ t: v.literal('close'), ch: channelSchema }),
  v.strictObject({ t: v.literal('ping') }),
]);
export type ClientFrame = v.InferOutput<typeof clientFrameSchema>;

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];
export const errorBodySchema = v.object({
  code: v.fallback(v.picklist(errorCodes), 'internal'),
  message: v.string(),
  retryAfterMs: v.optional(v.number()),
  details: v.optional(v.unknown()),
});

/** Text frames from server to client. `pong` also comes unasked every `limits.heartbeatMs`. */
export const serverFrameSchema = oneOf('t', [
  v.object({ t: v.literal('opened'), ch: channelSchema }),
  v.object({ t: v.literal('closed'), ch: channelSchema, code: v.number(), reason: v.string() }),
  v.object({ t: v.literal('ok'), id: commandIdSchema, result: v.unknown() }),
  v.object({ t: v.literal('error'), id: commandIdSchema, error: errorBodySchema }),
  v.object({ t: v.literal('pong') }),
]);
export type ServerFrame =
  | { t: 'opened'; ch: number }
  | { t: 'closed'; ch: number; code: number; reason: string }
  | { t: 'ok'; id: number; result: unknown }
  | { t: 'error'; id: number; error: ErrorBody }
  | { t: 'pong' };

/** Longest varuint of a channel number. */
const channelMaxBytes = 5;
export const binaryFrameMaxBytes = limits.controlFrameMaxBytes;

/** A binary frame: `varuint channel` + one y-websocket message. */
export function encodeChannelFrame(channel: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const head: number[] = [];
  let rest = channel;
  while (rest > 0x7f) { head.push(0x80 | (rest & 0x7f)); rest >>>= 7; }
  head.push(rest);
  const frame = new Uint8Array(head.length + payload.length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

/** The channel and payload of a binary frame, or `undefined` where it is none. The payload shares the frame's memory. */
export function decodeChannelFrame(frame: Uint8Array): { channel: number; payload: Uint8Array } | undefined {
  let channel = 0;
  for (let index = 0; index < channelMaxBytes; index += 1) {
    const byte = frame[index];
    if (byte === undefined) return undefined;
    channel += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return channel > 0 ? { channel, payload: frame.subarray(index + 1) } : undefined;
  }
  return undefined;
}
