import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { FoyerError, limits, parseFeedName, subprotocol, tokenSubprotocol, type FeedAddress } from '@foyer-chat/widget/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import type { FeedRegistry } from '../feeds/feed-registry.ts';
import type { CommandRunner, Entrance, RateGate, Rooms, Sockets } from '../services/ports.ts';
import { errorOf } from './channel.ts';
import { CommandGuard } from './command-guard.ts';
import { Connection, type ConnectionParts, type Peer } from './connection.ts';
import { clientAddress } from './client-address.ts';
import { Flusher } from './wire.ts';

const maxCommands = 4_096;
const syncPath = '/sync';
const tokenPrefix = tokenSubprotocol('');

interface GatewayParts {
  entrance: Entrance; rooms: Rooms; commands: CommandRunner; rates: RateGate; feeds: FeedRegistry;
  /** How many proxies in front are believed. */
  trustProxy: number;
  logger: ConnectionParts['logger'];
}

/** Lets WebSockets in, and knows who is connected. */
export class Gateway implements Sockets {
  readonly #parts: GatewayParts;
  readonly #server = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: limits.controlFrameMaxBytes, maxFragments: limits.fragmentsPerFrame,
    handleProtocols: () => subprotocol, autoPong: true, clientTracking: false,
  });
  readonly #connections = new Map<WebSocket, Connection>();
  /** Sockets of each device. */
  readonly #devices = new Map<number, Set<Connection>>();
  readonly #connectionParts: ConnectionParts;
  #heartbeat: NodeJS.Timeout | undefined;
  #isDraining = false;
  #drops = 0;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#connectionParts = {
      rooms: parts.rooms, commands: parts.commands, rates: parts.rates, feeds: parts.feeds, logger: parts.logger,
      flusher: new Flusher(), guard: new CommandGuard(maxCommands), onSlowReader: () => { this.#drops += 1; },
    };
  }

  attach(http: HttpServer): void {
    http.on('upgrade', (request, socket, head) => {
      socket.on('error', () => { socket.destroy(); });
      this.#admit(request, socket, head).catch((error: unknown) => { refuse(socket, errorOf(error)); });
    });
    this.#heartbeat = setInterval(() => { this.#beat(); }, limits.heartbeatMs);
    this.#heartbeat.unref();
  }

  stats(): { sockets: number; drops: number } { return { sockets: this.#connections.size, drops: this.#drops }; }

  closeDevice(deviceId: number): void {
    for (const connection of this.#devices.get(deviceId) ?? []) connection.close('session-ended');
  }

  closeConversation(userId: number, conversation: string): void {
    for (const connection of this.#connections.values()) if (connection.session.userId === userId) connection.endConversation(conversation);
  }

  /** Lets nobody in any more, answers the commands under way, and tells everybody to come back later. */
  async drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    clearInterval(this.#heartbeat);
    await Promise.all([...this.#connections.values()].map(async (connection) => {
      await connection.finish();
      connection.close('draining');
    }));
    await Promise.all([...this.#connections.keys()].map((ws) => new Promise<void>((resolve) => { ws.once('close', () => { resolve(); }); })));
  }

  /** Everything is checked before the upgrade is accepted. */
  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.#isDraining) throw new FoyerError('draining');
    const { entrance, rates, rooms, feeds, trustProxy } = this.#parts;
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '';
    const room = path === syncPath ? undefined : roomAddress(path);
    const address = clientAddress(request, trustProxy);
    rates.take('connect', address);
    const session = await entrance.authenticate(accessTokenOf(request));
    if (!(await entrance.allowsOrigin(session, request.headers.origin))) throw new FoyerError('origin-denied');
    const target = room && await rooms.open(session, room);
    const feed = target && await feeds.open(target);
    if (socket.destroyed) return;
    // Asked once more: a socket let in behind the back of `drain` would never be told to go.
    if (this.#isDraining) throw new FoyerError('draining');
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const connection = this.#add({ session, address, ws, socket }, target !== undefined);
      if (target && feed) connection.joinRoom(target, feed);
    });
  }

  #add(peer: Peer, isRoom: boolean): Connection {
    const { session, ws } = peer;
    const connection = new Connection(peer, this.#connectionParts, isRoom);
    this.#connections.set(ws, connection);
    const ofDevice = this.#devices.get(session.deviceId) ?? new Set();
    this.#devices.set(session.deviceId, ofDevice.add(connection));
    ws.on('message', (data, isBinary) => {
      // A fault of ours on one frame costs one socket, not the process.
      try {
        connection.receive(data as Buffer, isBinary);
      } catch (error) {
        this.#parts.logger.error({ err: error }, 'a frame could not be handled');
        connection.close('internal');
      }
    });
    ws.on('pong', () => { connection.hear(); });
    // A bad frame ends in `close`; without a listener it would end the process.
    ws.on('error', () => {});
    ws.on('close', () => { this.#remove(ws, connection); });
    if (ofDevice.size === 1) this.#parts.rooms.connected(session);
    return connection;
  }

  #remove(ws: WebSocket, connection: Connection): void {
    this.#connections.delete(ws);
    connection.closed();
    const { session } = connection;
    const ofDevice = this.#devices.get(session.deviceId);
    ofDevice?.delete(connection);
    if (ofDevice?.size !== 0) return;
    this.#devices.delete(session.deviceId);
    this.#parts.rooms.disconnected(session);
  }

  #beat(): void {
    for (const [ws, connection] of this.#connections) if (!connection.heartbeat()) ws.terminate();
  }
}

function roomAddress(path: string): FeedAddress {
  const address = path.startsWith(`${syncPath}/`) ? parseFeedName(path.slice(syncPath.length + 1)) : undefined;
  if (!address) throw new FoyerError('not-found');
  return address;
}

function accessTokenOf(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const token = offered.find((protocol) => protocol.startsWith(tokenPrefix));
  if (!offered.includes(subprotocol) || !token) throw new FoyerError('session-ended');
  return token.slice(tokenPrefix.length);
}

/** A plain HTTP answer on a socket that stays HTTP. */
function refuse(socket: Duplex, error: FoyerError): void {
  if (socket.destroyed) return;
  const body = JSON.stringify({ error: error.toJSON() });
  socket.end(`HTTP/1.1 ${error.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
