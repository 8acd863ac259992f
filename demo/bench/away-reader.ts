import { createFoyerClient, type ConversationHandle, type FoyerClient } from '@foyer-chat/widget/headless';
import { WebSocket } from 'ws';

const patienceMs = 30_000;
/** Nothing listens there. */
const nowhere = 'ws://127.0.0.1:9';

/** The product's own client with a thread open, on a device whose network goes and comes when it is told. */
export class AwayReader {
  readonly #client: FoyerClient;
  #side: ConversationHandle | undefined;
  #socket: WebSocket | undefined;
  #isAway = false;
  #dialledAt = 0;

  private constructor(url: string) {
    const dial = (address: string, protocols: string[], options: object): WebSocket => {
      this.#dialledAt = performance.now();
      return this.#socket = new WebSocket(this.#isAway ? nowhere : address, protocols, { ...options, perMessageDeflate: false });
    };
    // A plain function that returns an object serves `new`.
    const Dialling = function dialling(address: string, protocols: string[], options: object) { return dial(address, protocols, options); };
    this.#client = createFoyerClient({
      server: url, site: 'demo', storage: 'memory', origin: url, random: () => 0, WebSocket: Dialling as unknown as typeof globalThis.WebSocket,
    });
  }

  static async arrive(url: string): Promise<AwayReader> {
    const reader = new AwayReader(url);
    await reader.#client.start();
    await reader.#until(() => reader.#client.status.value.name === 'online');
    return reader;
  }

  get user(): string { return this.#client.me.value?.id ?? ''; }

  /** Connected, and in this thread instead of the one before. */
  async open(conversation: string): Promise<void> {
    this.#side?.close();
    this.#side = await this.#client.openConversation({ id: conversation });
    await this.#until(() => this.#client.status.value.name === 'online');
  }

  /** The network is gone. */
  async leave(): Promise<void> {
    this.#isAway = true;
    this.#socket?.terminate();
    await this.#until(() => this.#client.status.value.name !== 'online');
  }

  /** The network is back: milliseconds from the new socket to the thread that shows `count` messages more than before. */
  async comeBack(count: number): Promise<number> {
    const wanted = this.#shown + count;
    this.#isAway = false;
    await this.#until(() => this.#client.status.value.name === 'online' && this.#shown >= wanted);
    return performance.now() - this.#dialledAt;
  }

  async stop(): Promise<void> { await this.#client.stop(); }

  get #shown(): number { return this.#side?.timeline.value.items.length ?? 0; }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaves = [this.#client.status.subscribe(() => { look(); }), this.#side?.timeline.subscribe(() => { look(); })];
      const end = (): void => { clearTimeout(timer); for (const leave of leaves) leave?.(); };
      const timer = setTimeout(() => { end(); reject(new Error(`The reader is ${this.#client.status.value.name} and shows ${this.#shown} messages`)); }, patienceMs);
      const look = (): void => { if (holds()) { end(); resolve(); } };
      look();
    });
  }
}
