import { LitElement, html, nothing } from 'lit';
import type { FoyerClient, Summary } from '../../client/api.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import type { Place } from '../chat/layers.ts';
import { LazyElements } from '../chat/lazy-elements.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { shellIcons } from '../chat/shell-icons.ts';
import { skeleton } from '../chat/skeleton.ts';
import { icons } from '../icons.ts';
import { FoyerConversationList } from '../inbox/conversation-list.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { FoyerHome } from './home.ts';
import { placesStyles } from './places.styles.ts';

export { FoyerConversationList, FoyerHome };

const tabs: readonly { name: Place; icon: unknown }[] = [{ name: 'home', icon: shellIcons.home }, { name: 'chats', icon: icons.chat }, { name: 'settings', icon: shellIcons.gear }];

/**
 * @tag foyer-places
 * @summary The lowest layer of the panel: home, the list of chats, settings, and the tabs that lead there.
 * @event {CustomEvent<{place: string}>} foyer-go - One of the tabs was chosen.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @event foyer-dismiss - Closing was asked for.
 * @event foyer-erased - The visitor has had everything deleted.
 * @csspart list - A list of conversations.
 */
export class FoyerPlaces extends LitElement {
  static override properties = {
    client: { attribute: false }, place: {}, preferences: { attribute: false }, greeting: {}, privacy: {}, isErased: { type: Boolean }, canClose: { type: Boolean },
  };
  static override styles = [tokens, barStyles, placesStyles];

  declare client: FoyerClient | undefined;
  declare place: Place;
  declare preferences: PreferenceStore | undefined;
  declare greeting: string;
  declare privacy: string;
  declare isErased: boolean;
  declare canClose: boolean;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #drafts = new StoreController(this, () => this.client?.drafts);
  readonly #lazy = new LazyElements(this);

  constructor() {
    super();
    this.place = 'home';
    this.greeting = '';
    this.privacy = '';
    this.isErased = false;
    this.canClose = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>(this.place === 'chats' ? '.main' : 'foyer-home, foyer-settings')?.focus(); }

  override render() {
    const title = this.place === 'home' ? {} : { title: localize(this.place) };
    return html`
      ${this.place === 'home' && !this.canClose ? html`<div class="air"></div>` : bar({ ...title, canClose: this.canClose, ask: this.#ask })}
      <foyer-notices .client=${this.client}></foyer-notices>
      ${this.place === 'home' ? this.#home() : this.place === 'chats' ? this.#chats() : this.#settings()}
      <nav class="tabs" aria-label=${localize('sections')}>${tabs.map(({ name, icon }) => html`
        <button aria-current=${name === this.place ? 'page' : nothing} @click=${() => { this.#go(name); }}>${icon}<span>${localize(name)}</span></button>`)}
      </nav>`;
  }

  #home() {
    return html`<foyer-home class="body" exportparts="list" .client=${this.client} .greeting=${this.greeting} .notice=${this.isErased ? localize('dataDeleted') : ''}
      @foyer-start=${() => { this.#ask('foyer-start'); }} @foyer-pick=${this.#onPick} @foyer-all=${() => { this.#go('chats'); }}></foyer-home>`;
  }

  #chats() {
    const listed = this.#listed();
    return html`
      <foyer-conversation-list class="body" exportparts="list" .conversations=${listed} .isLoading=${!(this.#inbox.value?.loaded ?? true)} .canStart=${true} .presence=${this.#presence.value ?? new Map()}
        .drafts=${this.#drafts.value ?? new Map()} .me=${this.#me.value?.id ?? ''} @foyer-start=${this.#onStart} @foyer-pick=${this.#onPick}></foyer-conversation-list>
      ${listed.length === 0 ? nothing : html`<button class="main" @click=${() => { this.#ask('foyer-start'); }}>${localize('newChat')}</button>`}`;
  }

  /** A conversation that nobody has written in is not listed. */
  #listed(): Summary[] { return (this.#inbox.value?.conversations ?? []).filter(({ lastMessage }) => lastMessage !== null); }

  #settings() {
    const state = this.#lazy.state('foyer-settings');
    if (state === 'loading') return html`<div class="body">${skeleton()}</div>`;
    if (state === 'failed') return html`<p class="body fault" role="alert">${localize('errorStart', { code: 'offline' })}<button @click=${() => { this.#lazy.retry(); }}>${localize('retry')}</button></p>`;
    return html`<foyer-settings class="body" .client=${this.client} .preferences=${this.preferences} .privacy=${this.privacy}
      @foyer-try-sound=${this.#pass} @foyer-erased=${this.#pass}></foyer-settings>`;
  }

  #go(place: Place): void { this.dispatchEvent(new CustomEvent('foyer-go', { detail: { place } })); }
  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };
  readonly #pass = ({ type, detail }: Event & { detail?: unknown }): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };

  readonly #onStart = (event: Event): void => {
    event.stopPropagation();
    this.#ask('foyer-start');
  };

  /** The list's events cross shadow roots; the page has no use for them. */
  readonly #onPick = (event: CustomEvent<{ id: string }>): void => {
    event.stopPropagation();
    this.#pass(event);
  };
}
