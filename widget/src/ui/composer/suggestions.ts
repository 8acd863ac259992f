import { LitElement, css, html, nothing } from 'lit';
import { localize } from '../localize-screen.ts';
import { tokens } from '../tokens.styles.ts';
import type { Suggestion } from './composer.ts';

/**
 * @tag foyer-suggestions
 * @summary What may be meant, above the field that keeps the focus: arrows choose, Enter or Tab takes.
 * @event {CustomEvent<object | undefined>} foyer-take - One was taken.
 */
export class FoyerSuggestions extends LitElement {
  static override properties = { items: { attribute: false }, chosen: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; }
    .list {
      margin: 0; padding: 6px; max-block-size: 264px; overflow-y: auto; border-radius: 16px; background: var(--surface); border: 1px solid var(--line); box-shadow: var(--shadow);
      scrollbar-width: thin;
    }
    .item { display: grid; gap: 0 12px; padding: 6px 10px; min-block-size: 44px; border-radius: 10px; cursor: pointer; align-content: center; }
    .item[aria-selected='true'] { background: var(--surface-3); }
    b, span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    b { font-weight: 600; line-height: calc(20 * var(--px)); }
    span { font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); }
    @media (forced-colors: active) { .item[aria-selected='true'] { outline: 2px solid Highlight; outline-offset: -2px; } }
  `];

  declare items: readonly Suggestion[];
  declare chosen: number;

  constructor() {
    super();
    this.items = [];
    this.chosen = 0;
  }

  override willUpdate(changed: Map<string, unknown>): void { if (changed.has('items')) this.chosen = 0; }
  override updated(): void { this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }

  /** A key of the field; whether it was meant for the list. */
  onKey(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isTaken = (event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey);
    if (step !== undefined) this.chosen = (this.chosen + step + this.items.length) % this.items.length;
    else if (isTaken) this.#take(this.items[this.chosen]);
    else return false;
    event.preventDefault();
    return true;
  }

  override render() {
    return html`
      <div class="list" role="listbox" aria-label=${localize('suggestions')}>${this.items.map((item, index) => html`
        <div class="item" role="option" aria-selected=${index === this.chosen ? 'true' : 'false'} @pointerdown=${(event: Event) => { event.preventDefault(); }}
          @click=${() => { this.#take(item); }}><b><bdi>${item.label}</bdi></b>${item.text.startsWith('@') ? nothing : html`<span dir="auto">${item.text}</span>`}</div>`)}
      </div>
      <div class="hidden-text" role="status">${this.items[this.chosen]?.label ?? ''}</div>`;
  }

  #take(item: Suggestion | undefined): void { this.dispatchEvent(new CustomEvent('foyer-take', { detail: item })); }
}
