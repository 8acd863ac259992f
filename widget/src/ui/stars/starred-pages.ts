import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FoyerClient, Starred, StarsPage } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';

/** No fault of anybody's: it comes with the connection. */
export const isUnreachable = (code: string): boolean => code === 'offline' || code === 'timeout';

/** Pages of starred messages, as far as somebody has asked for them; kept as they are while there is no connection, and asked for anew with each change. */
export class StarredPages implements ReactiveController {
  stars: readonly Starred[] = [];
  readonly conversations = new Map<string, StarsPage['conversations'][number]>();
  readonly people = new Map<string, StarsPage['people'][number]>();
  hasMore = false;
  /** The first answer is not there yet. */
  isLoading = true;
  isBusy = false;
  /** Why they could not be had. */
  fault: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #client: () => FoyerClient | undefined;
  readonly #conversation: () => string | undefined;
  #next: string | undefined;
  #leave: (() => void) | undefined;
  #turn = 0;

  /** With `conversation`, those of one alone. */
  constructor(host: ReactiveControllerHost, client: () => FoyerClient | undefined, conversation: () => string | undefined = () => undefined) {
    this.#host = host;
    this.#client = client;
    this.#conversation = conversation;
    host.addController(this);
  }

  /** The client is known to the host by then. */
  hostUpdate(): void { if (!this.#leave && this.#client()) this.#follow(); }

  hostDisconnected(): void {
    this.#turn += 1;
    this.#leave?.();
    this.#leave = undefined;
  }

  more(): void { void this.#ask(this.#next, 0); }

  /** Once more what did not work. */
  retry(): void { if (this.#next === undefined) void this.#ask(undefined, 0); else this.more(); }

  #follow(): void {
    const client = this.#client();
    // Also a connection that is there again brings it.
    const leaves = [client?.status.subscribe(({ name }) => { if (name === 'online' && this.fault !== undefined) this.retry(); })];
    let isOver = false;
    this.#leave = () => {
      isOver = true;
      for (const leave of leaves) leave?.();
    };
    client?.listTools().then(({ stars }) => {
      if (!isOver) leaves.push(stars.revision.subscribe(() => { void this.#ask(undefined, this.stars.length); }));
    }).catch(() => undefined);
    void this.#ask(undefined, 0);
  }

  /** From the beginning, until there are as many as there were; or from where the last page has ended. */
  async #ask(from: string | undefined, atLeast: number): Promise<void> {
    const turn = (this.#turn += 1);
    this.isBusy = true;
    this.fault = undefined;
    this.#host.requestUpdate();
    try {
      const tools = await this.#client()?.listTools();
      const conversation = this.#conversation();
      let before = from;
      let stars = from === undefined ? [] : this.stars;
      do {
        const page = await tools?.stars.page({ ...(conversation === undefined ? {} : { conversation }), ...(before === undefined ? {} : { before }) });
        if (turn !== this.#turn || !page) return;
        for (const one of page.conversations) this.conversations.set(one.id, one);
        for (const one of page.people) this.people.set(one.id, one);
        stars = [...stars, ...page.stars];
        before = page.next;
      } while (before !== undefined && stars.length < atLeast);
      this.stars = stars;
      this.#next = before;
      this.hasMore = before !== undefined;
      this.isLoading = false;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    this.isBusy = false;
    this.#host.requestUpdate();
  }
}
