import { LitElement, html, nothing } from 'lit';
import type { Content, ConversationHandle, ConversationTarget, FoyerClient } from '../../client/api.ts';
import { createFoyerClient } from '../../client/foyer-client.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { icons } from '../icons.ts';
import { counterpart } from '../inbox/conversation-list.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { ago } from '../times.ts';
import { tokens } from '../tokens.styles.ts';
import type { FoyerConversation } from '../conversation/conversation.ts';
import { chatStyles } from './chat.styles.ts';

type Identity = Parameters<FoyerClient['identify']>[0];

/**
 * @tag foyer-chat
 * @summary The chat of a site: a launcher and its panel, or the panel alone. Nothing is stored, connected or fetched before it opens.
 * @event foyer-ready - The chat has a session.
 * @event {CustomEvent} foyer-before-open - Cancelable: the panel is about to open.
 * @event foyer-open - The panel has opened.
 * @event foyer-close - The panel has closed.
 * @event {CustomEvent<{count: number}>} foyer-unread - The number of unread messages has changed.
 * @event {CustomEvent<{conversationId: string, message: object}>} foyer-message - Somebody has written.
 * @event {CustomEvent<{status: string}>} foyer-status - The connection has changed.
 * @event {CustomEvent<{code: string}>} foyer-error - Something went wrong.
 * @csspart launcher - The round button.
 * @csspart badge - The count of unread messages on it.
 * @csspart panel - The panel.
 * @csspart header - Its header.
 */
export class FoyerChat extends LitElement {
  static override properties = {
    server: {}, site: {}, mode: { reflect: true }, position: { reflect: true }, scheme: { reflect: true },
    isOpen: { type: Boolean, reflect: true, attribute: 'open' }, unread: { type: Number, reflect: true }, status: { reflect: true },
    isHidden: { state: true }, conversation: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, chatStyles];

  declare server: string;
  declare site: string;
  declare mode: 'float' | 'inline' | 'page';
  declare position: 'end' | 'start';
  declare scheme: 'auto' | 'light' | 'dark';
  declare isOpen: boolean;
  declare unread: number;
  declare status: string;
  declare isHidden: boolean;
  declare conversation: ConversationHandle | undefined;
  declare fault: string | undefined;

  #client: FoyerClient | undefined;
  #starting: Promise<FoyerClient> | undefined;
  #unsubscribe: (() => void)[] = [];
  readonly #inbox = new StoreController(this, () => this.#client?.inbox);
  readonly #presence = new StoreController(this, () => this.#client?.presence);
  readonly #me = new StoreController(this, () => this.#client?.me);

  constructor() {
    super();
    this.server = '';
    this.site = '';
    this.mode = 'float';
    this.position = 'end';
    this.scheme = 'auto';
    this.isOpen = false;
    this.unread = 0;
    this.status = 'idle';
    this.isHidden = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.mode !== 'float') void this.open();
    else if (this.isOpen) void this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is a removal and an insertion in one turn: only a removal that lasts ends the client.
    queueMicrotask(() => { if (!this.isConnected) this.#shutDown(); });
  }

  async open(): Promise<void> {
    if (this.isOpen || !this.#ask('foyer-before-open')) return;
    this.isOpen = true;
    this.#tell('foyer-open');
    await this.#enter();
    await this.updateComplete;
    this.renderRoot.querySelector<FoyerConversation>('foyer-conversation')?.focus();
  }

  close(): void {
    if (!this.isOpen || this.mode !== 'float') return;
    this.isOpen = false;
    this.#leave();
    this.#tell('foyer-close');
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus(); });
  }

  toggle(): void { if (this.isOpen) this.close(); else void this.open(); }
  show(): void { this.isHidden = false; }
  hide(): void { this.close(); this.isHidden = true; }

  /** Resolves when the chat has a session. */
  async ready(): Promise<void> { await this.#start(); }

  /** With `true` the chat may connect before it is opened. */
  async consent(isGiven: boolean): Promise<void> {
    if (isGiven) await this.#start();
    else await this.reset();
  }

  async identify(identity: Identity): Promise<void> { await (await this.#start()).identify(identity); }

  /** Forgets the visitor on this device, in every tab. */
  async reset(): Promise<void> {
    this.#leave();
    await this.#client?.reset();
  }

  /** Removes the element and all that it runs; stored data stays. */
  destroy(): void { this.remove(); }

  async openConversation(target: ConversationTarget, draft?: string): Promise<void> {
    await this.open();
    await this.#show(target);
    if (draft !== undefined) this.conversation?.setDraft(draft);
  }

  async send(conversationId: string, content: Content): Promise<void> {
    const handle = await (await this.#start()).openConversation({ id: conversationId });
    await handle.send(content);
    if (handle !== this.conversation) handle.close();
  }

  override render() {
    if (this.isHidden) return nothing;
    return html`
      <div class="frame ${this.isOpen ? 'open' : ''}">
        ${this.isOpen ? this.#panel() : nothing}
        ${this.mode === 'float' ? this.#launcher() : nothing}
      </div>`;
  }

  #launcher() {
    const label = this.isOpen ? localize('closeChat') : this.unread > 0 ? localize('openChatUnread', { count: this.unread }) : localize('openChat');
    return html`
      <button class="launcher" part="launcher" aria-expanded=${this.isOpen ? 'true' : 'false'} aria-label=${label} @click=${this.toggle}>
        ${this.isOpen ? icons.chevron : icons.chat}
        ${this.unread > 0 && !this.isOpen ? html`<span class="badge" part="badge" aria-hidden="true">${this.unread > 99 ? '99+' : this.unread}</span>` : nothing}
      </button>`;
  }

  #panel() {
    const { conversation } = this;
    return html`
      <section class="panel" part="panel" role="dialog" aria-label=${localize('chat')} @keydown=${this.#onKey}>
        ${this.#header()}
        ${conversation ? html`<foyer-conversation exportparts="thread, bubble, bubble-own, composer, send" .client=${this.#client} .conversation=${conversation} .showNames=${true}></foyer-conversation>` : this.#list()}
      </section>`;
  }

  #header() {
    const snapshot = this.conversation?.snapshot.value;
    const inbox = this.#inbox.value;
    const hasOthers = (inbox?.conversations ?? []).some(({ id, lastMessage }) => lastMessage !== null && id !== this.conversation?.id);
    const { name, ids } = snapshot ? counterpart(snapshot, this.#me.value?.id ?? '', false) : { name: localize('team'), ids: (inbox?.team ?? []).map(({ id }) => id) };
    return html`
      <div class="header" part="header">
        ${this.conversation && hasOthers ? html`<button class="round" aria-label=${localize('back')} @click=${this.#leave}>${icons.back}</button>` : nothing}
        <foyer-avatar .name=${name} .online=${ids.some((id) => this.#presence.value?.get(id)?.online)}></foyer-avatar>
        <div class="who"><h2><bdi>${name}</bdi></h2><p>${this.#presenceLine(ids)}</p></div>
        ${this.mode === 'float' ? html`<button class="round" aria-label=${localize('closeChat')} @click=${this.close}>${icons.close}</button>` : nothing}
      </div>`;
  }

  /** Who is here, or else who was here last. */
  #presenceLine(ids: readonly string[]): string {
    const known = ids.flatMap((id) => this.#presence.value?.get(id) ?? []);
    const here = known.find(({ online }) => online);
    if (here) {
      const name = [...(this.#inbox.value?.team ?? []), ...(this.conversation?.snapshot.value?.people ?? [])].find(({ id }) => id === here.user)?.name;
      return name === undefined ? localize('here') : localize('isHere', { name });
    }
    const last = Math.max(0, ...known.map(({ lastSeenAt }) => lastSeenAt ?? 0));
    return last > 0 ? localize('lastSeen', { when: ago(last, Date.now()) }) : localize('away');
  }

  #list() {
    if (this.fault !== undefined) return html`<p class="fault" role="alert">${localize('errorStart', { code: this.fault })}</p>`;
    return html`
      <div class="list">
        <foyer-conversation-list exportparts="list" .conversations=${(this.#inbox.value?.conversations ?? []).filter(({ lastMessage }) => lastMessage !== null)}
          .presence=${this.#presence.value ?? new Map()} .me=${this.#me.value?.id ?? ''}
          @foyer-pick=${(event: CustomEvent<{ id: string }>) => { void this.#show({ id: event.detail.id }); }}></foyer-conversation-list>
        <button class="new-chat" @click=${() => { void this.#show({ support: true }); }}>${localize('newChat')}</button>
      </div>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.close();
  };

  readonly #leave = (): void => {
    this.conversation?.close();
    this.conversation = undefined;
  };

  async #enter(): Promise<void> {
    try {
      const client = await this.#start();
      const hasDirect = client.inbox.value.conversations.some(({ kind, lastMessage }) => kind !== 'support' && lastMessage !== null);
      if (!hasDirect && !this.conversation) await this.#show({ support: true });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #show(target: ConversationTarget): Promise<void> {
    try {
      const handle = await (await this.#start()).openConversation(target);
      if (!this.isOpen) { handle.close(); return; }
      if (handle !== this.conversation) this.#leave();
      this.conversation = handle;
      this.fault = undefined;
      this.#unsubscribe.push(handle.snapshot.subscribe(() => { this.requestUpdate(); }));
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.fault = error instanceof FoyerError ? error.code : 'internal';
    this.#tell('foyer-error', { code: this.fault });
  }

  #start(): Promise<FoyerClient> {
    const starting = this.#starting ??= this.#connect().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return starting;
  }

  async #connect(): Promise<FoyerClient> {
    const client = this.#client ??= createFoyerClient({ server: this.server || location.origin, site: this.site });
    this.#unsubscribe.push(
      client.status.subscribe(({ name }) => { this.status = name; this.#tell('foyer-status', { status: name }); }),
      client.inbox.subscribe(({ unread }) => {
        if (unread === this.unread) return;
        this.unread = unread;
        this.#tell('foyer-unread', { count: unread });
      }),
      client.on('message', (detail) => { this.#tell('foyer-message', detail); }),
      client.on('error', (detail) => { this.#tell('foyer-error', detail); }),
      client.on('reset', () => { this.#leave(); }),
    );
    await client.start();
    this.status = client.status.value.name;
    this.#tell('foyer-ready');
    this.requestUpdate();
    return client;
  }

  #shutDown(): void {
    this.#leave();
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    void this.#client?.stop();
    this.#client = undefined;
    this.#starting = undefined;
  }

  #tell(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }
  #ask(type: string): boolean { return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable: true })); }
}
