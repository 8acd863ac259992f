import type { FoyerClient } from '../../client/api.ts';
import { createFoyerClient } from '../../client/foyer-client.ts';
import * as limits from '../../protocol/limits.ts';

interface KeeperParts {
  /** Asked when the client is made: a page may set attributes until then. */
  options: () => { server: string; site: string };
  language: () => string;
  /** The client has been made: subscribe to it. What is returned ends with it. */
  onMade: (client: FoyerClient) => readonly (() => void)[];
  /** It runs, for the first time or again. */
  onStarted: (client: FoyerClient) => void;
  /** The page has come back from the browser's cache, and the client with it. */
  onThawed: () => void;
}

/**
 * The one client of a chat: made when something is to be said to it, started when the visitor turns to the chat, asleep while the
 * page lies in the browser's back/forward cache, where an open socket would keep it out.
 */
export class ClientKeeper {
  readonly #parts: KeeperParts;
  #client: FoyerClient | undefined;
  #starting: Promise<FoyerClient> | undefined;
  #isFrozen = false;
  #leaves: (() => void)[] = [];
  #leavePage: (() => void) | undefined;

  constructor(parts: KeeperParts) { this.#parts = parts; }

  get client(): FoyerClient | undefined { return this.#client; }

  /** Does nothing by itself: a client is still until it is started. */
  ensure(): FoyerClient {
    if (this.#client) return this.#client;
    // The team sees what somebody writes from: the browser's own words, without those that all of them say.
    const deviceLabel = navigator.userAgent.replace(/^Mozilla\/5\.0 |AppleWebKit\/\S+ \(KHTML, like Gecko\) /g, '').slice(0, limits.deviceLabelMaxLength);
    const client = this.#client = createFoyerClient({ ...this.#parts.options(), deviceLabel });
    this.#leaves = [
      ...this.#parts.onMade(client),
      // Stopped by a reset, here or in another tab: the next way in starts it anew.
      client.status.subscribe(({ name }) => { if (name === 'idle') this.#starting = undefined; }),
    ];
    addEventListener('pagehide', this.#onHide);
    addEventListener('pageshow', this.#onShow);
    return client;
  }

  /** Nothing is stored, connected or told before this. */
  start(): Promise<FoyerClient> {
    return this.#starting ??= this.#begin().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
  }

  /** Gives up what failed for good, and tries from the start. */
  async restart(): Promise<FoyerClient> {
    await this.#client?.stop();
    this.#starting = undefined;
    return this.start();
  }

  /** Forgets the visitor. Where none was here, nothing is opened for it: what was said for later goes with the client. */
  async reset(): Promise<void> {
    const client = this.ensure();
    if (await client.isStored() || this.#starting) await client.reset();
    else this.stop();
  }

  stop(): void {
    removeEventListener('pagehide', this.#onHide);
    removeEventListener('pageshow', this.#onShow);
    for (const leave of this.#leaves.splice(0)) leave();
    this.#leavePage?.();
    void this.#client?.stop();
    this.#client = undefined;
    this.#starting = undefined;
    this.#isFrozen = false;
  }

  async #begin(): Promise<FoyerClient> {
    const client = this.ensure();
    await client.start();
    if (client !== this.#client) return client;
    void this.#watchPage(client);
    this.#parts.onStarted(client);
    return client;
  }

  /** A courtesy to the team, which the chat does without when it cannot be fetched. */
  async #watchPage(client: FoyerClient): Promise<void> {
    const { watchPage } = await import('./page-watcher.ts').catch(() => ({ watchPage: undefined }));
    if (!watchPage || client !== this.#client) return;
    this.#leavePage?.();
    this.#leavePage = watchPage((page) => { client.setPage(page, this.#parts.language()); });
  }

  readonly #onHide = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#starting) return;
    this.#isFrozen = true;
    void this.#client?.stop();
  };

  readonly #onShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#isFrozen) return;
    this.#isFrozen = false;
    void this.start().then(() => { this.#parts.onThawed(); });
  };
}
