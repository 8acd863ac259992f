import { CpuMeter } from './machine.ts';
import { quantile } from './report.ts';

const warmUpMs = 700;
const drainMs = 4_000;
const textBytes = 100;
const mark = '@due:';
const senderDigits = 4;
const timeDigits = 12;

/** Somebody who sends and listens. `hear` is given every frame that arrives. */
export interface Side { send(text: string): void; listen(hear: (frame: Buffer) => void): void }

export interface Step {
  /** Deliveries a second, asked for and got. */
  offered: number;
  delivered: number;
  p50Ms: number;
  p99Ms: number;
  /** The longest that a delivered message was under way. */
  maxMs: number;
  /** Deliveries that did not come within the drain. */
  missing: number;
  /** Messages sent, warm-up and all. */
  sent: number;
  cpuUsPerDelivery: number;
  serverCores: number;
  loadCores: number;
  otherCores: number;
}

/** A text of 100 bytes that says who sent it and when it was due. */
export const dueText = (sender: number, dueMs: number): string =>
  `${mark}${String(sender).padStart(senderDigits, '0')}${String(Math.round(dueMs * 1000)).padStart(timeDigits, '0')}`.padEnd(textBytes, 'x');

function digits(frame: Buffer, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) value = value * 10 + (frame[at] ?? 0) - 48;
  return value;
}

/** Calls `hear` for each text of another sender in a frame, found by its bytes: decoding would cost more than the server's work. */
export function listenFor(frame: Buffer, self: number, hear: (dueMs: number) => void): void {
  for (let at = frame.indexOf(mark); at >= 0; at = frame.indexOf(mark, at + textBytes)) {
    const sender = digits(frame, at + mark.length, senderDigits);
    if (sender !== self) hear(digits(frame, at + mark.length + senderDigits, timeDigits) / 1000);
  }
}

/**
 * Lets the sides of each room send in turn at a fixed rate, whatever happens. Latency runs from the moment a message was due to
 * its arrival at the socket of each other side of the room.
 */
export async function openLoop(rooms: readonly (readonly Side[])[], messagesPerSecond: number, measuredMs: number, serverPid: number): Promise<Step> {
  const latencies: number[] = [];
  let heard = 0;
  let sent = 0;
  let measured = 0;
  const meter = new CpuMeter(serverPid);
  const startAt = performance.now() + 50;
  const measureAt = startAt + warmUpMs;
  const endAt = measureAt + measuredMs;
  const hear = (dueMs: number): void => {
    if (dueMs < startAt - 0.001) return;
    heard += 1;
    if (dueMs >= measureAt - 0.001) latencies.push(performance.now() - dueMs);
  };
  for (const room of rooms) for (const [self, side] of room.entries()) side.listen((frame) => { listenFor(frame, self, hear); });
  const listeners = (rooms[0]?.length ?? 0) - 1;
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const now = performance.now();
      for (let dueMs = startAt; ; sent += 1) {
        dueMs = startAt + (sent * 1000) / messagesPerSecond;
        if (dueMs > now || dueMs >= endAt) break;
        const room = rooms[sent % rooms.length] ?? [];
        const self = Math.floor(sent / rooms.length) % room.length;
        room[self]?.send(dueText(self, dueMs));
        if (dueMs >= measureAt) measured += listeners;
      }
      if (now < endAt) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
  // The rate is what came while it was being sent; what comes later still counts as not lost.
  const inTime = latencies.length;
  for (const stopAt = performance.now() + drainMs; latencies.length < measured && performance.now() < stopAt;) await new Promise((resolve) => { setTimeout(resolve, 20); });
  const { serverUs, ...cores } = meter.read();
  return {
    offered: messagesPerSecond * listeners, delivered: (inTime * 1000) / measuredMs, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), maxMs: quantile(latencies, 1),
    missing: measured - latencies.length, sent, cpuUsPerDelivery: serverUs / heard, ...cores,
  };
}
