import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FoyerClient, Starred } from '../../client/api.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import { skeleton } from '../chat/skeleton.ts';
import { revealOnTop, type Pick } from '../home/reveal-on-top.ts';
import { listIcons } from '../inbox/list-icons.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { isUnreachable, StarredPages } from './starred-pages.ts';
import { starredRow, starredRowStyles } from './starred-row.ts';

/**
 * @tag foyer-starred
 * @summary The layer of the panel with all messages that the visitor has starred, the latest star first. Each opens its conversation at the message.
 * @event {CustomEvent<{id: string, opened?: Promise<void>}>} foyer-pick - A conversation was chosen. Whoever opens it may say by `opened` when it is there.
 * @event foyer-back - One layer less was asked for.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerStarred extends LitElement {
  static override properties = { client: { attribute: false }, layers: { attribute: false }, canClose: { type: Boolean } };
  static override styles = [tokens, barStyles, starredRowStyles, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    .list { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; }
    .list:focus-visible { outline-offset: -2px; }
    ul { list-style: none; margin: 0; padding: 0; }
    .empty { display: grid; justify-items: center; gap: 12px; padding: 48px 32px; text-align: center; text-wrap: balance; color: var(--text-2); }
    .empty p { margin: 0; }
    .empty svg { inline-size: 32px; block-size: 32px; }
    .note { margin: 0; padding: 10px 20px; color: var(--text-2); font-size: calc(13 * var(--px)); }
    .fault { margin: 0; padding: 16px 24px 0; text-align: center; color: var(--danger); }
    .calm { color: var(--text-2); }
    .button { display: block; margin: 12px auto 16px; padding: 8px 20px; min-block-size: 40px; border: 0; border-radius: 20px; background: var(--surface-3); font-weight: 600; }
    .button:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
    @media (pointer: coarse) { .button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { .button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  /** Where the layers of the panel are, one of which this is. */
  declare layers: ParentNode;
  /** There is no launcher in sight that closes the panel. */
  declare canClose: boolean;
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #pages = new StarredPages(this, () => this.client);

  constructor() {
    super();
    this.canClose = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.list')?.focus(); }

  override render() {
    return html`
      ${bar({ title: localize('starredMessages'), hasBack: true, canClose: this.canClose, ask: (type) => { this.dispatchEvent(new CustomEvent(type)); } })}
      <div class="list" tabindex="0" role="region" aria-label=${localize('starredMessages')} aria-busy=${this.#pages.isBusy ? 'true' : 'false'}>${this.#content()}</div>`;
  }

  #content() {
    const { stars, isLoading, isBusy, hasMore, fault } = this.#pages;
    const isOffline = this.#status.value?.name === 'offline';
    if (isLoading && fault === undefined && isBusy) return skeleton();
    return html`
      ${stars.length === 0 ? nothing : html`
        ${isOffline ? html`<p class="note" role="status">${localize('starsAsOf')}</p>` : nothing}
        <ul role="list" aria-label=${localize('starredMessages')}>${repeat(stars, ({ conversation, message }) => `${conversation} ${message.seq}`, (starred) => html`<li>${this.#row(starred)}</li>`)}</ul>`}
      ${fault === undefined ? nothing : html`
        <p class="fault ${isUnreachable(fault) ? 'calm' : ''}" role="alert">${localize(isUnreachable(fault) ? 'starsOffline' : 'starsFailed', { code: fault })}</p>
        <button class="button" @click=${() => { this.#pages.retry(); }}>${localize('retry')}</button>`}
      ${fault === undefined && hasMore && !isBusy ? html`<button class="button" @click=${() => { this.#pages.more(); }}>${localize('showMore')}</button>` : nothing}
      ${stars.length === 0 && fault === undefined ? html`<div class="empty">${listIcons.star}<p>${localize('noStars')}</p></div>` : nothing}`;
  }

  #row(starred: Starred) {
    return starredRow({
      starred, author: this.#pages.people.get(starred.message.from), conversation: this.#pages.conversations.get(starred.conversation), me: this.#me.value?.id ?? '',
      onPress: () => { this.#open(starred); },
    });
  }

  #open({ conversation: id, message: { seq } }: Starred): void {
    const { layers } = this;
    const pick: Pick = { id };
    this.dispatchEvent(new CustomEvent('foyer-pick', { detail: pick }));
    void revealOnTop(layers, pick, seq);
  }
}
