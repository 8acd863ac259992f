import type { FoyerClient } from '../../client/api.ts';

interface Host extends EventTarget { unread: number; status: string }

/** What a chat tells its page: each change once, in the attribute and as an event. */
export class ChatEvents {
  readonly #host: Host;
  readonly #session = Promise.withResolvers<void>();
  #hasSession = false;

  constructor(host: Host) { this.#host = host; }

  /** Resolves when there is a session for the first time. */
  get session(): Promise<void> { return this.#session.promise; }

  /** Tells of this client until what is returned is called. */
  follow(client: FoyerClient): (() => void)[] {
    return [
      client.status.subscribe(({ name }) => {
        this.#host.status = name;
        this.tell('foyer-status', { status: name });
      }),
      client.me.subscribe(() => { this.started(client); }),
      client.inbox.subscribe(({ unread }) => { this.#count(unread); }),
      client.on('message', (detail) => { this.tell('foyer-message', detail); }),
      client.on('error', (detail) => { this.tell('foyer-error', detail); }),
    ];
  }

  /** Something stored may be known at once. */
  started(client: FoyerClient): void {
    this.#host.status = client.status.value.name;
    this.#count(client.inbox.value.unread);
    if (this.#hasSession || client.me.value === undefined) return;
    this.#hasSession = true;
    this.#session.resolve();
    this.tell('foyer-ready');
  }

  tell(type: string, detail: object = {}): void { this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }

  /** `false` where the page says no. */
  ask(type: string): boolean { return this.#host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable: true })); }

  #count(unread: number): void {
    if (unread === this.#host.unread) return;
    this.#host.unread = unread;
    this.tell('foyer-unread', { count: unread });
  }
}
