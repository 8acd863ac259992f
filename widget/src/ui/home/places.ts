import { LitElement, html, nothing } from 'lit';
import type { Arrangement, FoyerClient, Summary } from '../../client/api.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import type { Place } from '../chat/layers.ts';
import { LazyElements } from '../chat/lazy-elements.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { shellIcons } from '../chat/shell-icons.ts';
import { skeleton } from '../chat/skeleton.ts';
import { askForGroup } from '../groups/ask-for-group.ts';
import { groupIcons } from '../groups/group-icons.ts';
import { icons } from '../icons.ts';
import { FoyerConversationList } from '../inbox/conversation-list.ts';
import { listed } from '../inbox/listed.ts';
import { listIcons } from '../inbox/list-icons.ts';
import { FoyerRowMenu } from '../inbox/row-menu.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { FoyerHome } from './home.ts';
import { ListActs } from './list-acts.ts';
import { FoyerOpeningNotice } from './opening-notice.ts';
import { placesStyles } from './places.styles.ts';
import { FoyerUnsent } from './unsent.ts';

const tabs: readonly { name: Place; icon: unknown }[] = [{ name: 'home', icon: shellIcons.home }, { name: 'chats', icon: icons.chat }, { name: 'settings', icon: shellIcons.gear }];

/**
 * @tag foyer-places
 * @summary The lowest layer of the panel: home, the list of chats, settings, and the tabs that lead there.
 * @event {CustomEvent<{place: string}>} foyer-go - One of the tabs was chosen.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<object>} foyer-pick - A conversation was chosen: `{id}`, or `{with}` a user. Whoever opens it may say by `opened` when it is there.
 * @event {CustomEvent<{name: string}>} foyer-cover - A `search` through the chats, the `starred` messages of all of them, a new `group`, or the question for a code to `link` this device by was asked for.
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
  readonly #typing = new StoreController(this, () => this.client?.typing);
  readonly #lazy = new LazyElements(this);
  readonly #acts = new ListActs(this, () => this.client);

  constructor() {
    super();
    this.place = 'home';
    this.greeting = '';
    this.privacy = '';
    this.isErased = false;
    this.canClose = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.main, foyer-home, foyer-settings')?.focus(); }

  override render() {
    return html`
      ${this.#bar()}
      <foyer-notices .client=${this.client}></foyer-notices>
      ${this.place === 'home' ? this.#home() : this.place === 'chats' ? this.#chats() : this.#settings()}
      <nav class="tabs" aria-label=${localize('sections')}>${tabs.map(({ name, icon }) => html`
        <button aria-current=${name === this.place ? 'page' : nothing} @click=${() => { this.#go(name); }}>${icon}<span>${localize(name)}</span></button>`)}
      </nav>`;
  }

  #bar() {
    const { canClose, place } = this;
    if (place === 'home') return canClose ? bar({ canClose, ask: this.#ask }) : html`<div class="air"></div>`;
    const { site = { direct: false } } = this.#inbox.value ?? {};
    const more = place === 'chats' ? html`
      ${site.direct && !this.#me.value?.blocked ? html`<button class="round" aria-label=${localize('newGroup')} title=${localize('newGroup')} @click=${() => { askForGroup(this); }}>${groupIcons.people}</button>` : nothing}
      ${this.#listed().length > 0 ? html`
        <button class="round" aria-label=${localize('starredMessages')} title=${localize('starredMessages')} @click=${() => { this.#cover('starred'); }}>${listIcons.star}</button>
        <button class="round search" aria-label=${localize('search')} @click=${() => { this.#cover('search'); }}>${listIcons.search}</button>` : nothing}` : nothing;
    return bar({ title: localize(place), canClose, more, ask: this.#ask });
  }

  #home() {
    return html`<foyer-home class="body" exportparts="list" .client=${this.client} .greeting=${this.greeting} .notice=${this.isErased ? localize('dataDeleted') : ''}
      @foyer-start=${() => { this.#ask('foyer-start'); }} @foyer-pick=${this.#onPick} @foyer-cover=${this.#pass} @foyer-all=${() => { this.#go('chats'); }}></foyer-home>`;
  }

  #chats() {
    const listed = this.#listed();
    return html`
      <foyer-conversation-list class="body" exportparts="list" .conversations=${listed} .isLoading=${!(this.#inbox.value?.loaded ?? true)} .canStart=${true} .canArrange=${true} .presence=${this.#presence.value ?? new Map()}
        .drafts=${this.#drafts.value ?? new Map()} .typing=${this.#typing.value ?? new Map()} .me=${this.#me.value?.id ?? ''} @foyer-start=${this.#onStart} @foyer-pick=${this.#onPick}
        @foyer-arrange=${this.#onArrange} @foyer-mark-read=${this.#onMarkRead}></foyer-conversation-list>
      ${this.#acts.fault === undefined ? nothing : html`
        <p class="line fault" role="alert">${localize('actFailed', { code: this.#acts.fault })}<button @click=${() => { this.#acts.retry(); }}>${localize('retry')}</button></p>`}
      <div role="status">${this.#acts.canUndo ? this.#undo() : nothing}</div>
      ${listed.length === 0 ? nothing : html`<button class="main" @click=${() => { this.#ask('foyer-start'); }}>${localize('newChat')}</button>`}`;
  }

  #undo() {
    const hold = (): void => { this.#acts.hold(); };
    const release = (): void => { this.#acts.release(); };
    return html`
      <p class="line undo" @focusin=${hold} @focusout=${release} @pointerenter=${hold} @pointerleave=${release}>${localize('archivedNow')}<button @click=${this.#onUndo}>${localize('undo')}</button></p>`;
  }

  #listed(): Summary[] { return listed(this.#inbox.value?.conversations ?? []); }

  #settings() {
    const state = this.#lazy.state('foyer-settings');
    if (state === 'loading') return html`<div class="body">${skeleton()}</div>`;
    if (state === 'failed') return html`<p class="body fault" role="alert">${localize('errorStart', { code: 'offline' })}<button @click=${() => { this.#lazy.retry(); }}>${localize('retry')}</button></p>`;
    return html`<foyer-settings class="body" .client=${this.client} .preferences=${this.preferences} .privacy=${this.privacy}
      @foyer-try-sound=${this.#pass} @foyer-erased=${this.#pass} @foyer-cover=${this.#pass}></foyer-settings>`;
  }

  #cover(name: 'search' | 'starred'): void { this.dispatchEvent(new CustomEvent('foyer-cover', { detail: { name } })); }
  #go(place: Place): void { this.dispatchEvent(new CustomEvent('foyer-go', { detail: { place } })); }
  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };
  readonly #pass = ({ type, detail }: Event & { detail?: unknown }): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };

  readonly #onStart = (event: Event): void => {
    event.stopPropagation();
    this.#ask('foyer-start');
  };

  /** The list's events cross shadow roots; the page has no use for them. */
  readonly #onPick = (event: CustomEvent<object>): void => {
    event.stopPropagation();
    this.#pass(event);
  };

  readonly #onArrange = (event: CustomEvent<{ id: string; change: Arrangement }>): void => {
    event.stopPropagation();
    const { id, change } = event.detail;
    const summary = this.#listed().find((one) => one.id === id);
    if (summary) this.#acts.arrange(summary, change);
  };

  readonly #onMarkRead = (event: CustomEvent<{ id: string }>): void => {
    event.stopPropagation();
    this.#acts.markRead(event.detail.id);
  };

  readonly #onUndo = (): void => {
    this.#acts.undo();
    this.renderRoot.querySelector('foyer-conversation-list')?.focus();
  };
}

/** What this file brings, by tag. */
export const elements = {
  'foyer-conversation-list': FoyerConversationList, 'foyer-row-menu': FoyerRowMenu, 'foyer-home': FoyerHome,
  'foyer-places': FoyerPlaces, 'foyer-opening-notice': FoyerOpeningNotice, 'foyer-unsent': FoyerUnsent,
};
