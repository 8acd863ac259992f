import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Session { user: { id: string }; accessToken: string }

/** SyncStep1 of an empty document on channel 1. */
const join = Uint8Array.of(1, 0, 0, 1, 0);

/** One device with a socket, as cheap as can be: it never decodes a document. */
export class LoadClient {
  readonly #url: string;
  #session: Session | undefined;
  #socket: WebSocket | undefined;
  #lastId = 0;
  acked = 0;
  overloaded = 0;
  /** Refused for another reason than load. */
  failed = 0;
  onFrame: (frame: Buffer) => void = () => {};

  private constructor(url: string) { this.#url = url; }

  /** A new visitor. */
  static async arrive(url: string): Promise<LoadClient> {
    const client = new LoadClient(url);
    client.#session = await client.request<Session>('POST', '/sessions', { site: 'demo' });
    return client;
  }

  get user(): string { return this.#session?.user.id ?? ''; }

  /** Sends its requests there from now on: the server has started again. */
  moved(url: string): LoadClient {
    const client = new LoadClient(url);
    client.#session = this.#session;
    return client;
  }

  async request<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method, ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', ...(this.#session ? { authorization: `Bearer ${this.#session.accessToken}` } : {}) },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json() as T;
  }

  async connect(): Promise<void> {
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/sync`, ['foyer.1', `token.${this.#session?.accessToken}`], {
      headers: { Origin: this.#url }, perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.onFrame(data);
      else if (data.includes('"t":"ok"')) this.acked += 1;
      else if (data.includes('"overloaded"')) this.overloaded += 1;
      else if (data.includes('"t":"error"')) this.failed += 1;
    });
    await once(socket, 'open');
    socket.on('error', () => {});
  }

  /** Watches a feed on channel 1; resolves when its content is here, to the bytes of that. */
  async watch(feed: string): Promise<number> {
    const socket = this.#socket;
    if (!socket) throw new Error('It is not connected');
    socket.send(JSON.stringify({ t: 'open', ch: 1, feed }));
    await new Promise<void>((resolve) => {
      const opened = (data: Buffer, isBinary: boolean): void => {
        if (isBinary || !data.includes('"opened"')) return;
        socket.off('message', opened);
        resolve();
      };
      socket.on('message', opened);
    });
    const synced = new Promise<number>((resolve) => { this.onFrame = (frame) => { resolve(frame.length); }; });
    socket.send(join);
    return await synced;
  }

  /** `text` must need no escaping. */
  send(conversation: string, text: string): void {
    this.#lastId += 1;
    this.#socket?.send(`{"t":"command","id":${this.#lastId},"name":"message.send","args":{"conversation":"${conversation}","clientId":"c${this.#lastId}","content":{"kind":"text","text":"${text}"}}}`);
  }

  close(): void { this.#socket?.terminate(); }
}

/** Does `make` for 0 … count − 1, a few at a time, in order. */
export async function many<T>(count: number, atOnce: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let from = 0; from < count; from += atOnce) {
    made.push(...await Promise.all(Array.from({ length: Math.min(atOnce, count - from) }, (_, offset) => make(from + offset))));
  }
  return made;
}
