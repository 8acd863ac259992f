import type { ConversationHandle, ConversationTarget, FoyerClient } from '../../client/api.ts';
import { FoyerError, type ErrorCode } from '../../protocol/errors.ts';
import { deepActiveElement } from './focus.ts';
import { Layers, type Cover, type Layer, type Place, type ThreadLayer } from './layers.ts';
import { pageLink } from './page-link.ts';

interface NavigationParts {
  start: () => Promise<FoyerClient>;
  /** Where a visitor begins: `auto` is the team's chat, or home where there are others. */
  startAt: () => 'auto' | 'home' | 'chat';
  /** Whether something is asked before a first message in this conversation. Where that cannot be told, nothing is. */
  mustAsk: (client: FoyerClient, conversation: ConversationHandle) => Promise<boolean>;
  onChange: () => void;
  onFault: (code: ErrorCode) => void;
}

/**
 * Where one is in the panel, and how one gets elsewhere.
 *
 *  begin ─▶ [thread]  or  [home] ─ visit ▶ [home, thread] ─ details ▶ [home, thread, info]
 *               └── up ──▶ [home]      ◀──── back, one at a time ────
 *  begin, by a link in the address ─▶ [home, join]  or  [home, link]
 *                          [chats] ─ cover ▶ [chats, search] ─ visit ▶ …
 */
export class Navigation {
  readonly #parts: NavigationParts;
  readonly #layers: Layers;
  /** What had the focus when each layer above the lowest came. */
  #origins: (HTMLElement | undefined)[] = [];

  constructor(parts: NavigationParts) {
    this.#parts = parts;
    this.#layers = new Layers(parts.onChange);
  }

  get layers(): readonly Layer[] { return this.#layers.stack; }
  get top(): Layer | undefined { return this.#layers.top; }
  /** Of the thread on top. */
  get conversation(): ConversationHandle | undefined { return this.top?.name === 'thread' ? this.top.conversation : undefined; }

  /** Resolves when the first thing is there, or it is plain why it is not. */
  begin(target?: ConversationTarget): Promise<unknown> {
    const [name] = pageLink() ?? [];
    if (!target && name) {
      this.#reset({ name: 'home' }, { name });
      return this.#parts.start().catch(() => undefined);
    }
    const layer: ThreadLayer = { name: 'thread', target };
    this.#reset(layer);
    return this.#fill(layer);
  }

  /** A conversation on top of where one is. */
  visit(target: ConversationTarget): Promise<void> {
    const layer: ThreadLayer = { name: 'thread', target };
    this.#push(layer);
    return this.#fill(layer);
  }

  details(): void {
    const { conversation } = this;
    if (conversation) this.#push({ name: 'info', conversation });
  }

  cover(name: Cover): void { this.#push({ name }); }

  go(place: Place): void { this.#reset({ name: place }); }

  /** One layer less; where the focus should return to, or `false` when only one is left. */
  back(): { origin: HTMLElement | undefined } | false {
    if (!this.#layers.pop()) return false;
    return { origin: this.#origins.pop() };
  }

  leave(): void { this.#reset(); }

  /** The person is another one: what was open is not theirs. A way in that is under way goes on as whoever it is now. */
  forget(): void {
    if (this.#layers.stack.length === 0 || (this.top?.name === 'thread' && !this.top.conversation)) return;
    this.go('home');
  }

  /** The client was stopped and runs again: its conversations have to be opened anew. */
  async reopen(): Promise<void> {
    const kept = this.#layers.stack.flatMap((layer): Layer[] => {
      if (layer.name === 'info' || layer.name === 'ask') return [];
      return [layer.name === 'thread' ? { name: 'thread', target: layer.conversation ? { id: layer.conversation.id } : layer.target } : layer];
    });
    this.#layers.reset(...kept);
    this.#origins = this.#origins.slice(0, Math.max(0, kept.length - 1));
    await Promise.all(kept.map((layer) => (layer.name === 'thread' ? this.#fill(layer) : undefined)));
  }

  /** Once more what did not work. */
  async retry(): Promise<void> {
    const layer = this.top;
    if (layer?.name !== 'thread' || layer.fault === undefined) return;
    const next: ThreadLayer = { name: 'thread', target: layer.target };
    this.#layers.replace(layer, next);
    await this.#fill(next);
  }

  async #fill(layer: ThreadLayer): Promise<void> {
    try {
      const client = await this.#parts.start();
      if (layer.target === undefined && this.#beginsAtHome(client)) {
        this.#layers.replace(layer, { name: 'home' });
        return;
      }
      const conversation = await client.openConversation(layer.target ?? { support: true });
      if (!this.#layers.replace(layer, { ...layer, conversation })) { conversation.close(); return; }
      if (await this.#parts.mustAsk(client, conversation) && this.conversation === conversation) this.cover('ask');
    } catch (error) {
      const code = error instanceof FoyerError ? error.code : 'internal';
      if (this.#layers.replace(layer, { ...layer, fault: code })) this.#parts.onFault(code);
    }
  }

  #beginsAtHome(client: FoyerClient): boolean {
    const startAt = this.#parts.startAt();
    const hasChoice = client.inbox.value.conversations.some(({ kind, lastMessage }) => kind !== 'support' && lastMessage !== null);
    return startAt === 'home' || (startAt === 'auto' && hasChoice);
  }

  #push(layer: Layer): void {
    this.#origins.push(deepActiveElement());
    this.#layers.push(layer);
  }

  #reset(...layers: Layer[]): void {
    this.#origins = [];
    this.#layers.reset(...layers);
  }
}
