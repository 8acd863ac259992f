import { LitElement, css, html, nothing } from 'lit';
import type { Summary } from '../../client/api.ts';
import * as limits from '../../protocol/limits.ts';
import { localize } from '../localize-screen.ts';
import { PressOutside } from '../press-outside.ts';
import { tokens } from '../tokens.styles.ts';
import { askFor, rowActions, type RowAction } from './row-actions.ts';

const hourMs = 3_600_000;
const marginPx = 8;

/**
 * @tag foyer-row-menu
 * @summary What can be done with one conversation of a list: pin, mute for a time, mark as read, archive. Arrows move, Escape closes; it stands at its row.
 * @event {CustomEvent<{id: string, change: object}>} foyer-arrange - Pinning, muting or archiving was asked for, or its contrary.
 * @event {CustomEvent<{id: string}>} foyer-mark-read - All of it should count as read.
 * @event {CustomEvent<{takesFocus: boolean}>} foyer-menu-close - The menu is done with; by keys the focus goes back to the row.
 */
export class FoyerRowMenu extends LitElement {
  static override properties = { summary: { attribute: false }, name: {}, anchor: { attribute: false }, isMuting: { state: true } };
  static override styles = [tokens, css`
    :host { position: absolute; z-index: 2; inline-size: max-content; min-inline-size: 200px; max-inline-size: calc(100% - 16px); }
    .menu { padding: 6px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: var(--shadow); max-block-size: inherit; overflow-y: auto; scrollbar-width: thin; }
    .title { padding: 6px 12px 4px; font-size: calc(13 * var(--px)); font-weight: 600; color: var(--text-2); }
    button { display: flex; align-items: center; gap: 12px; inline-size: 100%; min-block-size: 40px; padding: 6px 12px 6px 10px; border: 0; border-radius: 10px; background: none; text-align: start; }
    button > svg { flex: none; color: var(--text-2); }
    .choice { padding-inline: 12px; }
    button:hover, button:focus-visible { background: var(--surface-3); }
    button:focus-visible { outline-offset: -2px; }
    @media (pointer: coarse) { button { min-block-size: 44px; } }
    @media (forced-colors: active) { .menu { border-color: CanvasText; } }
    @keyframes pop { from { opacity: 0; scale: 0.96; } }
    @media (prefers-reduced-motion: no-preference) { .menu { animation: pop 120ms ease-out; } }
  `];

  declare summary: Summary;
  /** Whom the conversation is with. */
  declare name: string;
  /** The row that it belongs to. */
  declare anchor: HTMLElement;
  /** It is asked for how long. */
  declare isMuting: boolean;

  constructor() {
    super();
    this.name = '';
    this.isMuting = false;
    this.addController(new PressOutside(this, () => { this.#close(false); }, () => this.#opener));
  }

  override updated(changed: Map<string, unknown>): void {
    this.#place();
    if (changed.has('isMuting')) this.#focusOn(changed.get('isMuting') === true ? this.#buttons.findIndex((button) => button.matches('[aria-haspopup]')) : 0);
  }

  override render() {
    return html`
      <div class="menu" role="menu" aria-label=${this.isMuting ? localize('mute') : localize('actionsFor', { name: this.name })} @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
        ${this.isMuting ? this.#times() : rowActions(this.summary, Date.now()).map((action) => this.#action(action))}
      </div>`;
  }

  #action({ id, label, icon, change }: RowAction) {
    const asks = id === 'mute' && change?.mutedUntil !== 0;
    return html`
      <button role="menuitem" tabindex="-1" aria-haspopup=${asks ? 'menu' : nothing} @click=${() => { if (asks) this.isMuting = true; else this.#choose(change); }}>${icon}<span>${localize(label)}</span></button>`;
  }

  #times() {
    const choice = (label: string, mutedUntil: () => number) => html`
      <button class="choice" role="menuitem" tabindex="-1" @click=${() => { this.#choose({ mutedUntil: mutedUntil() }); }}>${label}</button>`;
    return html`
      <div class="title" aria-hidden="true">${localize('mute')}</div>
      ${[1, 8].map((hours) => choice(localize('muteHours', { count: hours }), () => Date.now() + hours * hourMs))}
      ${choice(localize('muteForGood'), () => limits.mutedForGood)}`;
  }

  /** Under its row at the end of the line where there is room, else above it; never outside of what is seen of the list. */
  #place(): void {
    const list = (this.getRootNode() as ShadowRoot).host;
    const { style } = this;
    style.maxBlockSize = `${list.clientHeight - 2 * marginPx}px`;
    const seen = list.getBoundingClientRect();
    const row = this.anchor.getBoundingClientRect();
    const { width, height } = this.getBoundingClientRect();
    const below = row.bottom - marginPx;
    const top = below + height + marginPx <= seen.top + list.clientHeight ? below : row.top + marginPx - height;
    const within = (px: number, roomPx: number): number => Math.max(marginPx, Math.min(px, roomPx - marginPx));
    style.insetBlockStart = `${within(top - seen.top, list.clientHeight - height) + list.scrollTop}px`;
    style.insetInlineStart = `${within(Infinity, list.clientWidth - width)}px`;
  }

  get #buttons(): HTMLElement[] { return [...this.renderRoot.querySelectorAll<HTMLElement>('button')]; }
  #focusOn(index: number): void { this.#buttons.at(index)?.focus({ preventScroll: true }); }

  #choose(change: RowAction['change']): void {
    this.#close(true);
    askFor(this, this.summary.id, change);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = this.#buttons;
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const next = { ArrowDown: (at + 1) % buttons.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) this.#focusOn(next);
    else if (event.key === 'Escape' && this.isMuting) this.isMuting = false;
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The button that has opened it closes it, too. */
  get #opener(): Element | null { return this.anchor.querySelector('[aria-haspopup]'); }

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null && relatedTarget !== this.#opener && !this.renderRoot.contains(relatedTarget as Node)) this.#close(false);
  };

  #close(takesFocus: boolean): void { this.dispatchEvent(new CustomEvent('foyer-menu-close', { detail: { takesFocus } })); }
}
