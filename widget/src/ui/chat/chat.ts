import { LitElement, html, nothing } from 'lit';
import type { Content, ConversationHandle, ConversationTarget, FoyerClient } from '../../client/api.ts';
import { createFoyerClient } from '../../client/foyer-client.ts';
import type { OwnTexts } from '../../locales/languages.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { pageProof } from '../../themes/page-proof.styles.ts';
import { icons } from '../icons.ts';
import { setLocale } from '../locale-scope.ts';
import { localize, localizer } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
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
    server: {}, site: {}, mode: { reflect: true }, position: { reflect: true }, locale: {}, texts: { attribute: false }, scheme: { reflect: true },
    isOpen: { type: Boolean, reflect: true, attribute: 'open' }, unread: { type: Number, reflect: true }, status: { reflect: true },
    isHidden: { state: true }, isEntering: { state: true }, conversation: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, pageProof, chatStyles];

  declare server: string;
  declare site: string;
  declare mode: 'float' | 'inline' | 'page';
  declare position: 'end' | 'start';
  /** A language tag, or `auto`: the page's language, then the browser's. */
  declare locale: string;
  /** Texts of the site's own, in place of ours: by key, or by language and key. */
  declare texts: OwnTexts;
  declare scheme: 'auto' | 'light' | 'dark';
  declare isOpen: boolean;
  declare unread: number;
  declare status: string;
  declare isHidden: boolean;
  declare isEntering: boolean;
  declare conversation: ConversationHandle | undefined;
  declare fault: string | undefined;

  #client: FoyerClient | undefined;
  #starting: Promise<FoyerClient> | undefined;
  /** Of the latest way in: an earlier one that ends after it changes nothing. */
  #entry = 0;
  #unsubscribe: (() => void)[] = [];
  #session = Promise.withResolvers<void>();
  #hasSession = false;
  readonly #inbox = new StoreController(this, () => this.#client?.inbox);
  readonly #presence = new StoreController(this, () => this.#client?.presence);
  readonly #me = new StoreController(this, () => this.#client?.me);

  constructor() {
    super();
    this.server = '';
    this.site = '';
    this.mode = 'float';
    this.position = 'end';
    this.locale = 'auto';
    this.texts = {};
    setLocale(this, this.locale);
    this.scheme = 'auto';
    this.isOpen = false;
    this.unread = 0;
    this.status = 'idle';
    this.isHidden = false;
    this.isEntering = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.isOpen) { if (!this.conversation) void this.#enter(); }
    else if (this.mode !== 'float') void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is a removal and an insertion in one turn: only a removal that lasts ends the client.
    queueMicrotask(() => { if (!this.isConnected) this.#shutDown(); });
  }

  async open(): Promise<void> { if (!this.isOpen && this.#unfold()) await this.#enter(undefined, this.mode === 'float'); }

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

  /** Resolves when the chat has a session, which it does not begin by itself. */
  ready(): Promise<void> { return this.#session.promise; }

  /** With `true` the chat may connect before it is opened. */
  async consent(isGiven: boolean): Promise<void> {
    if (isGiven) await this.#start();
    else await this.reset();
  }

  /** Who the visitor is; the server hears of it when the chat connects. */
  async identify(identity: Identity): Promise<void> { await this.#ensureClient().identify(identity); }

  /** Forgets the visitor on this device, in every tab. */
  async reset(): Promise<void> {
    this.#leave();
    await this.#ensureClient().reset();
  }

  /** Removes the element and all that it runs; stored data stays. */
  destroy(): void { this.remove(); }

  async openConversation(target: ConversationTarget, draft?: string): Promise<void> {
    if (!this.isOpen && !this.#unfold()) return;
    await this.#enter(target, true);
    if (draft !== undefined) this.conversation?.setDraft(draft);
  }

  async send(conversationId: string, content: Content): Promise<void> {
    const handle = await (await this.#start()).openConversation({ id: conversationId });
    try {
      await handle.send(content);
    } finally {
      handle.close();
    }
  }

  setLocale(locale: string): void { this.locale = locale; }
  setScheme(scheme: FoyerChat['scheme']): void { this.scheme = scheme; }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('locale') || changed.has('texts')) setLocale(this, this.locale, this.texts);
  }

  override updated(changed: Map<string, unknown>): void {
    // The page has set the attribute itself.
    if (changed.has('isOpen') && this.isOpen && this.#entry === 0) void this.#enter();
  }

  override render() {
    if (this.isHidden) return nothing;
    return html`
      <div class="frame ${this.isOpen ? 'open' : ''}" lang=${localizer().tag}>
        ${this.isOpen ? this.#panel() : nothing}
        ${this.mode === 'float' ? this.#launcher() : nothing}
      </div>`;
  }

  #launcher() {
    const label = this.isOpen ? localize('closeChat') : this.unread > 0 ? localize('openChatUnread', { count: this.unread }) : localize('openChat');
    return html`
      <button class="launcher" part="launcher" aria-expanded=${this.isOpen ? 'true' : 'false'} aria-controls=${this.isOpen ? 'panel' : nothing}
        aria-label=${label} @click=${this.toggle}>
        ${this.isOpen ? icons.chevron : icons.chat}
        ${this.unread > 0 && !this.isOpen ? html`<span class="badge" part="badge" aria-hidden="true">${this.unread > 99 ? '99+' : this.unread}</span>` : nothing}
      </button>`;
  }

  #panel() {
    const { conversation } = this;
    const hasOthers = this.#listed().some(({ id }) => id !== conversation?.id);
    return html`
      <section class="panel" id="panel" part="panel" dir=${localizer().dir} role=${this.mode === 'float' ? 'dialog' : 'region'} aria-label=${localize('chat')} @keydown=${this.#onKey}>
        <foyer-chat-header exportparts="header" .client=${this.#client} .conversation=${conversation} .hasBack=${conversation !== undefined && hasOthers}
          .hasClose=${this.mode === 'float'} @foyer-back=${this.#onBack} @foyer-dismiss=${this.close}></foyer-chat-header>
        ${conversation ? html`<foyer-conversation exportparts="thread, bubble, bubble-own, composer, send" .client=${this.#client} .conversation=${conversation} .showNames=${true}></foyer-conversation>`
          : this.fault !== undefined ? this.#failure(this.fault)
          : this.isEntering ? html`<div class="wait" role="status"><span class="hidden-text">${localize('connecting')}</span><i></i><i></i><i></i></div>`
          : this.#list()}
      </section>`;
  }

  #failure(code: string) {
    return html`
      <div class="fault" role="alert">
        <p>${localize('errorStart', { code })}</p>
        <button class="main" @click=${() => { void this.#enter(undefined, true); }}>${localize('retry')}</button>
      </div>`;
  }

  #list() {
    return html`
      <div class="list">
        <foyer-conversation-list exportparts="list" .conversations=${this.#listed()} .presence=${this.#presence.value ?? new Map()} .me=${this.#me.value?.id ?? ''}
          @foyer-pick=${(event: CustomEvent<{ id: string }>) => { void this.#enter({ id: event.detail.id }, true); }}></foyer-conversation-list>
        <button class="main" @click=${() => { void this.#enter({ support: true }, true); }}>${localize('newChat')}</button>
      </div>`;
  }

  /** A conversation that nobody has written in is not listed. */
  #listed() { return (this.#inbox.value?.conversations ?? []).filter(({ lastMessage }) => lastMessage !== null); }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.mode !== 'float') return;
    event.stopPropagation();
    this.close();
  };

  readonly #onBack = (): void => {
    this.#leave();
    void this.#focusPanel();
  };

  #leave(): void {
    this.#entry += 1;
    this.isEntering = false;
    this.fault = undefined;
    this.conversation?.close();
    this.conversation = undefined;
  }

  /** Shows the panel, unless the page says no. */
  #unfold(): boolean {
    if (!this.#ask('foyer-before-open')) return false;
    this.isOpen = true;
    this.#tell('foyer-open');
    return true;
  }

  /** Opens a conversation: by default the one with the team, or the list where there are others. */
  async #enter(target?: ConversationTarget, takesFocus = false): Promise<void> {
    this.#leave();
    const entry = this.#entry;
    this.isEntering = true;
    try {
      const client = await this.#start();
      const hasChoice = client.inbox.value.conversations.some(({ kind, lastMessage }) => kind !== 'support' && lastMessage !== null);
      const handle = target || !hasChoice ? await client.openConversation(target ?? { support: true }) : undefined;
      if (entry !== this.#entry || !this.isOpen) { handle?.close(); return; }
      this.conversation = handle;
    } catch (error) {
      if (entry !== this.#entry) return;
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.#tell('foyer-error', { code: this.fault });
    }
    this.isEntering = false;
    if (takesFocus) await this.#focusPanel();
  }

  async #focusPanel(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('foyer-conversation, .main')?.focus();
  }

  #start(): Promise<FoyerClient> {
    return this.#starting ??= this.#connect().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
  }

  async #connect(): Promise<FoyerClient> {
    const client = this.#ensureClient();
    await client.start();
    this.status = client.status.value.name;
    this.#noteSession();
    return client;
  }

  /** Does nothing by itself: a client is still until it is started. */
  #ensureClient(): FoyerClient {
    if (this.#client) return this.#client;
    const client = this.#client = createFoyerClient({ server: this.server || location.origin, site: this.site });
    this.#unsubscribe.push(
      client.status.subscribe(({ name }) => { this.#noteStatus(name); }),
      client.me.subscribe(() => { this.#noteSession(); }),
      client.inbox.subscribe(({ unread }) => {
        if (unread === this.unread) return;
        this.unread = unread;
        this.#tell('foyer-unread', { count: unread });
      }),
      client.on('message', (detail) => { this.#tell('foyer-message', detail); }),
      client.on('error', (detail) => { this.#tell('foyer-error', detail); }),
      // A way in that is under way goes on as whoever it is now.
      client.on('reset', () => { if (!this.isEntering) this.#leave(); }),
    );
    this.requestUpdate();
    return client;
  }

  #noteStatus(name: string): void {
    this.status = name;
    this.#tell('foyer-status', { status: name });
    // Stopped by a reset, here or in another tab: the next way in starts it anew.
    if (name === 'idle') this.#starting = undefined;
    if (name === 'online' && this.fault !== undefined && this.isOpen) void this.#enter();
  }

  #noteSession(): void {
    if (this.#hasSession || this.#client?.me.value === undefined) return;
    this.#hasSession = true;
    this.#session.resolve();
    this.#tell('foyer-ready');
  }

  #shutDown(): void {
    this.#leave();
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    void this.#client?.stop();
    this.#client = undefined;
    this.#starting = undefined;
    this.status = 'idle';
  }

  #tell(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }
  #ask(type: string): boolean { return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable: true })); }
}
