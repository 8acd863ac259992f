import { createFoyerClient, inDeskList, type ConversationTarget, type DeskList, type DeskTools, type FoyerClient, type SearchHit, type Summary, type User } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, html, nothing } from 'lit';
import { deskStyles } from './desk.styles.ts';
import { controls } from './parts/controls.styles.ts';
import { Toasts } from './parts/toasts.ts';
import { DeskActions } from './state/actions.ts';
import { Alerts } from './state/alerts.ts';
import { deskCommands } from './state/commands.ts';
import { shortcutOf } from './state/keymap.ts';
import { Navigator } from './state/navigator.ts';
import { OpenConversation } from './state/open-conversation.ts';
import { PreferenceBook } from './state/preferences.ts';
import type { Section } from './state/route.ts';
import { snoozeChoices } from './state/snooze-times.ts';

/** The desk: sign-in, the conversations of the site, the one that is open, and who it is with. Wiring only. */
export class FoyerDesk extends LitElement {
  static override properties = {
    tools: { state: true }, view: { state: true }, window: { state: true }, isSearching: { state: true }, setupSecret: { state: true }, isWhoShown: { state: true }, isCut: { state: true },
  };
  static override styles = [tokens, controls, deskStyles];

  declare tools: DeskTools | undefined;
  declare view: DeskList;
  /** What lies over the desk. */
  declare window: 'palette' | 'help' | 'snooze' | undefined;
  declare isSearching: boolean;
  declare setupSecret: string | undefined;
  /** Where there is no room for the visitor panel beside the thread, it lies over it when asked for. */
  declare isWhoShown: boolean;
  /** The code of the desk could not be had. */
  declare isCut: boolean;
  readonly client: FoyerClient = createFoyerClient({ server: location.origin, staff: true, deviceLabel: navigator.userAgent.slice(0, 100) });
  readonly #toasts = new Toasts();
  readonly #preferences = new PreferenceBook();
  readonly #navigator = new Navigator();
  readonly #opened = new OpenConversation(this.client);
  readonly #actions = new DeskActions({ client: this.client, toasts: this.#toasts });
  readonly #alerts = new Alerts({
    client: this.client, preferences: this.#preferences, onOpen: (id) => { this.#pick(id); },
    current: () => (this.#isInboxShown ? this.#opened.current.value?.id : undefined),
  });
  /** Rows that a search has brought up and the lists have not. */
  readonly #found = new Map<string, Summary>();
  /** What a search has brought up, until its conversation is open. */
  #sought: SearchHit | undefined;
  #ends: (() => void)[] = [];
  readonly #status = new StoreController(this, () => this.client.status);
  readonly #me = new StoreController(this, () => this.client.me);
  readonly #desk = new StoreController(this, () => this.client.desk);
  readonly #conversation = new StoreController(this, () => this.#opened.current);
  readonly #snapshot = new StoreController(this, () => this.#opened.current.value?.handle?.snapshot);
  readonly #presence = new StoreController(this, () => this.client.presence);
  readonly #reports = new StoreController(this, () => this.tools?.reports.state);
  readonly #route = new StoreController(this, () => this.#navigator.current);

  constructor() {
    super();
    this.view = 'all';
    this.isSearching = false;
    this.isWhoShown = false;
    this.isCut = false;
    this.setupSecret = /^#setup=(.+)$/.exec(location.hash)?.[1];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#start();
    addEventListener('keydown', this.#onKey);
    this.#ends = [
      () => { removeEventListener('keydown', this.#onKey); },
      this.#preferences.start(), this.#navigator.start(), this.#alerts.start(),
      this.client.on('reset', () => { this.#forget(); }),
      // Signed out, here or in another tab: back to the way in, once the client has come to rest.
      this.client.status.subscribe(({ name }) => { if (name === 'idle') queueMicrotask(() => { if (this.isConnected) this.#start(); }); }),
      this.client.me.subscribe(() => { void this.#enter(); }),
      this.client.status.subscribe(({ name }) => { if (name === 'online' && !this.tools) void this.#enter(); }),
      this.#navigator.current.subscribe(() => { this.#follow(); }),
    ];
    void this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opened.close();
    this.#toasts.clear();
    for (const end of this.#ends) end();
    void this.client.stop();
  }

  override updated(): void {
    const { unread } = this.#desk.value ?? { unread: 0 };
    document.title = unread > 0 ? `(${unread}) Foyer desk` : 'Foyer desk';
    this.#reveal();
  }

  override render() {
    const status = this.#status.value;
    const me = this.#me.value;
    if (this.setupSecret !== undefined || status?.name === 'signed-out') {
      return html`<main class="way-in"><desk-sign-in .client=${this.client} .setupSecret=${this.setupSecret} @signed-in=${this.#onSignedIn}></desk-sign-in></main>`;
    }
    if (this.isCut) return html`<main class="wait"><div><p role="alert">The desk could not be loaded. Check the connection.</p><button class="pill" @click=${this.#start}>Try again</button></div></main>`;
    if (!me) return html`<main class="wait"><p role="status">${status?.name === 'failed' ? `The desk cannot be opened right now (${status.code}).` : 'Connecting'}</p></main>`;
    const section = this.#route.value?.section ?? 'inbox';
    const here = (this.#desk.value?.visitors ?? []).filter(({ id }) => this.#presence.value?.get(id)?.online).length;
    return html`
      <div class="desk ${section} ${this.#conversation.value ? 'picked' : ''} ${this.isWhoShown ? 'with-who' : ''}" @desk-act=${this.#onAct} @foyer-pick=${this.#onPick}>
        <desk-rail .me=${me} .section=${section} .unread=${this.#desk.value?.unread ?? 0} .here=${here} .reports=${this.#reports.value?.open ?? 0} @desk-go=${this.#onGo} @desk-help=${() => { this.window = 'help'; }}></desk-rail>
        ${section === 'settings' ? html`<main class="page"><desk-settings .client=${this.client} .preferences=${this.#preferences} .alerts=${this.#alerts}></desk-settings></main>`
          : section === 'replies' ? html`<main class="page"><desk-replies .tools=${this.tools} .toasts=${this.#toasts}></desk-replies></main>`
            : section === 'reports' ? html`<main class="page"><desk-reports .tools=${this.tools} .actions=${this.#actions} @desk-visitor=${this.#onVisitor}></desk-reports></main>`
              : this.#panes(me, section)}
        <desk-toast .toasts=${this.#toasts}></desk-toast>
        ${this.#windows(me)}
      </div>`;
  }

  /** Also by a press on the button of the failure. */
  readonly #start = (): void => {
    this.isCut = false;
    this.client.start().catch(() => { this.isCut = true; });
  };

  #panes(me: User, section: Section) {
    const opened = this.#conversation.value;
    const visitor = this.#snapshot.value?.people.find(({ role }) => role !== 'staff');
    return html`
      <div class="left" role="region" aria-label="Conversations of the site">
        ${opened?.handle ? nothing : html`<foyer-notices .client=${this.client}></foyer-notices>`}
        ${section === 'people' ? html`<desk-people .client=${this.client} .current=${visitor?.id} @desk-visitor=${this.#onVisitor}></desk-people>`
          : this.isSearching ? html`<h1 class="hidden-text">Search</h1><foyer-conversation-search .search=${this.#find} .me=${me.id} .isStaff=${true} .current=${opened?.id} @foyer-hit=${this.#onHit} @foyer-search-close=${this.#onSearchEnd}></foyer-conversation-search>`
            : html`<desk-inbox .client=${this.client} .tools=${this.tools} .view=${this.view} .current=${opened?.id} @desk-view=${this.#onView}></desk-inbox>`}
      </div>
      ${opened?.handle ? html`
        <main class="thread"><desk-thread .client=${this.client} .tools=${this.tools} .actions=${this.#actions} .toasts=${this.#toasts} .conversation=${opened.handle} .row=${this.#row} .me=${me} .isWhoShown=${this.isWhoShown}></desk-thread></main>`
        : html`<main class="nothing">${opened?.fault === undefined ? html`<div><p role="status">${opened ? 'Opening' : 'Choose a conversation.'}</p>${opened ? nothing : this.#keyHint()}</div>`
          : html`<div><p role="alert">This conversation cannot be opened right now (${opened.fault}).</p><button class="pill" @click=${() => { this.#act('back'); }}>Back</button></div>`}</main>`}
      ${visitor && opened?.handle ? html`
        <aside class="who" id="who" aria-label="Visitor">
          <div class="who-head"><h2>Visitor</h2><button class="pill" @click=${() => { this.#act('visitor'); }}>Done</button></div>
          <desk-visitor .client=${this.client} .tools=${this.tools} .userId=${visitor.id} .conversation=${opened.handle.id}></desk-visitor>
        </aside>` : nothing}`;
  }

  #keyHint() {
    if (!this.#preferences.current.value.shortcuts) return nothing;
    return html`<p class="hint keys"><kbd>J</kbd> opens the next one, <kbd>/</kbd> searches, <kbd>?</kbd> shows all keys</p>`;
  }

  #windows(me: User) {
    const close = (): void => { this.window = undefined; };
    const desk = this.#desk.value;
    return html`
      <desk-dialog label="Commands" bare .open=${this.window === 'palette'} @desk-close=${close}>
        ${this.window === 'palette' && desk ? html`<desk-palette @desk-close=${close}
          .commands=${deskCommands({ me, desk, row: this.#row, act: (id) => { this.#act(id); }, open: (id) => { this.#pick(id); } })}></desk-palette>` : nothing}
      </desk-dialog>
      <desk-dialog label="Keyboard shortcuts" .open=${this.window === 'help'} @desk-close=${close}><desk-shortcuts .areOn=${this.#preferences.current.value.shortcuts}></desk-shortcuts></desk-dialog>
      <desk-dialog label="Snooze until" .open=${this.window === 'snooze'} @desk-close=${close}>
        ${this.window === 'snooze' ? html`<desk-snooze @desk-snooze=${(event: CustomEvent<{ at: number }>) => { close(); if (this.#row) void this.#actions.snooze(this.#row, event.detail.at); }}></desk-snooze>` : nothing}
      </desk-dialog>`;
  }

  get #isInboxShown(): boolean { return /^(inbox|people)$/.test(this.#navigator.current.value.section); }
  get #row(): Summary | undefined {
    const id = this.#opened.current.value?.id;
    return id === undefined ? undefined : this.client.desk.value.conversations.find((row) => row.id === id) ?? this.#found.get(id);
  }

  /** Does what a key, a menu, a button or the palette asks for. */
  #act(id: string): void {
    const row = this.#row;
    const me = this.client.me.value;
    const [verb, object = ''] = id.split(':');
    const thread = this.renderRoot.querySelector('desk-thread');
    if (verb === 'inbox' || verb === 'people' || verb === 'reports' || verb === 'replies' || verb === 'settings') this.#navigator.go({ section: verb });
    else if (verb === 'search') this.#search();
    else if (verb === 'next') this.#step(1);
    else if (verb === 'previous') this.#step(-1);
    else if (verb === 'back') this.#navigator.back();
    else if (verb === 'visitor') this.isWhoShown = !this.isWhoShown;
    else if (verb === 'help') this.window = 'help';
    else if (verb === 'undo') this.#toasts.undo();
    else if (verb === 'sign-out') void this.client.reset();
    else if (verb === 'reply' || verb === 'note') thread?.write(verb);
    else if (verb === 'snooze' && object === '') thread?.snooze();
    else if (id === 'snooze:pick') this.window = 'snooze';
    else if (verb === 'block' || verb === 'unblock') this.#block(verb === 'block');
    else if (row && me) this.#change(row, me, verb ?? '', object);
  }

  #block(isBlocked: boolean): void {
    const visitor = this.#snapshot.value?.people.find(({ role }) => role === 'visitor');
    if (visitor) void this.#actions.block(visitor, isBlocked);
  }

  #change(row: Summary, me: User, verb: string, object: string): void {
    if (verb === 'assign-me') void this.#actions.assign(row, me.id);
    else if (verb === 'assign-nobody') void this.#actions.assign(row, null);
    else if (verb === 'assign') void this.#actions.assign(row, object);
    else if (verb === 'resolve') void this.#actions.setState(row, row.state === 'resolved' ? 'open' : 'resolved');
    else if (verb === 'wake') void this.#actions.snooze(row, null);
    else if (verb === 'snooze') void this.#actions.snooze(row, snoozeChoices(Date.now()).find((choice) => choice.id === object)?.at ?? null);
  }

  #pick(id: string): void { this.#navigator.go({ section: 'inbox', conversation: id }); }

  /** The next or previous one of the list that is shown. */
  #step(by: 1 | -1): void {
    const me = this.client.me.value?.id ?? '';
    const ids = this.client.desk.value.conversations.filter((row) => inDeskList(row, this.view, me)).map(({ id }) => id);
    const at = ids.indexOf(this.#opened.current.value?.id ?? '');
    const next = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by];
    if (next !== undefined) this.#pick(next);
  }

  #search(): void {
    if (this.#opened.current.value && matchMedia('(max-width: 720px)').matches) this.#navigator.go({ section: 'inbox' });
    if (this.#navigator.current.value.section !== 'inbox') this.#navigator.go({ section: 'inbox' });
    this.isSearching = true;
    void this.updateComplete.then(() => { this.renderRoot.querySelector('foyer-conversation-search')?.focus(); });
  }

  readonly #find: DeskTools['search'] = async (...asked) => (this.tools ??= await this.client.deskTools()).search(...asked);

  /** The message that a search has found, once its conversation is there, unless another was chosen meanwhile. */
  #reveal(): void {
    const opened = this.#opened.current.value;
    const { conversation, seq } = this.#sought ?? {};
    if (opened?.id === conversation?.id && opened?.handle === undefined) return;
    this.#sought = undefined;
    if (opened?.id === conversation?.id && seq !== undefined) this.renderRoot.querySelector('desk-thread')?.reveal(seq);
  }

  /** The address names what is on screen; a visitor without a conversation has none yet. */
  #follow(): void {
    const route = this.#navigator.current.value;
    if (!this.client.me.value || route.section === 'settings' || route.section === 'replies' || route.section === 'reports') return;
    this.isWhoShown = false;
    if (route.section === 'inbox' && route.conversation !== undefined) void this.#open({ id: route.conversation });
    else this.#opened.close();
  }

  async #open(target: ConversationTarget): Promise<void> {
    const id = await this.#opened.open(target);
    if (id !== undefined) this.#pick(id);
  }

  async #enter(): Promise<void> {
    const me = this.client.me.value?.id;
    if (me === undefined) { this.tools = undefined; return; }
    if (this.#opened.current.value === undefined) this.#follow();
    this.tools ??= await this.client.deskTools().catch(() => undefined);
  }

  #forget(): void {
    this.#opened.close();
    this.#found.clear();
    this.#toasts.clear();
    this.window = undefined;
    this.isSearching = false;
    if (this.setupSecret === undefined) this.#navigator.clear();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.client.me.value) return;
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.window = this.window === 'palette' ? undefined : 'palette';
      return;
    }
    if (event.key === 'Escape' && !event.defaultPrevented && this.window === undefined) { this.#unwind(event); return; }
    const id = this.#preferences.current.value.shortcuts ? shortcutOf(event) : undefined;
    if (id === undefined) return;
    event.preventDefault();
    this.#act(id);
  };

  /** Escape leaves the field, then what lies over the thread. */
  #unwind(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(target.tagName)) target.blur();
    else if (this.isWhoShown) this.isWhoShown = false;
  }

  readonly #onAct = (event: CustomEvent<{ id: string }>): void => { this.#act(event.detail.id); };
  readonly #onGo = (event: CustomEvent<{ section: Section }>): void => { this.#act(event.detail.section); };
  readonly #onPick = (event: CustomEvent<{ id: string }>): void => { this.#pick(event.detail.id); };
  readonly #onView = (event: CustomEvent<{ view: DeskList }>): void => { this.view = event.detail.view; };
  readonly #onVisitor = (event: CustomEvent<{ visitor: string }>): void => { void this.#open({ support: true, visitor: event.detail.visitor }); };
  readonly #onSearchEnd = (): void => { this.isSearching = false; };

  readonly #onHit = (event: CustomEvent<{ hit: SearchHit }>): void => {
    const { hit } = event.detail;
    this.#found.set(hit.conversation.id, hit.conversation);
    this.#sought = hit;
    this.#pick(hit.conversation.id);
    this.requestUpdate();
  };

  readonly #onSignedIn = (): void => {
    this.setupSecret = undefined;
    this.#navigator.clear();
  };
}
