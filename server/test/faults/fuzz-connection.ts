import { createConnection, type Socket } from 'node:net';
import { serverFrameSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { textOpcode, WsFrameReader } from './ws-frames.ts';

const patienceMs = 10_000;

/** What the server said until the connection ended. */
export interface Heard {
  /** Everything, header and frames, as Latin-1. */
  all: string;
  /** Frames by type, errors by code. */
  counts: Map<string, number>;
}

/** One act of a conversation: bytes to say once `until` holds of what was heard since the start. */
export interface Act {
  bytes: Buffer;
  until: (heard: Heard) => boolean;
  /** The server has been asked to end the connection after this; one that we half-close would drop the answers it still works on. */
  asksForEnd?: true;
}

export const upgraded = ({ all }: Heard): boolean => all.startsWith('HTTP/1.1 101');
export const countOf = ({ counts }: Heard, ...types: string[]): number => types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);

/**
 * Says the acts one after the other on a connection of its own, half-closes after the last unless that asks the server to end it, and listens until the server ends it.
 * Rejects when nothing comes for ten seconds: a hang, or something that should have been answered.
 */
export function converse(port: number, acts: readonly Act[]): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const heard: Heard = { all: '', counts: new Map() };
    const frames = new WsFrameReader();
    let isFraming = false;
    let next = 0;
    const speak = (): void => {
      const act = acts[next];
      if (!act?.until(heard)) return;
      next += 1;
      say(socket, act.bytes, next === acts.length && !act.asksForEnd);
      speak();
    };
    socket.setTimeout(patienceMs, () => {
      socket.destroy();
      reject(new Error(`nothing came after act ${next} of ${acts.length}: ${acts.map(({ bytes }) => JSON.stringify(bytes.toString('latin1'))).join('\n')}\nheard ${JSON.stringify([...heard.counts])}`));
    });
    socket.on('connect', speak);
    socket.on('data', (chunk: Buffer) => {
      heard.all += chunk.toString('latin1');
      if (isFraming) count(heard, frames, chunk);
      else if (upgraded(heard) && heard.all.includes('\r\n\r\n')) {
        isFraming = true;
        count(heard, frames, Buffer.from(heard.all.slice(heard.all.indexOf('\r\n\r\n') + 4), 'latin1'));
      }
      speak();
    });
    // What is broken on purpose may be reset.
    socket.on('error', () => undefined);
    socket.on('close', () => { resolve(heard); });
  });
}

function say(socket: Socket, bytes: Buffer, isLast: boolean): void {
  if (isLast) socket.end(bytes);
  else socket.write(bytes);
}

function count({ counts }: Heard, frames: WsFrameReader, chunk: Buffer): void {
  const note = (what: string): void => { counts.set(what, (counts.get(what) ?? 0) + 1); };
  for (const { opcode, payload } of frames.push(chunk)) {
    if (opcode !== textOpcode) { note(opcode === 8 ? `close ${payload.length >= 2 ? payload.readUInt16BE(0) : ''}` : 'binary'); continue; }
    const frame = v.parse(serverFrameSchema, JSON.parse(payload.toString()));
    note(frame.t);
    if (frame.t === 'error') note(frame.error.code);
  }
}
