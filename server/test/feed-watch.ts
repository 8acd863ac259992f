import { decodeChannelFrame, encodeChannelFrame, feedArrayName, type Session } from '@foyer-chat/widget/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { TestSocket, type TestServer } from './harness.ts';

export interface WatchedFeed { socket: TestSocket; log: () => Record<string, unknown>[] }

/** Everything a feed has said since it was opened, by a stock Yjs document. */
export async function watch(server: TestServer, session: Session, feed: string): Promise<WatchedFeed> {
  const socket = await TestSocket.open(server, session);
  socket.send({ t: 'open', ch: 1, feed });
  await socket.frame(({ t }) => t === 'opened');
  const ask = encoding.createEncoder();
  encoding.writeVarUint(ask, 0);
  sync.writeSyncStep1(ask, new Y.Doc());
  socket.sendBinary(encodeChannelFrame(1, encoding.toUint8Array(ask)));
  const log = () => {
    const doc = new Y.Doc();
    for (const frame of socket.binary) {
      const decoder = decoding.createDecoder(decodeChannelFrame(frame)?.payload ?? new Uint8Array());
      if (decoding.readVarUint(decoder) === 0) sync.readSyncMessage(decoder, encoding.createEncoder(), doc, null);
    }
    return doc.getArray(feedArrayName).toJSON() as Record<string, unknown>[];
  };
  return { socket, log };
}
