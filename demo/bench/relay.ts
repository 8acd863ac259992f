import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** The yardstick: checks nothing, keeps nothing; sends what one of a room says to the others, and says so. */
const http = createServer();
const rooms = new Map<string, Set<WebSocket>>();
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket, request) => {
  const room = rooms.get(request.url ?? '') ?? new Set();
  rooms.set(request.url ?? '', room.add(socket));
  socket.on('message', (data) => {
    const { id, text } = JSON.parse(String(data)) as { id: number; text: string };
    const message = JSON.stringify({ text });
    for (const other of room) if (other !== socket) other.send(message);
    socket.send(JSON.stringify({ t: 'ok', id }));
  });
});
http.listen(0, '127.0.0.1', () => { process.stdout.write(`ready on http://127.0.0.1:${(http.address() as AddressInfo).port}\n`); });
