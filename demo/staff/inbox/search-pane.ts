import { limits, type DeskTools, type SearchHit, type User } from '@foyer-chat/widget/headless';
import { counterpart, dateTime, icons, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { faultText } from '../state/actions.ts';

const patienceMs = 200;

/** Search over names, addresses and everything that was written. Says `desk-hit` with what was chosen, `desk-close` when it is left. */
export class DeskSearch extends LitElement {
  static override properties = {
    tools: { attribute: false }, me: { attribute: false }, current: {}, query: { state: true }, hits: { state: true }, next: { state: true }, isBusy: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, controls, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    .head { display: flex; align-items: center; gap: 4px; min-block-size: 60px; padding-inline: 16px 8px; border-block-end: 1px solid var(--line); }
    input { flex: 1; min-inline-size: 0; min-block-size: 40px; padding: 0 14px; border: 1px solid transparent; border-radius: 20px; background: var(--surface-3); color: var(--text); font: inherit; font-size: 16px; }
    input::placeholder { color: var(--text-2); opacity: 1; }
    input:focus-visible { outline: none; border-color: var(--accent-ink); }
    input::-webkit-search-cancel-button { display: none; }
    .found { flex: 1; min-block-size: 0; overflow-y: auto; scrollbar-width: thin; }
    ul { list-style: none; margin: 0; padding: 0; }
    .hit { display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 12px; align-items: start; inline-size: 100%; padding: 10px 16px; border: 0; background: none; text-align: start; }
    .hit:hover { background: var(--surface-2); }
    .hit:focus-visible { outline-offset: -2px; }
    .hit[aria-current] { background: var(--own); }
    .top { display: flex; gap: 8px; align-items: baseline; }
    .name { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
    time { font-size: 12px; color: var(--text-2); white-space: nowrap; font-variant-numeric: tabular-nums; }
    .excerpt { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; font-size: 14px; color: var(--text-2); }
    mark { background: none; color: var(--text); font-weight: 600; }
    .more { margin: 8px auto 16px; display: flex; }
    .status { padding: 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
    .status:empty { display: none; }
  `];

  declare tools: DeskTools | undefined;
  declare me: User;
  declare current: string | undefined;
  declare query: string;
  declare hits: readonly SearchHit[];
  declare next: string | undefined;
  declare isBusy: boolean;
  declare fault: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor() {
    super();
    this.query = '';
    this.hits = [];
    this.isBusy = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('input')?.focus(); }); }

  override render() {
    return html`
      <div class="head" role="search">
        <h1 class="hidden-text">Search</h1>
        <input type="search" aria-label="Search" placeholder="Search names and messages" maxlength=${limits.searchMaxLength} autocomplete="off" .value=${this.query} @input=${this.#onInput} @keydown=${this.#onKey}>
        <button class="round" aria-label="Close search" @click=${this.#leave}>${icons.close}</button>
      </div>
      <div class="found">
        ${this.hits.length > 0 ? html`<ul aria-label="Found">${this.hits.map((hit) => html`<li>${this.#hit(hit)}</li>`)}</ul>` : nothing}
        ${this.next !== undefined && !this.isBusy ? html`<button class="pill more" @click=${this.#onMore}>Show more</button>` : nothing}
        ${this.fault === undefined ? html`<p class="status" role="status">${this.#status()}</p>` : html`<p class="status fault" role="alert">${this.fault}</p>`}
      </div>`;
  }

  #status(): string {
    if (this.query.trim().length < limits.searchMinLength) return 'Find a conversation by a name, an address or a word in it.';
    if (this.isBusy) return 'Searching';
    return this.hits.length > 0 ? '' : 'Nothing was found. Try fewer or other words.';
  }

  #hit(hit: SearchHit) {
    const { name } = counterpart(hit.conversation, this.me.id, true);
    return html`
      <button class="hit" aria-current=${hit.conversation.id === this.current ? 'true' : nothing} @click=${() => { this.dispatchEvent(new CustomEvent('desk-hit', { detail: hit })); }}>
        <foyer-avatar .name=${name}></foyer-avatar>
        <span><span class="top"><bdi class="name">${name}</bdi><time datetime=${new Date(hit.at).toISOString()}>${dateTime(hit.at)}</time></span><span class="excerpt" dir="auto">${this.#marked(hit.excerpt)}</span></span>
      </button>`;
  }

  /** The words that were asked for, made visible. */
  #marked(excerpt: string) {
    const words = this.query.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (words.length === 0) return excerpt;
    return excerpt.split(new RegExp(`(${words.join('|')})`, 'giu')).map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part));
  }

  async #search(before?: string): Promise<void> {
    const query = this.query.trim();
    const turn = (this.#turn += 1);
    if (query.length < limits.searchMinLength || !this.tools) {
      Object.assign(this, { hits: [], next: undefined, isBusy: false });
      return;
    }
    this.isBusy = true;
    try {
      const known = before === undefined ? 0 : this.hits.length;
      let from = before;
      // A step that finds nothing may still have another after it.
      do {
        const page = await this.tools.search(query, from);
        if (turn !== this.#turn) return;
        this.hits = from === undefined ? page.hits : [...this.hits, ...page.hits];
        this.next = from = page.next;
      } while (from !== undefined && this.hits.length <= known);
    } catch (error) {
      if (turn === this.#turn) this.fault = faultText(error);
    } finally {
      if (turn === this.#turn) this.isBusy = false;
    }
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.fault = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { void this.#search(); }, patienceMs);
  };

  readonly #onMore = (): void => { void this.#search(this.next); };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') this.renderRoot.querySelector<HTMLElement>('.hit')?.focus();
    else if (event.key === 'Escape') this.#leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #leave = (): void => { this.dispatchEvent(new Event('desk-close')); };
}
