import { LitElement, html, nothing } from 'lit';
import type { Content, ConversationHandle, ConversationTarget, FoyerClient } from '../../client/api.ts';
import type { OwnTexts } from '../../locales/languages.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { pageProof } from '../../themes/page-proof.styles.ts';
import { setLocale } from '../locale-scope.ts';
import { localize, localizer, localizerOf } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { Attention } from './attention.ts';
import { ChatEvents } from './chat-events.ts';
import { chatStyles } from './chat.styles.ts';
import { ClientKeeper } from './client-keeper.ts';
import { launcher } from './launcher.ts';
import type { Cover, Place } from './layers.ts';
import { Navigation } from './navigation.ts';
import { pageLink } from './page-link.ts';
import type { FoyerPanel } from './panel.ts';
import { Phone } from './phone.ts';
import { PreferenceStore } from './preferences.ts';
import { whenIdle } from './when-idle.ts';

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
 * @csspart header - The bar above a thread.
 */
export class FoyerChat extends LitElement {
  static override properties = {
    server: {}, site: { reflect: true }, mode: { reflect: true }, position: { reflect: true }, locale: {}, texts: { attribute: false }, scheme: { reflect: true },
    label: {}, greeting: {}, privacy: {}, ask: {}, startAt: { attribute: 'start-at' }, titleCount: { attribute: 'title-count' },
    isOpen: { type: Boolean, reflect: true, attribute: 'open' }, unread: { type: Number, reflect: true }, status: { reflect: true },
    isHidden: { state: true }, isErased: { state: true },
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
  /** What holds until the visitor chooses. */
  declare scheme: 'auto' | 'light' | 'dark';
  /** Words on the launcher, beside its picture. */
  declare label: string;
  /** The sentence on the first screen. */
  declare greeting: string;
  /** Address of the site's privacy policy. */
  declare privacy: string;
  /** What to ask before a first message: `name`, `email` or both. */
  declare ask: string;
  /** What opens first: `auto` is the team's chat, or home for those who have others. */
  declare startAt: 'auto' | 'home' | 'chat';
  /** Whether the title of a page that nobody looks at says how much is unread. */
  declare titleCount: 'on' | 'off';
  declare isOpen: boolean;
  declare unread: number;
  declare status: string;
  declare isHidden: boolean;
  declare isErased: boolean;

  #stored: PreferenceStore | undefined;
  readonly #events = new ChatEvents(this);
  readonly #keeper = new ClientKeeper({
    options: () => ({ server: this.server || location.origin, site: this.site }),
    language: () => localizerOf(this).tag,
    onMade: (client) => this.#follow(client),
    onStarted: (client) => { this.#preferences.keep(); this.#events.started(client); this.#noteReturning(); },
    onThawed: () => { void this.#navigation.reopen(); },
  });
  readonly #navigation = new Navigation({
    start: () => this.#keeper.start(),
    startAt: () => this.startAt,
    mustAsk: async (client, conversation) => this.ask !== '' && !this.#preferences.value.isAsked && isNew(conversation) && (await import('./missing-fields.ts')).missingFields(this.ask, client.me.value).length > 0,
    onChange: () => { this.requestUpdate(); },
    onFault: (code) => { this.#events.tell('foyer-error', { code }); },
  });
  readonly #phone = new Phone(this, {
    full: () => {
      const frame = this.isConnected ? this.renderRoot.querySelector<HTMLElement>('.frame.full') : undefined;
      return frame ? { frame, depth: this.#navigation.layers.length } : undefined;
    },
    onBack: () => { this.#back(); },
  });
  readonly #attention = new Attention(this, {
    site: () => this.site, preferences: () => this.#preferences, isReading: (id) => this.#isReading(id), isCounted: () => !this.isHidden && this.titleCount !== 'off',
    onOpen: (id) => { void this.openConversation({ id }); },
    onReply: (id, text) => this.send(id, { kind: 'text', text }),
  });
  readonly #inbox = new StoreController(this, () => this.#keeper.client?.inbox);
  readonly #presence = new StoreController(this, () => this.#keeper.client?.presence);
  readonly #chosen = new StoreController(this, () => this.#stored);

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
    this.label = '';
    this.greeting = '';
    this.privacy = '';
    this.ask = '';
    this.startAt = 'auto';
    this.titleCount = 'on';
    this.isOpen = false;
    this.unread = 0;
    this.status = 'idle';
    this.isHidden = false;
    this.isErased = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    if (this.isOpen && this.#navigation.layers.length === 0) void this.#begin();
    this.#arrive();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is a removal and an insertion in one turn: only a removal that lasts ends the client.
    queueMicrotask(() => { if (!this.isConnected) this.#shutDown(); });
  }

  async open(): Promise<void> { if (!this.isOpen && this.#unfold()) await this.#begin(undefined, this.mode === 'float'); }

  close(): void {
    if (!this.isOpen || this.mode !== 'float') return;
    this.#fold();
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus(); });
  }

  toggle(): void { if (this.isOpen) this.close(); else void this.open(); }
  show(): void { this.isHidden = false; }
  hide(): void { this.close(); this.isHidden = true; }

  /** Resolves when the chat has a session, which it does not begin by itself. */
  ready(): Promise<void> { return this.#events.session; }

  /** With `true` the chat may connect before it is opened; with `false` it forgets the visitor. */
  async consent(isGiven: boolean): Promise<void> {
    if (isGiven) await this.#keeper.start();
    else await this.reset();
  }

  /** Who the visitor is; the server hears of it when the chat connects. */
  async identify(identity: Identity): Promise<void> { await this.#keeper.ensure().identify(identity); }

  /** Forgets the visitor on this device, in every tab. */
  async reset(): Promise<void> {
    this.#navigation.forget();
    this.#preferences.clear();
    await this.#keeper.reset();
    this.#preferences.clear();
  }

  /** Removes the element and all that it runs; stored data stays. */
  destroy(): void { this.remove(); }
  /** What the team should know of this visit. Told when the chat connects. */
  setContext(context: Readonly<Record<string, unknown>>): void { this.#keeper.ensure().setContext(context); }

  async openConversation(target: ConversationTarget, draft?: string): Promise<void> {
    if (!this.isOpen && !this.#unfold()) return;
    await this.#begin(target, true);
    if (draft !== undefined) this.#navigation.conversation?.setDraft(draft);
  }

  /** Resolves once the message is safe on this device. */
  async send(conversationId: string, content: Content): Promise<void> {
    const handle = await (await this.#keeper.start()).openConversation({ id: conversationId });
    try {
      await handle.send(content);
    } finally {
      handle.close();
    }
  }

  /** Rejects with `not-supported`: there are no calls yet. */
  async call(_conversationId: string, _options?: { video?: boolean }): Promise<void> {
    this.#events.tell('foyer-error', { code: 'not-supported' });
    throw new FoyerError('not-supported');
  }

  /** No sound and no preview until then; epoch ms, 0 ends it. */
  mute(untilMs: number): void { this.#preferences.set({ mutedUntil: untilMs }); }

  setLocale(locale: string): void { this.locale = locale; }
  setScheme(scheme: FoyerChat['scheme']): void { this.scheme = scheme; }

  override willUpdate(): void {
    setLocale(this, this.#stored?.value.locale || this.locale, this.texts);
  }

  override firstUpdated(): void { this.#arrive(); }

  override updated(changed: Map<string, unknown>): void {
    // The page has set the attribute itself, or taken it away.
    if (!changed.has('isOpen') || this.isOpen === this.#navigation.layers.length > 0) return;
    if (!this.isOpen) this.#fold();
    else if (this.#unfold()) void this.#begin();
    else this.isOpen = false;
  }

  override render() {
    if (this.isHidden) return nothing;
    const isFull = this.#isFull();
    const { scheme = 'auto', textSize = 'normal' } = this.#chosen.value ?? {};
    const shown = scheme === 'auto' ? this.scheme : scheme;
    const [asked] = pageLink() ?? [];
    return html`
      <div class="frame ${isFull ? 'full' : ''} ${shown} ${textSize} ${this.position}" lang=${localizer().tag} @keydown=${this.#onKey}>
        ${isFull ? html`<span class="edge" tabindex="0" @focus=${() => { this.#turnRound(-1); }}></span>` : nothing}
        ${this.isOpen ? this.#panel(isFull) : this.#attention.preview(this.#keeper.client, this.mode === 'float' && !this.#phone.isPhone)}
        ${isFull ? html`<span class="edge" tabindex="0" @focus=${() => { this.#turnRound(0); }}></span>` : nothing}
        ${this.mode === 'float' && !isFull ? launcher({
          isOpen: this.isOpen, unread: this.unread, label: asked ? localize(asked === 'join' ? 'joinGroup' : 'linkDevice') : this.label, onClick: () => { this.toggle(); },
          isHere: this.#inbox.value?.team.some(({ id }) => this.#presence.value?.get(id)?.online), isOffline: this.status === 'offline',
        }) : nothing}
      </div>`;
  }

  get #preferences(): PreferenceStore { return this.#stored ??= new PreferenceStore(this.site); }

  /** On a phone the open panel is all there is. */
  #isFull(): boolean { return this.isOpen && this.mode === 'float' && this.#phone.isPhone; }

  #panel(isFull: boolean) {
    const client = this.#keeper.client;
    return html`
      <foyer-panel class="panel" id="panel" part="panel" dir=${localizer().dir} role=${this.mode === 'float' ? 'dialog' : 'region'} aria-label=${localize('chat')} aria-modal=${isFull ? 'true' : nothing}
        exportparts="header, list, thread, bubble, bubble-own, composer, send"
        .client=${client} .layers=${this.#navigation.layers} .preferences=${this.#preferences} .wanted=${this.ask}
        .greeting=${this.greeting} .privacy=${this.privacy} .isErased=${this.isErased} .canClose=${isFull}
        @foyer-back=${this.#onArrow} @foyer-cover=${({ detail }: CustomEvent<{ name: Cover }>) => { this.#cover(detail.name); }} @foyer-keys=${this.#onKeys} @foyer-dismiss=${this.close} @foyer-details=${() => { this.#navigation.details(); void this.#focusPanel(); }}
        @foyer-go=${(event: CustomEvent<{ place: Place }>) => { this.isErased = false; this.#navigation.go(event.detail.place); }}
        @foyer-start=${() => this.#visit({ support: true })} @foyer-pick=${({ detail }: CustomEvent<ConversationTarget & { opened?: Promise<void> }>) => { detail.opened = this.#visit(detail); }}
        @foyer-done=${this.#onAnswered} @foyer-retry=${this.#onRetry} @foyer-erased=${this.#onErased}
        @foyer-try-sound=${(event: CustomEvent<{ volume: number }>) => { this.#attention.play(event.detail.volume); }}></foyer-panel>`;
  }

  /** It is on the page, from the start or again. */
  #arrive(): void {
    this.#preferences.connect();
    if (this.isOpen) return;
    if (this.mode !== 'float') void this.open();
    // Somebody who waits for an answer sees it without opening the chat.
    else if (this.#preferences.value.isReturning) whenIdle(() => { if (this.isConnected) this.#keeper.start().catch(() => undefined); });
  }

  #shutDown(): void {
    this.#navigation.leave();
    this.#phone.fit();
    this.#attention.stop();
    this.#keeper.stop();
    this.#stored?.disconnect();
    this.status = 'idle';
  }

  #follow(client: FoyerClient): (() => void)[] {
    return [
      ...this.#events.follow(client),
      client.inbox.subscribe(() => { this.#noteReturning(); }),
      client.on('message', ({ conversationId, message }) => { if (!this.isHidden) this.#attention.ring(client, conversationId, message); }),
      client.on('reset', () => { this.#navigation.forget(); }),
      client.status.subscribe(({ name }) => { if (name === 'online') void this.#navigation.retry(); }),
    ];
  }

  #noteReturning(): void {
    if (this.#keeper.client?.inbox.value.conversations.some(({ lastMessage }) => lastMessage !== null)) this.#preferences.set({ isReturning: true });
  }

  #isReading(conversationId: string): boolean {
    return this.isOpen && this.#navigation.conversation?.id === conversationId && document.visibilityState === 'visible';
  }

  /** Shows the panel, unless the page says no. */
  #unfold(): boolean {
    if (!this.#events.ask('foyer-before-open')) return false;
    this.isOpen = true;
    this.#events.tell('foyer-open');
    return true;
  }

  #fold(): void {
    // The panel alone is always open.
    this.isOpen = this.mode !== 'float';
    if (this.isOpen) return;
    this.#navigation.leave();
    this.#events.tell('foyer-close');
  }

  async #begin(target?: ConversationTarget, takesFocus = false): Promise<void> {
    await this.#navigation.begin(target);
    if (takesFocus) await this.#focusPanel();
  }

  async #visit(target: ConversationTarget): Promise<void> {
    this.isErased = false;
    await this.#navigation.visit(target);
    await this.#focusPanel();
  }

  #cover(name: Cover): void {
    this.#navigation.cover(name);
    void this.#focusPanel();
  }

  /** A key of one character may have been turned off: then it is whatever it is to the page. */
  readonly #onKeys = (event: CustomEvent<{ isKey?: boolean }>): void => {
    event.stopPropagation();
    if (event.detail?.isKey && !this.#preferences.value.hasSingleKeys) return;
    event.preventDefault();
    if (this.#navigation.top?.name !== 'keys') this.#cover('keys');
  };

  /** One layer less, and after the last one the panel. */
  readonly #back = (): void => {
    const left = this.#navigation.back();
    if (left) void this.#focusPanel(left.origin);
    else this.close();
  };

  /** The arrow above a thread that was opened first leads up. */
  readonly #onArrow = (): void => {
    if (this.#navigation.layers.length > 1) { this.#back(); return; }
    this.#navigation.go('home');
    void this.#focusPanel();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || !this.isOpen) return;
    if (this.mode !== 'float' && this.#navigation.layers.length < 2) return;
    event.stopPropagation();
    this.#back();
  };

  readonly #onAnswered = (): void => {
    this.#preferences.set({ isAsked: true });
    this.#navigation.back();
    void this.#focusPanel();
  };

  readonly #onRetry = (): void => {
    if (this.status === 'failed') void this.#keeper.restart().then(() => this.#navigation.reopen()).catch(() => undefined);
    else void this.#navigation.retry();
  };

  readonly #onErased = (): void => {
    this.#preferences.clear();
    this.#navigation.go('home');
    this.isErased = true;
    void this.#focusPanel();
  };

  async #focusPanel(origin?: HTMLElement): Promise<void> {
    await this.updateComplete;
    const panel = this.renderRoot.querySelector<FoyerPanel>('foyer-panel');
    await panel?.updateComplete;
    if (origin?.isConnected && origin.checkVisibility()) origin.focus();
    else panel?.focus();
  }

  #turnRound(end: 0 | -1): void {
    const root = this.renderRoot.querySelector('foyer-panel')?.shadowRoot;
    if (root) this.#phone.turnRound(root, end);
  }
}

/** A chat with the team that nobody has written in. */
function isNew({ snapshot: { value } }: ConversationHandle): boolean { return value?.kind === 'support' && value.lastSeq === 0; }
