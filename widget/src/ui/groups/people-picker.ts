import { LitElement, css, html, nothing } from 'lit';
import type { Person } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { tokens } from '../tokens.styles.ts';

/** A list that is longer has a field to look for somebody. */
const searchedFrom = 9;

/**
 * @tag foyer-people-picker
 * @summary People to choose from, each with a box to tick.
 * @event {CustomEvent<{chosen: string[]}>} foyer-choose - Others are chosen now: their ids.
 */
export class FoyerPeoplePicker extends LitElement {
  static override properties = { people: { attribute: false }, chosen: { attribute: false }, isDisabled: { type: Boolean }, typed: { state: true } };
  static override styles = [tokens, css`
    :host { display: grid; gap: 8px; min-inline-size: 0; }
    input[type='search'] {
      inline-size: 100%; min-block-size: 40px; padding: 4px 14px; border: 1px solid transparent; border-radius: 20px; background: var(--surface-3); color: var(--text); font: inherit; font-size: max(16px, 16 * var(--px));
    }
    input[type='search']::placeholder { color: var(--text-2); opacity: 1; }
    ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
    li + li { border-block-start: 1px solid var(--line); }
    label { display: flex; align-items: center; gap: 12px; min-block-size: 56px; padding: 8px 16px; cursor: pointer; }
    label:hover { background: var(--surface-2); }
    label:has(:focus-visible) { outline: 2px solid var(--accent-ink); outline-offset: -2px; border-radius: 12px; }
    .name { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
    input[type='checkbox'] { flex: none; inline-size: 20px; block-size: 20px; margin: 0; accent-color: var(--accent-ink); outline: none; }
    p { margin: 0; color: var(--text-2); }
    @media (forced-colors: active) { input[type='search'] { border: 1px solid; } }
  `];

  declare people: readonly Person[];
  /** Ids of those who are ticked. */
  declare chosen: readonly string[];
  declare isDisabled: boolean;
  declare typed: string;

  constructor() {
    super();
    this.people = [];
    this.chosen = [];
    this.isDisabled = false;
    this.typed = '';
  }

  override focus(): void { this.renderRoot.querySelector('input')?.focus(); }

  override render() {
    const wanted = this.typed.trim().toLocaleLowerCase();
    const shown = this.people.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
    return html`
      ${this.people.length < searchedFrom ? nothing : html`
        <input type="search" aria-label=${localize('search')} placeholder=${localize('search')} autocomplete="off" @input=${(event: Event) => { this.typed = (event.target as HTMLInputElement).value; }}>`}
      ${shown.length === 0 ? html`<p role="status">${localize('nobodyFound')}</p>` : html`
        <ul>${shown.map((person) => html`
          <li><label>
            <foyer-avatar .name=${person.name}></foyer-avatar><span class="name" dir="auto">${person.name}</span>
            <input type="checkbox" ?disabled=${this.isDisabled} .checked=${this.chosen.includes(person.id)} @change=${() => { this.#toggle(person.id); }}>
          </label></li>`)}
        </ul>`}`;
  }

  #toggle(id: string): void {
    const chosen = this.chosen.includes(id) ? this.chosen.filter((one) => one !== id) : [...this.chosen, id];
    this.dispatchEvent(new CustomEvent('foyer-choose', { detail: { chosen } }));
  }
}
