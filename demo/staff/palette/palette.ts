import { listIcons, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { keyOf } from '../state/keymap.ts';
import { matching, type Command } from './command.ts';

const shownMost = 40;

/** Everything the desk can do and every conversation, by name: type, arrow keys, Enter. Says `desk-close` when it is done. */
export class DeskPalette extends LitElement {
  static override properties = { commands: { attribute: false }, query: { state: true }, at: { state: true } };
  static override styles = [tokens, controls, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; }
    .field { display: flex; align-items: center; gap: 12px; padding-inline: 20px; border-block-end: 1px solid var(--line); color: var(--text-2); }
    input { flex: 1; min-inline-size: 0; padding: 16px 0; border: 0; background: none; font: inherit; font-size: 16px; color: var(--text); }
    input:focus-visible { outline: none; }
    input::placeholder { color: var(--text-2); opacity: 1; }
    [role='listbox'] { min-block-size: 0; max-block-size: min(440px, 60dvh); overflow-y: auto; padding: 8px; scrollbar-width: thin; }
    .group { padding: 8px 12px 4px; font-size: 12px; font-weight: 600; color: var(--text-3); }
    [role='option'] { display: flex; align-items: center; gap: 12px; min-block-size: 40px; padding: 6px 12px; border-radius: 10px; cursor: pointer; }
    [role='option'][aria-selected='true'] { background: var(--surface-3); }
    .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .line { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--text-2); font-size: 14px; }
    kbd { margin-inline-start: auto; }
    @media (max-width: 720px) { [role='option'] { min-block-size: 44px; } }
    @media (forced-colors: active) { [role='option'][aria-selected='true'] { outline: 2px solid Highlight; } }
  `];

  declare commands: readonly Command[];
  declare query: string;
  declare at: number;

  constructor() {
    super();
    this.commands = [];
    this.query = '';
    this.at = 0;
  }

  override firstUpdated(): void { this.renderRoot.querySelector('input')?.focus(); }

  override updated(): void { this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }

  override render() {
    const found = this.#found();
    return html`
      <div class="field">
        ${listIcons.search}
        <input role="combobox" aria-label="Command or conversation" aria-expanded="true" aria-controls="found" aria-activedescendant=${found.length > 0 ? `option-${this.at}` : nothing}
          placeholder="What would you like to do?" autocomplete="off" spellcheck="false" .value=${this.query} @input=${this.#onInput} @keydown=${this.#onKey}>
        <kbd>Esc</kbd>
      </div>
      <div role="listbox" id="found" aria-label="Commands">
        ${found.map((command, index) => html`
          ${found[index - 1]?.group === command.group ? nothing : html`<div class="group" role="presentation">${command.group}</div>`}
          ${this.#option(command, index)}`)}
      </div>
      ${found.length === 0 ? html`<p class="empty" role="status">Nothing is called that.</p>` : nothing}`;
  }

  #option(command: Command, index: number) {
    const key = keyOf(command.id);
    return html`
      <div role="option" id="option-${index}" aria-selected=${index === this.at ? 'true' : 'false'} @click=${() => { this.#run(command); }} @pointermove=${() => { this.at = index; }}>
        <span class="label"><bdi>${command.label}</bdi></span>
        ${command.hint === undefined ? nothing : html`<span class="line"><bdi>${command.hint}</bdi></span>`}
        ${key === undefined ? nothing : html`<kbd>${key}</kbd>`}
      </div>`;
  }

  #found(): Command[] {
    const groups = new Map<string, Command[]>();
    for (const command of matching(this.commands, this.query).slice(0, shownMost)) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
    return [...groups.values()].flat();
  }

  #run(command: Command): void {
    this.dispatchEvent(new Event('desk-close'));
    command.run();
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.at = 0;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const found = this.#found();
    const last = found.length - 1;
    const command = found[this.at];
    if (event.key === 'ArrowDown') this.at = this.at >= last ? 0 : this.at + 1;
    else if (event.key === 'ArrowUp') this.at = this.at <= 0 ? Math.max(0, last) : this.at - 1;
    else if (event.key === 'Enter' && command) this.#run(command);
    else return;
    event.preventDefault();
  };
}
