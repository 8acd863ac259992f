import { createFoyerClient, FoyerError, type ConversationHandle, type FoyerClient, type Summary, type User } from '@foyer-chat/widget/headless';
import { ago, counterpart, icons, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, html, nothing } from 'lit';
import { deskIcons } from './desk-icons.ts';
import { deskStyles } from './desk.styles.ts';

type Filter = 'open' | 'resolved';

/** The desk: sign-in, conversations of the site, the one that is open, and who it is with. */
export class FoyerDesk extends LitElement {
  static override properties = { conversation: { state: true }, filter: { state: true }, setupSecret: { state: true }, isWhoShown: { state: true }, fault: { state: true } };
  static override styles = [tokens, deskStyles];

  declare conversation: ConversationHandle | undefined;
  declare filter: Filter;
  declare setupSecret: string | undefined;
  /** Where there is no room for the visitor panel beside the thread, it lies over it when asked for. */
  declare isWhoShown: boolean;
  declare fault: string | undefined;
  readonly client: FoyerClient = createFoyerClient({ server: location.origin, staff: true, deviceLabel: navigator.userAgent.slice(0, 100) });
  /** Of the latest choice: an earlier one that arrives after it changes nothing. */
  #turn = 0;
  #unsubscribe: (() => void)[] = [];
  readonly #status = new StoreController(this, () => this.client.status);
  readonly #me = new StoreController(this, () => this.client.me);
  readonly #desk = new StoreController(this, () => this.client.desk);
  readonly #presence = new StoreController(this, () => this.client.presence);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);

  constructor() {
    super();
    this.filter = 'open';
    this.isWhoShown = false;
    this.setupSecret = /^#setup=(.+)$/.exec(location.hash)?.[1];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.client.start();
    this.#unsubscribe = [
      this.client.on('reset', () => { this.#leave(); }),
      // Signed out, here or in another tab: back to the way in, once the client has come to rest.
      this.client.status.subscribe(({ name }) => { if (name === 'idle') queueMicrotask(() => { if (this.isConnected) void this.client.start(); }); }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    void this.client.stop();
  }

  override updated(): void {
    const { unread } = this.#desk.value ?? { unread: 0 };
    document.title = unread > 0 ? `(${unread}) Foyer desk` : 'Foyer desk';
  }

  override render() {
    const status = this.#status.value;
    if (this.setupSecret !== undefined || status?.name === 'signed-out') {
      return html`<main class="way-in"><desk-sign-in .client=${this.client} .setupSecret=${this.setupSecret} @signed-in=${this.#onSignedIn}></desk-sign-in></main>`;
    }
    if (!this.#me.value) return html`<main class="wait"><p role="status">${status?.name === 'failed' ? `The desk cannot be opened right now (${status.code}).` : 'Connecting'}</p></main>`;
    const visitor = this.#visitor();
    return html`
      <div class="desk ${this.conversation ? 'picked' : ''} ${this.isWhoShown ? 'with-who' : ''}">
        ${this.#left(this.#me.value)}
        ${this.conversation ? this.#thread(this.conversation, visitor) : this.#nothing()}
        ${visitor ? html`
          <aside class="who" id="who" aria-label="Visitor">
            <button class="round hide-who" aria-label="Hide visitor" @click=${this.#toggleWho}>${icons.close}</button>
            <desk-visitor .client=${this.client} .userId=${visitor.id}></desk-visitor>
          </aside>` : nothing}
      </div>`;
  }

  #conversations(filter: Filter): Summary[] {
    return (this.#desk.value?.conversations ?? []).filter(({ lastMessage, state }) => lastMessage !== null && (state ?? 'open') === filter);
  }

  #left(me: User) {
    const tab = (filter: Filter, label: string) => html`
      <button aria-pressed=${this.filter === filter ? 'true' : 'false'} @click=${() => { this.filter = filter; }}>${label} ${this.#conversations(filter).length}</button>`;
    return html`
      <nav class="left" aria-label="Inbox">
        ${this.conversation ? nothing : html`<foyer-notices .client=${this.client}></foyer-notices>`}
        <div class="head"><h1>Inbox</h1><button class="pill" @click=${() => { void this.client.reset(); }} aria-label="Sign out ${me.name}">Sign out</button></div>
        <div class="tabs" role="group" aria-label="Show">${tab('open', 'Open')}${tab('resolved', 'Resolved')}</div>
        <foyer-conversation-list .conversations=${this.#conversations(this.filter)} .presence=${this.#presence.value ?? new Map()} .me=${me.id} .isStaff=${true}
          .current=${this.conversation?.id} @foyer-pick=${(event: CustomEvent<{ id: string }>) => { void this.#open({ id: event.detail.id }); }}></foyer-conversation-list>
        ${this.#here()}
      </nav>`;
  }

  #here() {
    const visitors = (this.#desk.value?.visitors ?? []).filter(({ id }) => this.#presence.value?.get(id)?.online);
    return html`
      <section class="here" aria-label="On the site now">
        <h2>On the site now: ${visitors.length}</h2>
        <ul>${visitors.map((visitor) => html`
          <li><button @click=${() => { void this.#open({ support: true, visitor: visitor.id }); }}><foyer-avatar .name=${visitor.name} .online=${true}></foyer-avatar><bdi>${visitor.name}</bdi></button></li>`)}
        </ul>
      </section>`;
  }

  #visitor(): User | undefined { return this.#snapshot.value?.people.find(({ role }) => role !== 'staff'); }

  #thread(conversation: ConversationHandle, visitor: User | undefined) {
    const snapshot = this.#snapshot.value;
    const presence = visitor && this.#presence.value?.get(visitor.id);
    const isResolved = snapshot?.state === 'resolved';
    const name = snapshot ? counterpart(snapshot, this.#me.value?.id ?? '', true).name : '';
    const seen = presence?.online ? 'Online' : presence?.lastSeenAt === undefined ? '' : `Last seen ${ago(presence.lastSeenAt, Date.now())}`;
    return html`
      <main class="thread">
        <div class="head">
          <button class="round back" aria-label="Back" @click=${this.#leave}>${icons.back}</button>
          <div><h2><bdi>${name}</bdi></h2><p>${seen}</p></div>
          <button class="round show-who" aria-label="Visitor" aria-expanded=${this.isWhoShown ? 'true' : 'false'} @click=${this.#toggleWho}>${deskIcons.person}</button>
          <button class="pill" @click=${() => { void conversation.setState(isResolved ? 'open' : 'resolved'); }}>${deskIcons.check}${isResolved ? 'Reopen' : 'Resolve'}</button>
        </div>
        <foyer-conversation .client=${this.client} .conversation=${conversation} .showNames=${true}></foyer-conversation>
      </main>`;
  }

  #nothing() {
    return html`<main class="nothing">${this.fault === undefined ? html`<p>Choose a conversation.</p>`
      : html`<p role="alert">This conversation cannot be opened right now (${this.fault}).</p>`}</main>`;
  }

  async #open(target: Parameters<FoyerClient['openConversation']>[0]): Promise<void> {
    this.#leave();
    const turn = this.#turn;
    try {
      const handle = await this.client.openConversation(target);
      if (turn === this.#turn) this.conversation = handle;
      else handle.close();
    } catch (error) {
      if (turn === this.#turn) this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
  }

  readonly #toggleWho = (): void => { this.isWhoShown = !this.isWhoShown; };

  readonly #leave = (): void => {
    this.#turn += 1;
    this.isWhoShown = false;
    this.fault = undefined;
    this.conversation?.close();
    this.conversation = undefined;
  };

  readonly #onSignedIn = (): void => {
    this.setupSecret = undefined;
    history.replaceState(null, '', location.pathname);
  };
}
