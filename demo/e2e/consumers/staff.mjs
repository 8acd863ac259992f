/** One of the staff, by the headless client in Node: answers whatever a visitor writes. */
import { createFoyerClient } from '@foyer-chat/widget/headless';
import { WebSocket } from 'ws';

const [server, email, password] = process.argv.slice(2);
const client = createFoyerClient({ server, staff: true, origin: server, WebSocket, storage: 'memory' });
client.on('message', async ({ conversationId, message }) => {
  const conversation = await client.openConversation({ id: conversationId });
  await conversation.send({ kind: 'text', text: `Answer to ${message.content.text}` });
});
await client.start();
await client.signIn({ email, password });
console.log('Here');
