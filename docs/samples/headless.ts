import { createFoyerClient } from '@foyer-chat/widget/headless';
import { WebSocket } from 'ws';

const server = process.env['CHAT_SERVER'] ?? 'http://localhost:8080';

const client = createFoyerClient({
  server,
  site: 'demo',
  origin: server,                                               // Node sends none, and the server wants one of the site's
  WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, // takes headers, as Node's own does not
  storage: 'memory',
});
await client.start();

const conversation = await client.openConversation({ support: true });
conversation.timeline.subscribe(({ items }) => {
  for (const { message, status } of items) {
    if (message.content.kind === 'text') console.log(status ?? message.from, message.content.text);
  }
});
await conversation.send({ kind: 'text', text: 'Hello' });

await new Promise<void>((done) => {
  client.queued.subscribe((queued) => { if (queued === 0) done(); });
});
await client.stop();
