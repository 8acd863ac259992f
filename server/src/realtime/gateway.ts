import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBodyOf, FoyerError, limits, parseFeedName, subprotocol, tokenSubprotocol, type ErrorCode, type FeedAddress } from '@foyer-chat/widget/protocol';
import { WebSocketServer } from 'ws';
import type { FeedRegistry } from '../feeds/feed-registry.ts';
import type { CommandRunner, Entrance, RateGate, Rooms, Session, Sockets } from '../services/ports.ts';
import { networkOf } from '../services/network-of.ts';
import { CommandGuard } from './command-guard.ts';
import { Connection, type ConnectionParts, type Peer } from './connection.ts';
import { clientAddress } from './client-address.ts';
import { explain, type FaultLog } from './explain.ts';
import { Flusher } from './wire.ts';

const maxCommands = 4_096;
/** Ten thousand sockets written in one turn stop everything else for 0.2 s; so each turn of the heartbeat reaches a sixtieth of them. */
const beatGroups = 60;
const syncPath = '/sync';
const tokenPrefix = tokenSubprotocol('');

interface GatewayParts {
  entrance: Entrance; rooms: Rooms; commands: CommandRunner; rates: RateGate; feeds: FeedRegistry;
  /** How many proxies in front are believed. */
  trustProxy: number;
  logger: FaultLog;
}

/** A handshake under way. `refusal`: why it must fail, found out while it was waiting. */
interface Admission { session: Session; room: FeedAddress | undefined; refusal?: ErrorCode }

/** Lets WebSockets in, and knows who is connected. */
export class Gateway implements Sockets {
  readonly #parts: GatewayParts;
  readonly #server = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: limits.controlFrameMaxBytes, maxFragments: limits.fragmentsPerFrame,
    handleProtocols: () => subprotocol, autoPong: false, clientTracking: false,
  });
  readonly #connections = new Set<Connection>();
  readonly #beatGroups = Array.from({ length: beatGroups }, () => new Set<Connection>());
  readonly #admissions = new Set<Admission>();
  /** Sockets of each device. */
  readonly #devices = new Map<number, Set<Connection>>();
  readonly #connectionParts: ConnectionParts;
  #heartbeat: NodeJS.Timeout | undefined;
  #isDraining = false;
  #beats = 0;
  #admitted = 0;
  #framesIn = 0;
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
      this.#admit(request, socket, head).catch((error: unknown) => { refuse(socket, explain(error, 'a handshake failed', this.#parts.logger)); });
    });
    this.#heartbeat = setInterval(() => { this.#beat(); }, limits.heartbeatMs / beatGroups);
    this.#heartbeat.unref();
  }

  /** `drops`: channels and sockets that ended because they were read too slowly. Both counters are since the start. */
  stats(): { sockets: number; drops: number; framesIn: number } {
    return { sockets: this.#connections.size, drops: this.#drops, framesIn: this.#framesIn };
  }

  closeDevice(deviceId: number): void {
    for (const admission of this.#admissions) if (admission.session.deviceId === deviceId) admission.refusal = 'session-ended';
    for (const connection of this.#devices.get(deviceId) ?? []) connection.close('session-ended');
  }

  closeConversation(userId: number, conversation: string): void {
    for (const admission of this.#admissions) {
      const { session, room } = admission;
      if (session.userId === userId && room?.kind === 'conversation' && room.conversation === conversation) admission.refusal = 'not-found';
    }
    for (const connection of this.#connections) if (connection.session.userId === userId) connection.endConversation(conversation);
  }

  closeSite(siteId: number): void {
    const isMeant = ({ kind, siteId: id }: Session): boolean => id === siteId && kind !== 'staff';
    for (const admission of this.#admissions) if (isMeant(admission.session)) admission.refusal = 'site-disabled';
    for (const connection of this.#connections) if (isMeant(connection.session)) connection.close('site-disabled');
  }

  /** Lets nobody in any more, answers the commands under way, and tells everybody to come back later. */
  async drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    clearInterval(this.#heartbeat);
    await Promise.all([...this.#connections].map(async (connection) => {
      await connection.finish();
      connection.close('draining');
    }));
    await Promise.all([...this.#connections].map((connection) => connection.gone()));
  }

  /** Everything is checked before the upgrade is accepted. */
  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.#isDraining) throw new FoyerError('draining');
    const { entrance, rates, trustProxy } = this.#parts;
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '';
    const room = path === syncPath ? undefined : roomAddress(path);
    const network = networkOf(clientAddress(request, trustProxy));
    rates.take('connect', network);
    const session = await entrance.authenticate(accessTokenOf(request));
    const admission: Admission = { session, room };
    this.#admissions.add(admission);
    try {
      if (!(await entrance.allowsOrigin(session, request.headers.origin))) throw new FoyerError('origin-denied');
      await this.#atFeed(admission, (join) => {
        if (socket.destroyed) return;
        // A socket let in behind the back of `drain`, `closeDevice`, `closeConversation` or `closeSite` would never be told to go.
        if (this.#isDraining) throw new FoyerError('draining');
        if (admission.refusal) throw new FoyerError(admission.refusal);
        this.#server.handleUpgrade(request, socket, head, (ws) => { join(this.#add({ session, network, ws, socket }, room !== undefined)); });
      });
    } finally {
      this.#admissions.delete(admission);
    }
  }

  /** Calls `enter` when there is nothing left to wait for, with what joins a connection to the room it asked for. */
  async #atFeed({ session, room }: Admission, enter: (join: (connection: Connection) => void) => void): Promise<void> {
    if (!room) { enter(() => {}); return; }
    const target = await this.#parts.rooms.open(session, room);
    await this.#parts.feeds.open(target, (feed) => { enter((connection) => { connection.joinRoom(target, feed); }); });
  }

  #add(peer: Peer, isRoom: boolean): Connection {
    const { session, ws } = peer;
    const connection = new Connection(peer, this.#connectionParts, isRoom);
    this.#connections.add(connection);
    this.#admitted += 1;
    const beatGroup = this.#beatGroups[this.#admitted % beatGroups];
    beatGroup?.add(connection);
    const ofDevice = this.#devices.get(session.deviceId) ?? new Set();
    this.#devices.set(session.deviceId, ofDevice.add(connection));
    ws.on('message', (data, isBinary) => {
      this.#framesIn += 1;
      // A fault of ours on one frame costs one socket, not the process.
      try {
        connection.receive(data as Buffer, isBinary);
      } catch (error) {
        this.#parts.logger.error({ err: error }, 'a frame could not be handled');
        connection.close('internal');
      }
    });
    ws.on('ping', (data) => { connection.ping(data); });
    ws.on('pong', () => { connection.pong(); });
    // A bad frame ends in `close`; without a listener it would end the process.
    ws.on('error', () => {});
    ws.on('close', () => {
      beatGroup?.delete(connection);
      this.#remove(connection);
    });
    if (ofDevice.size === 1) this.#parts.rooms.connected(session);
    return connection;
  }

  #remove(connection: Connection): void {
    this.#connections.delete(connection);
    connection.closed();
    const { session } = connection;
    const ofDevice = this.#devices.get(session.deviceId);
    ofDevice?.delete(connection);
    if (ofDevice?.size !== 0) return;
    this.#devices.delete(session.deviceId);
    this.#parts.rooms.disconnected(session);
  }

  #beat(): void {
    this.#beats += 1;
    for (const connection of this.#beatGroups[this.#beats % beatGroups] ?? []) connection.heartbeat();
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
  const body = JSON.stringify({ error: errorBodyOf(error) });
  socket.end(`HTTP/1.1 ${error.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
