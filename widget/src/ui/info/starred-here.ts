import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, FoyerClient } from '../../client/api.ts';
import { revealOnTop } from '../home/reveal-on-top.ts';
import { localize } from '../localize-screen.ts';
import { starredRow, starredRowStyles } from '../stars/starred-row.ts';
import { isUnreachable, StarredPages } from '../stars/starred-pages.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';

/** Of many; the rest at the press of a button. */
const first = 3;

/**
 * @tag foyer-starred-here
 * @summary The starred messages of one conversation, in its details. Each leads to the message.
 * @event foyer-back - A message was chosen: the thread should come to the top, to show it.
 */
export class FoyerStarredHere extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, isWhole: { state: true } };
  static override styles = [tokens, starredRowStyles, css`
    :host { display: block; }
    h4 { margin: 0 0 8px; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
    ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
    li + li { border-block-start: 1px solid var(--line); }
    p { margin: 0; color: var(--text-2); }
    .fault { color: var(--danger); }
    .more { inline-size: 100%; margin-block-start: 8px; padding: 8px 16px; min-block-size: 44px; border: 0; border-radius: 22px; background: none; color: var(--accent-ink); font-weight: 600; }
    .more:hover { background: var(--surface-2); }
    /* A wait that is over in a moment is not worth a word. */
    .busy { opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
    @keyframes appear { to { opacity: 1; } }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  declare isWhole: boolean;
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #pages = new StarredPages(this, () => this.client, () => this.conversation?.id);

  constructor() {
    super();
    this.isWhole = false;
  }

  override render() {
    return html`
      <section aria-labelledby="starred">
        <h4 id="starred">${localize('starredMessages')}</h4>
        ${this.#content()}
      </section>`;
  }

  #content() {
    const { stars, people, isLoading, hasMore, isBusy, fault } = this.#pages;
    const shown = this.isWhole ? stars : stars.slice(0, first);
    if (fault !== undefined && stars.length === 0) {
      return html`
        <p class=${isUnreachable(fault) ? '' : 'fault'} role="alert">${localize(isUnreachable(fault) ? 'starsOffline' : 'starsFailed', { code: fault })}</p>
        <button class="more" @click=${() => { this.#pages.retry(); }}>${localize('retry')}</button>`;
    }
    if (stars.length === 0) return html`<p class=${isLoading ? 'busy' : ''}>${localize(isLoading ? 'loading' : 'noStarsHere')}</p>`;
    return html`
      <ul>${shown.map((starred) => html`<li>${starredRow({
        starred, author: people.get(starred.message.from), me: this.#me.value?.id ?? '', onPress: () => { void this.#show(starred.message.seq); },
      })}</li>`)}</ul>
      ${shown.length < stars.length || hasMore ? html`<button class="more" ?disabled=${isBusy} @click=${this.#onMore}>${localize('showMore')}</button>` : nothing}`;
  }

  readonly #onMore = (): void => {
    if (this.isWhole) this.#pages.more();
    this.isWhole = true;
  };

  async #show(seq: number): Promise<void> {
    const { conversation } = this;
    // Of the details, which stand in the panel.
    const details = (this.getRootNode() as ShadowRoot).host;
    const panel = details.getRootNode() as ShadowRoot;
    if (!conversation) return;
    details.dispatchEvent(new CustomEvent('foyer-back'));
    await revealOnTop(panel, { id: conversation.id, opened: (panel.host as LitElement).updateComplete.then(() => undefined) }, seq);
  }
}
