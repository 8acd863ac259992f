import { conversationFeed, feedArrayName, subprotocol, tokenSubprotocol, type Change } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { crashingServer } from './crashing-server.ts';
import { LoadClient } from './load-client.ts';
import type { ServerProcess } from './server-process.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

/** A reader that knows nothing of us but the address: y-websocket as it comes, on a fresh document. */
class StockReader {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  closedWith: number | undefined;

  constructor(server: ServerProcess, visitor: Visitor, conversation: string) {
    class SocketOfThePage extends WebSocket {
      constructor(url: string, protocols: string[]) { super(url, protocols, { headers: { origin: server.origin } }); }
    }
    this.provider = new WebsocketProvider(`${server.httpUrl.replace('http', 'ws')}/sync`, conversationFeed(conversation), this.doc, {
      protocols: [subprotocol, tokenSubprotocol(visitor.accessToken)],
      disableBc: true,
      WebSocketPolyfill: SocketOfThePage as unknown as typeof globalThis.WebSocket,
    });
    this.provider.on('closed', (event: unknown) => { this.closedWith = (event as { code: number }).code; });
  }

  get texts(): string[] {
    return this.doc.getArray<Change>(feedArrayName).toArray()
      .flatMap((change) => (change.kind === 'message' && change.message.content.kind === 'text' ? [change.message.content.text] : []));
  }

  leave(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

test('a stock y-websocket provider reads a feed live, and after a crash of the server rejoins with a fresh document', async (context) => {
  const { run, start } = await crashingServer(context);
  let server = await start();
  const [writer, reader] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
  const { id: conversation } = await writer.openDirect(reader);
  const client = new LoadClient({ address: server, visitor: writer, conversation, random: run.random });
  const readers: StockReader[] = [];
  context.onTestFinished(() => {
    for (const stock of readers) stock.leave();
    client.stop();
  });
  const join = (): StockReader => {
    const stock = new StockReader(server, reader, conversation);
    readers.push(stock);
    return stock;
  };
  const shows = (stock: StockReader, texts: readonly string[]): Promise<true> =>
    until(`the texts ${texts.join(', ')}`, 10_000, () => JSON.stringify(stock.texts) === JSON.stringify(texts) || undefined).then(() => true);

  client.start();
  client.send('before');
  const first = join();
  await shows(first, ['before']);
  client.send('live');
  await shows(first, ['before', 'live']);
  run.step('kill');
  await server.kill();
  server = await start();
  client.send('after the crash');
  await until('the old document to be refused', 10_000, () => first.closedWith !== undefined);
  expect(first.closedWith).toBe(4410);
  expect(first.texts).toEqual(['before', 'live']);

  const second = join();
  await shows(second, ['before', 'live', 'after the crash']);
  client.send('live again');
  await shows(second, ['before', 'live', 'after the crash', 'live again']);
});
