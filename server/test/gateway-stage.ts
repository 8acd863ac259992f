import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FoyerError, subprotocol, tokenSubprotocol, type Change, type CommandName, type FeedAddress, type ServerFrame } from '@foyer-chat/widget/protocol';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { FeedRegistry } from '../src/feeds/feed-registry.ts';
import { Gateway } from '../src/realtime/gateway.ts';
import type { FeedTarget, Session } from '../src/services/ports.ts';

export const homeOrigin = 'https://shop.example';

export const messageChange = (version: number, text = `message ${version}`): Change => ({
  v: version, kind: 'message', message: { seq: version, clientId: `c-${version}`, from: 'user-0001', at: version, content: { kind: 'text', text } },
});

export const sessionOf = (userId: number, deviceId = userId): Session => ({
  siteId: 1, siteKey: 'shop', userId, user: `user-000${userId}`, kind: 'visitor', deviceId, device: `device-000${deviceId}`, expiresAt: Infinity, isBlocked: false,
});

/** The gateway and its feeds on a real HTTP server, over rules that do as a test tells them. */
export class GatewayStage {
  readonly sessions = new Map([['ana', sessionOf(1)], ['bo', sessionOf(2)]]);
  /** What the store knows of each conversation; its id is the number at the end of its name. */
  readonly logs = new Map<number, Change[]>([[1, []], [2, []]]);
  /** Set by a test to hold up the rules. */
  openRoom: (session: Session, address: FeedAddress) => Promise<void> = () => Promise.resolve();
  allowsOrigin: () => Promise<boolean> = () => Promise.resolve(true);
  runCommand: (name: CommandName, args: unknown) => Promise<unknown> = () => Promise.resolve({});
  readonly presence: string[] = [];
  readonly feeds = new FeedRegistry({ recentChanges: (id, limit) => Promise.resolve((this.logs.get(id) ?? []).slice(-limit)), logger: { warn: () => {} } });
  readonly gateway = new Gateway({
    entrance: {
      authenticate: (token) => {
        const session = this.sessions.get(token);
        return session ? Promise.resolve(session) : Promise.reject(new FoyerError('session-ended'));
      },
      allowsOrigin: async (_session, origin) => origin === homeOrigin && await this.allowsOrigin(),
    },
    rooms: {
      open: async (session, address) => {
        await this.openRoom(session, address);
        return this.#target(session, address);
      },
      listsOf: () => [],
      recentChanges: () => Promise.resolve([]),
      connected: ({ device }) => { this.presence.push(`${device} came`); },
      disconnected: ({ device }) => { this.presence.push(`${device} went`); },
    },
    commands: { run: (_session, name, args) => this.runCommand(name, args) as never },
    rates: { take: () => {} }, feeds: this.feeds, trustProxy: 0, logger: { error: () => {} },
  });
  readonly #http = createServer();

  static async open(): Promise<GatewayStage> {
    const stage = new GatewayStage();
    stage.gateway.attach(stage.#http);
    stage.#http.listen(0, '127.0.0.1');
    await once(stage.#http, 'listening');
    onTestFinished(() => {
      stage.#http.close();
      stage.feeds.stop();
      return stage.gateway.drain();
    });
    return stage;
  }

  get url(): string { return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`; }

  /** A conversation gets these changes: stored, then announced. */
  happen(id: number, changes: Change[]): void {
    this.logs.get(id)?.push(...changes);
    this.feeds.conversation({ id }, changes);
  }

  async connect(token = 'ana', path = '/sync'): Promise<Client> {
    const client = this.dial({ token, path });
    await once(client.ws, 'open');
    return client;
  }

  dial({ token, path = '/sync', origin = homeOrigin }: { token: string | undefined; path?: string; origin?: string | null }): Client {
    const protocols = [subprotocol, ...(token === undefined ? [] : [tokenSubprotocol(token)])];
    const client = new Client(new WebSocket(this.url + path, protocols, origin === null ? {} : { origin }));
    onTestFinished(() => { client.ws.terminate(); });
    return client;
  }

  #target(session: Session, address: FeedAddress): FeedTarget {
    if (address.kind === 'inbox') return { kind: 'inbox', userId: session.userId };
    const id = address.kind === 'conversation' ? Number(address.conversation.split('-')[1]) : undefined;
    if (id === undefined || !this.logs.has(id)) throw new FoyerError('not-found');
    return { kind: 'conversation', id, uid: `conversation-${id}` };
  }
}

/** A socket that keeps what it hears. */
export class Client {
  readonly ws: WebSocket;
  readonly heard: ServerFrame[] = [];
  readonly binary: Buffer[] = [];
  /** The status of a handshake that was refused. */
  readonly refused: Promise<number>;
  readonly closed: Promise<number>;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('error', () => {});
    ws.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binary.push(data);
      else this.heard.push(JSON.parse(data.toString()) as ServerFrame);
    });
    this.refused = new Promise((resolve) => { ws.on('unexpected-response', (request, response) => { resolve(response.statusCode ?? 0); request.destroy(); }); });
    this.closed = new Promise((resolve) => { ws.on('close', resolve); });
  }

  say(frame: object): void { this.ws.send(JSON.stringify(frame)); }
  sendOn(channel: number, ...bytes: number[]): void { this.ws.send(Uint8Array.of(channel, ...bytes)); }
}
