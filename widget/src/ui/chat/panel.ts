import { LitElement, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FoyerClient } from '../../client/api.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { bar } from './bar.ts';
import { barStyles } from './bar.styles.ts';
import type { Layer, Place, ThreadLayer } from './layers.ts';
import { LazyElements, type LazyTag } from './lazy-elements.ts';
import { panelStyles } from './panel.styles.ts';
import type { PreferenceStore } from './preferences.ts';
import { skeleton } from './skeleton.ts';

/** The lowest layer, whichever it is. */
const places: Readonly<Record<Place, true>> = { home: true, chats: true, settings: true };

/** What can take the focus when a layer comes to the top. */
const firsts = '.layer:not([hidden]) > :last-child';

/**
 * @tag foyer-panel
 * @summary The layers of the chat: only the top one shows, those below keep their place. It asks; the chat acts.
 * @event foyer-back - One layer less was asked for.
 * @event foyer-dismiss - Closing was asked for.
 * @event {CustomEvent<{place: string}>} foyer-go - One of the tabs was chosen.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<object>} foyer-pick - A conversation was chosen: `{id}`, or `{with}` a user. Whoever opens it may say by `opened` when it is there.
 * @event {CustomEvent<{name: string}>} foyer-cover - Something was asked for that lies on top of where one is: `search`, the `starred` messages, a new `group`, or the question for a code to `link` this device by.
 * @event foyer-keys - The list of keys was asked for.
 * @event foyer-details - More about the conversation was asked for.
 * @event foyer-done - The questions before a first message are answered.
 * @event foyer-retry - Another try was asked for.
 * @event foyer-erased - The visitor has had everything deleted.
 * @csspart header - The bar above a thread.
 * @csspart list - A list of conversations.
 */
export class FoyerPanel extends LitElement {
  static override properties = {
    client: { attribute: false }, layers: { attribute: false }, preferences: { attribute: false }, wanted: {},
    greeting: {}, privacy: {}, isErased: { type: Boolean }, canClose: { type: Boolean },
  };
  static override styles = [tokens, barStyles, panelStyles];

  declare client: FoyerClient | undefined;
  declare layers: readonly Layer[];
  declare preferences: PreferenceStore | undefined;
  /** What the site would like to ask before a first message. */
  declare wanted: string;
  declare greeting: string;
  declare privacy: string;
  declare isErased: boolean;
  /** There is no launcher in sight that closes the panel. */
  declare canClose: boolean;
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #chosen = new StoreController(this, () => this.preferences);
  readonly #lazy = new LazyElements(this);

  constructor() {
    super();
    this.layers = [];
    this.wanted = '';
    this.greeting = '';
    this.privacy = '';
    this.isErased = false;
    this.canClose = false;
  }

  /** The first thing to do in the top layer takes the focus. */
  override focus(): void {
    void this.updateComplete.then(async () => {
      const target = this.renderRoot.querySelector<HTMLElement>(firsts);
      if (target && 'updateComplete' in target) await target.updateComplete;
      target?.focus();
    });
  }

  override firstUpdated(): void { this.#lazy.loadWhenIdle('foyer-places', 'foyer-cover', 'foyer-fault', 'foyer-info', 'foyer-settings', ...(this.wanted ? ['foyer-ask' as const] : [])); }

  override render() {
    const status = this.#status.value;
    if (status?.name === 'failed') return html`<div class="layer">${bar({ canClose: this.canClose, ask: this.#ask })}${this.#fault(status.code)}</div>`;
    const last = this.layers.length - 1;
    return repeat(this.layers, (layer, index) => `${index} ${layer.name in places ? 'place' : layer.name}`,
      (layer, index) => html`<div class="layer" ?hidden=${index !== last}>${this.#layer(layer)}</div>`);
  }

  #layer(layer: Layer) {
    const { client, canClose, privacy } = this;
    const ask = this.#ask;
    switch (layer.name) {
      case 'thread': return this.#thread(layer);
      case 'ask': return html`${bar({ title: localize('chat'), hasBack: true, canClose, ask })}${this.#later('foyer-ask', html`
        <foyer-ask .client=${client} .wanted=${this.wanted} .privacy=${privacy} @foyer-done=${this.#pass}></foyer-ask>`)}`;
      case 'info': return html`${bar({ title: localize('details'), hasBack: true, canClose, ask })}${this.#later('foyer-info', html`
        <foyer-info .client=${client} .conversation=${layer.conversation} @foyer-back=${this.#pass} @foyer-pick=${this.#pass} @foyer-go=${this.#pass}></foyer-info>`)}`;
      case 'search': case 'starred': case 'group': case 'join': case 'link': return this.#later('foyer-cover', html`
        <foyer-cover .client=${client} .name=${layer.name} .canClose=${canClose} @foyer-pick=${this.#pass} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-cover>`);
      case 'keys': return this.#later('foyer-settings', html`
        <foyer-key-help .canClose=${canClose} .preferences=${this.preferences} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-key-help>`);
      default: return this.#later('foyer-places', html`
        <foyer-places exportparts="list" .client=${client} .place=${layer.name} .preferences=${this.preferences} .greeting=${this.greeting} .privacy=${privacy}
          .isErased=${this.isErased} .canClose=${canClose} @foyer-go=${this.#pass} @foyer-start=${this.#pass} @foyer-pick=${this.#pass} @foyer-cover=${this.#pass} @foyer-dismiss=${this.#pass}
          @foyer-try-sound=${this.#pass} @foyer-erased=${this.#pass}></foyer-places>`);
    }
  }

  #thread({ conversation, fault }: ThreadLayer) {
    // Who it would have been with is not known.
    if (fault !== undefined) return html`${bar({ title: localize('chat'), hasBack: true, canClose: this.canClose, ask: this.#ask })}${this.#fault(fault)}`;
    return html`
      <foyer-chat-header exportparts="header" .client=${this.client} .conversation=${conversation} .hasBack=${true} .hasClose=${this.canClose} .hasDetails=${conversation !== undefined}
        @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass} @foyer-details=${this.#pass}></foyer-chat-header>
      <foyer-opening-notice .client=${this.client} .conversation=${conversation}></foyer-opening-notice>
      ${conversation ? html`<foyer-conversation exportparts="thread, bubble, bubble-own, composer, send" .client=${this.client} .conversation=${conversation} .showNames=${true}
          .isEnterSending=${this.#chosen.value?.isEnterSending ?? true}></foyer-conversation>`
        : skeleton()}`;
  }

  #later(tag: LazyTag, template: unknown) {
    const state = this.#lazy.state(tag);
    return state === 'ready' ? template : state === 'loading' ? skeleton() : this.#fault('offline');
  }

  /** The picture of what is wrong may itself be what could not be fetched. */
  #fault(code: string) {
    const state = this.#lazy.state('foyer-fault');
    if (state === 'ready') return html`<foyer-fault .code=${code} @foyer-retry=${this.#onRetry}></foyer-fault>`;
    if (state === 'loading') return skeleton();
    return html`<p class="fault" role="alert">${localize('errorStart', { code })}<button @click=${this.#onRetry}>${localize('retry')}</button></p>`;
  }

  readonly #pass = ({ type, detail }: Event & { detail?: unknown }): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };
  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };

  readonly #onRetry = (): void => {
    this.#lazy.retry();
    this.#ask('foyer-retry');
  };
}
