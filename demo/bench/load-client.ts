import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Session { user: { id: string }; accessToken: string }

/** SyncStep1 of an empty document on channel 1. */
const join = Uint8Array.of(1, 0, 0, 1, 0);

/** One device with a socket, as cheap as can be: it never decodes a document. */
export class LoadClient {
  readonly url: string;
  declare session: Session;
  declare socket: WebSocket;
  acked = 0;
  refused = 0;
  #lastId = 0;
  onFrame: (frame: Buffer) => void = () => {};

  constructor(url: string) { this.url = url; }

  async signIn(): Promise<void> { this.session = await this.post('/sessions', { site: 'demo' }); }

  async post<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(this.session ? { authorization: `Bearer ${this.session.accessToken}` } : {}) },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json() as T;
  }

  async connect(): Promise<void> {
    this.socket = new WebSocket(`${this.url.replace('http', 'ws')}/sync`, ['foyer.1', `token.${this.session.accessToken}`], {
      headers: { Origin: this.url }, perMessageDeflate: false,
    });
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.onFrame(data);
      else if (data.includes('"t":"ok"')) this.acked += 1;
      else if (data.includes('"t":"error"')) this.refused += 1;
    });
    await once(this.socket, 'open');
  }

  /** Watches a feed on channel 1; resolves when its content is here. */
  async watch(feed: string): Promise<void> {
    this.socket.send(JSON.stringify({ t: 'open', ch: 1, feed }));
    await new Promise<void>((resolve) => {
      const opened = (data: Buffer, isBinary: boolean): void => {
        if (isBinary || !data.includes('"opened"')) return;
        this.socket.off('message', opened);
        resolve();
      };
      this.socket.on('message', opened);
    });
    const synced = new Promise<void>((resolve) => { this.onFrame = () => { resolve(); }; });
    this.socket.send(join);
    await synced;
  }

  send(conversation: string, text: string): void {
    this.#lastId += 1;
    this.socket.send(`{"t":"command","id":${this.#lastId},"name":"message.send","args":{"conversation":"${conversation}","clientId":"c${this.#lastId}","content":{"kind":"text","text":"${text}"}}}`);
  }
}
