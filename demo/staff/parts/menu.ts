import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing, type TemplateResult, type SVGTemplateResult } from 'lit';
import { controls } from './controls.styles.ts';

export interface MenuItem {
  id: string;
  label: string;
  /** Beside the label: a time, a key. */
  hint?: string;
  icon?: SVGTemplateResult | TemplateResult;
  isChecked?: boolean;
  isDanger?: boolean;
}

const marginPx = 8;

/** A button with a list of choices under it. Says `desk-choose` with the id of what was chosen. */
export class DeskMenu extends LitElement {
  static override properties = { label: {}, items: { attribute: false }, face: { attribute: false }, round: { type: Boolean }, isOpen: { state: true } };
  static override styles = [tokens, controls, css`
    :host { position: relative; display: inline-block; }
    .pill > span { max-inline-size: var(--menu-face, 140px); overflow: hidden; text-overflow: ellipsis; }
    .pill > svg { inline-size: 16px; block-size: 16px; color: var(--text-2); }
    [role='menu'] {
      position: absolute; z-index: 5; inset-block-start: calc(100% + 6px); inset-inline-end: 0; min-inline-size: 220px; max-inline-size: min(320px, 90vw); max-block-size: 60dvh; overflow-y: auto;
      padding: 6px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: var(--shadow);
    }
    [role^='menuitem'] {
      display: flex; align-items: center; gap: 10px; inline-size: 100%; min-block-size: 36px; padding: 6px 10px; border: 0; border-radius: 8px; background: none; text-align: start; font-size: 14px;
    }
    [role^='menuitem']:hover, [role^='menuitem']:focus-visible { background: var(--surface-3); outline-offset: -2px; }
    .label { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .item-hint { color: var(--text-2); font-size: 13px; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .tick { inline-size: 16px; color: var(--accent-ink); }
    .is-danger { color: var(--danger); }
    @media (pointer: coarse), (max-width: 720px) { [role^='menuitem'] { min-block-size: 44px; } }
  `];

  /** The accessible name of the button, and of the list. */
  declare label: string;
  declare items: readonly MenuItem[];
  /** What the button shows. */
  declare face: unknown;
  declare round: boolean;
  declare isOpen: boolean;

  constructor() {
    super();
    this.label = '';
    this.items = [];
    this.round = false;
    this.isOpen = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide();
  }

  override render() {
    return html`
      <button class=${this.round ? 'round' : 'pill'} aria-haspopup="menu" aria-expanded=${this.isOpen ? 'true' : 'false'} aria-label=${this.label} title=${this.round ? this.label : nothing}
        @click=${this.#toggle} @keydown=${this.#onButtonKey}>${this.face}</button>
      ${this.isOpen ? html`
        <div role="menu" aria-label=${this.label} @keydown=${this.#onKey}>
          ${this.items.map((item) => this.#item(item))}
        </div>` : nothing}`;
  }

  /** Within the screen, where that is narrow. */
  override updated(): void {
    const menu = this.renderRoot.querySelector<HTMLElement>('[role=menu]');
    if (!menu) return;
    menu.style.translate = 'none';
    const { left, right } = menu.getBoundingClientRect();
    menu.style.translate = `${Math.max(0, marginPx - left) - Math.max(0, right + marginPx - innerWidth)}px`;
  }

  /** Opens the list with the focus on its first item, or on the checked one. */
  show(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    document.addEventListener('pointerdown', this.#onOutside);
    this.addEventListener('focusout', this.#onFocusOut);
    void this.updateComplete.then(() => { (this.renderRoot.querySelector<HTMLElement>('[aria-checked=true]') ?? this.#buttons[0])?.focus(); });
  }

  hide(): void {
    this.isOpen = false;
    document.removeEventListener('pointerdown', this.#onOutside);
    this.removeEventListener('focusout', this.#onFocusOut);
  }

  #item({ id, label, hint, icon, isChecked, isDanger }: MenuItem) {
    return html`
      <button role=${isChecked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked=${isChecked === undefined ? nothing : String(isChecked)} tabindex="-1" class=${isDanger ? 'is-danger' : ''}
        @click=${() => { this.#choose(id); }}>
        ${icon ?? nothing}<span class="label"><bdi>${label}</bdi></span>${hint === undefined ? nothing : html`<span class="item-hint">${hint}</span>`}${isChecked ? html`<span class="tick" aria-hidden="true">✓</span>` : nothing}
      </button>`;
  }

  get #buttons(): HTMLElement[] { return [...this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]')]; }

  readonly #toggle = (): void => { if (this.isOpen) this.hide(); else this.show(); };

  readonly #onOutside = (event: Event): void => { if (!event.composedPath().includes(this)) this.hide(); };
  readonly #onFocusOut = (event: FocusEvent): void => { if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.hide(); };

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.show();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = this.#buttons;
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const next: Record<string, number> = { ArrowDown: (at + 1) % buttons.length, ArrowUp: (at - 1 + buttons.length) % buttons.length, Home: 0, End: buttons.length - 1 };
    const to = next[event.key];
    if (to !== undefined) buttons[to]?.focus();
    else if (event.key === 'Escape') this.#leave();
    else if (event.key === 'Tab') { this.hide(); return; } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #leave(): void {
    this.hide();
    this.renderRoot.querySelector('button')?.focus();
  }

  #choose(id: string): void {
    this.#leave();
    this.dispatchEvent(new CustomEvent('desk-choose', { detail: { id }, bubbles: true, composed: true }));
  }
}
