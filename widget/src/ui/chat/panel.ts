import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FoyerClient, Summary } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import type { Field } from '../home/ask.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import type { Layer, Place, ThreadLayer } from './layers.ts';
import { LazyElements, type LazyTag } from './lazy-elements.ts';
import { panelStyles } from './panel.styles.ts';
import type { PreferenceStore } from './preferences.ts';
import { shellIcons } from './shell-icons.ts';

const places: readonly { name: Place; icon: unknown }[] = [{ name: 'home', icon: shellIcons.home }, { name: 'chats', icon: icons.chat }, { name: 'settings', icon: shellIcons.gear }];
const titles: Readonly<Partial<Record<Layer['name'], TextKey>>> = { chats: 'chats', settings: 'settings', info: 'details', ask: 'chat' };

/**
 * @tag foyer-panel
 * @summary The layers of the chat: only the top one shows, those below keep their place. It asks; the chat acts.
 * @event foyer-back - One layer less was asked for.
 * @event foyer-dismiss - Closing was asked for.
 * @event {CustomEvent<{place: string}>} foyer-go - One of the tabs was chosen.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @event foyer-details - More about the conversation was asked for.
 * @event foyer-done - The questions before a first message are answered.
 * @event foyer-retry - Another try was asked for.
 * @event foyer-erased - The visitor has had everything deleted.
 * @csspart header - The bar above a thread.
 * @csspart list - A list of conversations.
 */
export class FoyerPanel extends LitElement {
  static override properties = {
    client: { attribute: false }, layers: { attribute: false }, preferences: { attribute: false }, missing: { attribute: false }, languages: { attribute: false },
    greeting: {}, privacy: {}, notice: {}, canClose: { type: Boolean },
  };
  static override styles = [tokens, panelStyles];

  declare client: FoyerClient | undefined;
  declare layers: readonly Layer[];
  declare preferences: PreferenceStore | undefined;
  /** What is asked before a first message. */
  declare missing: readonly Field[];
  declare languages: readonly string[];
  declare greeting: string;
  declare privacy: string;
  declare notice: string;
  /** There is no launcher in sight that closes the panel. */
  declare canClose: boolean;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #lazy = new LazyElements(this);

  constructor() {
    super();
    this.layers = [];
    this.missing = [];
    this.languages = [];
    this.greeting = '';
    this.privacy = '';
    this.notice = '';
    this.canClose = false;
  }

  /** The first thing to do in the top layer takes the focus. */
  override focus(): void {
    void this.updateComplete.then(async () => {
      const [target] = this.renderRoot.querySelectorAll<HTMLElement>('.layer:not([hidden]) :is(foyer-conversation, foyer-home, foyer-settings, foyer-info, foyer-ask, foyer-fault, .main, .skeleton)');
      if (target && 'updateComplete' in target) await target.updateComplete;
      target?.focus();
    });
  }

  override firstUpdated(): void { this.#lazy.loadWhenIdle('foyer-home', 'foyer-info'); }

  override render() {
    const status = this.#status.value;
    if (status?.name === 'failed') return html`<div class="layer">${this.#bar(undefined, false)}<foyer-fault .code=${status.code} @foyer-retry=${this.#onRetry}></foyer-fault></div>`;
    const last = this.layers.length - 1;
    return repeat(this.layers, (layer, index) => `${index} ${layer.name}`, (layer, index) => html`<div class="layer" ?hidden=${index !== last}>${this.#layer(layer, index)}</div>`);
  }

  #layer(layer: Layer, index: number) {
    switch (layer.name) {
      case 'thread': return this.#thread(layer);
      case 'ask': return html`${this.#bar('ask', true)}${this.#later('foyer-ask', html`<foyer-ask .client=${this.client} .fields=${this.missing} .privacy=${this.privacy} @foyer-done=${this.#pass}></foyer-ask>`)}`;
      case 'info': return html`${this.#bar('info', true)}${this.#later('foyer-info', html`<foyer-info .client=${this.client} .conversation=${layer.conversation}></foyer-info>`)}`;
      default: return html`${this.#bar(layer.name, index > 0)}<foyer-notices .client=${this.client}></foyer-notices>${this.#place(layer.name)}${this.#tabs(layer.name)}`;
    }
  }

  #thread({ conversation, fault }: ThreadLayer) {
    return html`
      <foyer-chat-header exportparts="header" .client=${this.client} .conversation=${conversation} .hasBack=${true} .hasClose=${this.canClose} .hasDetails=${conversation !== undefined}
        @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass} @foyer-details=${this.#pass}></foyer-chat-header>
      ${conversation ? html`<foyer-conversation exportparts="thread, bubble, bubble-own, composer, send" .client=${this.client} .conversation=${conversation} .showNames=${true}></foyer-conversation>`
        : fault === undefined ? this.#skeleton()
        : html`<foyer-fault .code=${fault} @foyer-retry=${this.#onRetry}></foyer-fault>`}`;
  }

  #place(name: Place) {
    if (name === 'settings') {
      return this.#later('foyer-settings', html`<foyer-settings .client=${this.client} .preferences=${this.preferences} .languages=${this.languages} .privacy=${this.privacy}
        @foyer-try-sound=${this.#pass} @foyer-erased=${this.#pass}></foyer-settings>`);
    }
    if (name === 'chats' || this.#lazy.state('foyer-home') === 'failed') return this.#chats();
    return this.#later('foyer-home', html`<foyer-home exportparts="list" .client=${this.client} .greeting=${this.greeting} .notice=${this.notice}
      @foyer-start=${this.#pass} @foyer-pick=${this.#stay} @foyer-all=${() => { this.#go('chats'); }}></foyer-home>`);
  }

  #chats() {
    return html`
      <div class="chats">
        <foyer-conversation-list exportparts="list" .conversations=${this.#listed()} .presence=${this.#presence.value ?? new Map()} .me=${this.#me.value?.id ?? ''} @foyer-pick=${this.#stay}></foyer-conversation-list>
        <button class="main" @click=${() => { this.dispatchEvent(new CustomEvent('foyer-start')); }}>${localize('newChat')}</button>
      </div>`;
  }

  /** A conversation that nobody has written in is not listed. */
  #listed(): Summary[] { return (this.#inbox.value?.conversations ?? []).filter(({ lastMessage }) => lastMessage !== null); }

  #bar(name: Layer['name'] | undefined, hasBack: boolean) {
    const title = name && titles[name];
    return html`
      <div class="bar">
        ${hasBack ? html`<button class="round back" aria-label=${localize('back')} @click=${() => { this.dispatchEvent(new CustomEvent('foyer-back')); }}>${icons.back}</button>` : nothing}
        ${title ? html`<h2>${localize(title)}</h2>` : html`<span class="fill"></span>`}
        ${this.canClose ? html`<button class="round" aria-label=${localize('closeChat')} @click=${() => { this.dispatchEvent(new CustomEvent('foyer-dismiss')); }}>${icons.close}</button>` : nothing}
      </div>`;
  }

  #tabs(current: Place) {
    return html`
      <nav class="tabs" aria-label=${localize('sections')}>${places.map(({ name, icon }) => html`
        <button aria-current=${name === current ? 'page' : nothing} @click=${() => { this.#go(name); }}>${icon}<span>${localize(name)}</span></button>`)}
      </nav>`;
  }

  #later(tag: LazyTag, template: unknown) {
    const state = this.#lazy.state(tag);
    if (state === 'ready') return template;
    return state === 'loading' ? this.#skeleton() : html`<foyer-fault code="offline" @foyer-retry=${() => { this.#lazy.retry(); }}></foyer-fault>`;
  }

  /** A wait that is over in a moment is not worth a picture. */
  #skeleton() { return html`<div class="skeleton" role="status" tabindex="-1"><span class="hidden-text">${localize('connecting')}</span><i></i><i></i><i></i></div>`; }

  readonly #pass = ({ type, detail }: Event & { detail?: unknown }): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };
  readonly #onRetry = (): void => { this.dispatchEvent(new CustomEvent('foyer-retry')); };

  /** The list's event crosses shadow roots; the page has no use for it. */
  readonly #stay = (event: CustomEvent<{ id: string }>): void => {
    event.stopPropagation();
    this.#pass(event);
  };

  #go(place: Place): void { this.dispatchEvent(new CustomEvent('foyer-go', { detail: { place } })); }
}
