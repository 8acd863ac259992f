import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const server = process.env['CHAT_SERVER'] ?? 'http://localhost:8080';
const { CHAT_TOKEN: accessToken = '', CHAT_CONVERSATION: id = '' } = process.env;

/** A browser sends the page's origin by itself; leave this out there. */
class SocketWithOrigin extends WebSocket {
  constructor(url: string, protocols: string[]) { super(url, protocols, { origin: server }); }
}

const doc = new Y.Doc();
const provider = new WebsocketProvider(`${server.replace('http', 'ws')}/sync`, `conversation/${id}`, doc, {
  protocols: ['foyer.1', `token.${accessToken}`],
  disableBc: true,
  WebSocketPolyfill: SocketWithOrigin as unknown as typeof globalThis.WebSocket,
});

doc.getArray('log').observe(() => { console.log(JSON.stringify(doc.getArray('log'))); });

provider.on('closed', (event) => {
  // 4410: the feed has started anew. Begin again with a new document and a new provider.
  console.error('closed', event?.code);
  provider.destroy();
  doc.destroy();
});
