import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ListTools } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import * as limits from '../../protocol/limits.ts';
import { mergeHits, type SearchHit } from '../../protocol/search.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize-screen.ts';
import { listTime } from '../list-time.ts';
import { tokens } from '../tokens.styles.ts';
import { conversationSearchStyles } from './conversation-search.styles.ts';
import { counterpart } from './counterpart.ts';
import { piecesOf } from './found-pieces.ts';
import { listIcons } from './list-icons.ts';

const patienceMs = 200;

/**
 * @tag foyer-conversation-search
 * @summary Search over names and everything that was written, while one types. Down leads from the field to what was found, the arrows go through it, Escape leaves.
 * @event {CustomEvent<{hit: object}>} foyer-hit - A conversation was chosen, with the message that was found in it.
 * @event foyer-search-close - The search is left.
 */
export class FoyerConversationSearch extends LitElement {
  static override properties = {
    search: { attribute: false }, me: {}, current: {}, isStaff: { type: Boolean },
    query: { state: true }, hits: { state: true }, next: { state: true }, isBusy: { state: true }, isPartial: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, conversationSearchStyles];

  /** Asks for conversations with these words; for more of them, from where the former page has ended. */
  declare search: ListTools['search'] | undefined;
  /** The reader's user id. */
  declare me: string;
  declare isStaff: boolean;
  /** Id of the conversation that is open. */
  declare current: string | undefined;
  declare query: string;
  declare hits: readonly SearchHit[];
  declare next: string | undefined;
  declare isBusy: boolean;
  declare isPartial: boolean;
  declare fault: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor() {
    super();
    this.me = '';
    this.isStaff = false;
    this.query = '';
    this.hits = [];
    this.isBusy = false;
    this.isPartial = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.isBusy = false;
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('input')?.focus(); }); }

  override render() {
    return html`
      <div class="head" role="search" @keydown=${this.#onKey}>
        <span class="field">${listIcons.search}<input type="search" dir=${this.query === '' ? nothing : 'auto'} aria-label=${localize('search')} placeholder=${localize('searchWhat')} maxlength=${limits.searchMaxLength}
          autocomplete="off" enterkeyhint="search" .value=${this.query} @input=${this.#onInput}></span>
        <button class="round" aria-label=${localize('closeSearch')} @click=${this.#leave}>${icons.close}</button>
      </div>
      <div class="found" @keydown=${this.#onKey}>
        ${this.isPartial && this.#isAsked ? html`<p class="partial" role="status">${localize('searchedHere')}</p>` : nothing}
        ${this.hits.length > 0 ? html`<ul role="list" aria-label=${localize('found')}>${repeat(this.hits, ({ conversation }) => conversation.id, (hit) => html`<li>${this.#hit(hit)}</li>`)}</ul>` : nothing}
        ${this.next !== undefined && !this.isBusy && this.fault === undefined ? html`<button class="button" @click=${this.#onMore}>${localize('showMore')}</button>` : nothing}
        ${this.fault === undefined ? html`<p class="status ${this.isBusy ? 'busy' : ''}" role="status">${this.#status()}</p>`
          : html`<p class="status fault" role="alert">${localize('searchFailed', { code: this.fault })}</p><button class="button" @click=${this.#onMore}>${localize('retry')}</button>`}
      </div>`;
  }

  get #isAsked(): boolean { return this.query.trim().length >= limits.searchMinLength; }

  #status(): string {
    if (!this.#isAsked) return localize('searchHint');
    if (this.isBusy) return localize('searching');
    return this.hits.length > 0 ? '' : localize('nothingFound');
  }

  #hit(hit: SearchHit) {
    const { name } = counterpart(hit.conversation, this.me, this.isStaff);
    return html`
      <button class="hit" aria-current=${hit.conversation.id === this.current ? 'true' : nothing} @click=${() => { this.#tell('foyer-hit', { hit }); }}>
        <foyer-avatar .name=${name}></foyer-avatar>
        <span class="words">
          <span class="top"><span class="name" dir="auto">${name}</span><time datetime=${new Date(hit.at).toISOString()}>${listTime(hit.at, Date.now())}</time></span>
          <span class="excerpt" dir="auto">${piecesOf(hit.excerpt, this.query).map((piece, index) => (index % 2 === 1 ? html`<mark>${piece}</mark>` : piece))}</span>
        </span>
      </button>`;
  }

  /** From the beginning, or from where a page has ended. What was asked before has nothing to say any more. */
  async #ask(before?: string): Promise<void> {
    const turn = (this.#turn += 1);
    const words = this.query.trim();
    if (!this.#isAsked || !this.search) {
      Object.assign(this, { hits: [], next: undefined, isBusy: false, isPartial: false });
      return;
    }
    this.isBusy = true;
    this.next = undefined;
    let from = before;
    try {
      const known = from === undefined ? 0 : this.hits.length;
      // A step that finds nothing new may still have another after it.
      do {
        const page = await this.search(words, from);
        if (turn !== this.#turn) return;
        this.hits = mergeHits(from === undefined ? [] : this.hits, page.hits);
        if (from === undefined) this.isPartial = page.isPartial === true;
        this.next = from = page.next;
      } while (from !== undefined && this.hits.length <= known);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.next = from;
      if (from === undefined) this.hits = [];
    }
    if (turn === this.#turn) this.isBusy = false;
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.fault = undefined;
    this.isBusy = this.#isAsked;
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { void this.#ask(); }, this.isBusy ? patienceMs : 0);
  };

  /** More, or once more what did not work. */
  readonly #onMore = (): void => {
    this.fault = undefined;
    void this.#ask(this.next);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('input, .hit')];
    const at = stops.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1] }[event.key];
    if (event.key === 'Escape') this.#leave();
    else if (next && at >= 0) next.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #leave = (): void => { this.#tell('foyer-search-close'); };
  #tell(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }
}
