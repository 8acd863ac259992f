import { decodeChannelFrame, encodeChannelFrame, feedArrayName, type Session } from '@foyer-chat/widget/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { awarenessMessage } from '../src/feeds/feed-messages.ts';
import { TestSocket, type TestServer } from './harness.ts';

export interface WatchedFeed {
  socket: TestSocket;
  log: () => Record<string, unknown>[];
  /** Who types, as it has been told. */
  typing: () => unknown[];
  /** Says that its own user types, or (`null`) has stopped. */
  type: (typing: 'text' | null) => void;
  /** Resolves when everything that the server has written until now is here. */
  caughtUp: () => Promise<void>;
}

/** Everything a feed has said since it was opened, by a stock Yjs document. */
export async function watch(server: TestServer, session: Session, feed: string): Promise<WatchedFeed> {
  const socket = await TestSocket.open(server, session);
  socket.send({ t: 'open', ch: 1, feed });
  await socket.frame(({ t }) => t === 'opened');
  const ask = encoding.createEncoder();
  encoding.writeVarUint(ask, 0);
  sync.writeSyncStep1(ask, new Y.Doc());
  socket.sendBinary(encodeChannelFrame(1, encoding.toUint8Array(ask)));
  const messages = (type: number) => socket.binary.flatMap((frame) => {
    const decoder = decoding.createDecoder(decodeChannelFrame(frame)?.payload ?? new Uint8Array());
    return decoding.readVarUint(decoder) === type ? [decoder] : [];
  });
  const log = () => {
    const doc = new Y.Doc();
    for (const decoder of messages(0)) sync.readSyncMessage(decoder, encoding.createEncoder(), doc, null);
    return doc.getArray(feedArrayName).toJSON() as Record<string, unknown>[];
  };
  const typing = () => {
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalState(null);
    for (const decoder of messages(1)) applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'server');
    const states = [...awareness.getStates().values()];
    awareness.destroy();
    return states;
  };
  let said = 0;
  const type = (kind: 'text' | null) => {
    said += 1;
    socket.sendBinary(encodeChannelFrame(1, awarenessMessage(1, said, kind && { typing: kind })));
  };
  let asked = 1;
  const caughtUp = async () => {
    const ch = asked += 1;
    socket.send({ t: 'open', ch, feed: 'nothing' });
    await socket.frame((frame) => frame.t === 'closed' && frame.ch === ch);
  };
  return { socket, log, typing, type, caughtUp };
}
