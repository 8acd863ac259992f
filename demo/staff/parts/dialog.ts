import { icons, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from './controls.styles.ts';

/** A modal with a heading. Escape, the cross and the backdrop close it; the focus goes back to where it was. */
export class DeskDialog extends LitElement {
  static override properties = { label: {}, open: { type: Boolean }, bare: { type: Boolean } };
  static override styles = [tokens, controls, css`
    dialog {
      inline-size: min(440px, calc(100vw - 32px)); max-block-size: min(640px, calc(100dvh - 32px)); padding: 0; border: 1px solid var(--line); border-radius: var(--r-panel);
      background: var(--surface); color: var(--text); box-shadow: var(--shadow); overflow: hidden;
    }
    dialog.bare { inline-size: min(560px, calc(100vw - 32px)); margin-block-start: min(12dvh, 96px); }
    dialog::backdrop { background: rgb(0 0 0 / 0.32); }
    .inside { display: flex; flex-direction: column; max-block-size: inherit; }
    .head { display: flex; align-items: center; justify-content: space-between; padding-block: 12px 8px; padding-inline: 20px 12px; }
    .body { min-block-size: 0; overflow-y: auto; padding: 4px 20px 20px; }
    .bare .body { padding: 0; overflow: hidden; display: flex; flex-direction: column; }
  `];

  declare label: string;
  declare open: boolean;
  /** Without a heading to be seen: what is inside names itself. */
  declare bare: boolean;

  constructor() {
    super();
    this.label = '';
    this.open = false;
    this.bare = false;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || dialog.open === this.open) return;
    if (!this.open) { dialog.close(); return; }
    dialog.showModal();
    this.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  override render() {
    return html`
      <dialog class=${this.bare ? 'bare' : ''} aria-label=${this.label} @close=${this.#onClose} @click=${this.#onClick} @keydown=${this.#onKey}>
        ${this.open ? html`
          <div class="inside">
            ${this.bare ? nothing : html`<div class="head"><h2>${this.label}</h2><button class="round" aria-label="Close" @click=${this.#onClose}>${icons.close}</button></div>`}
            <div class="body" tabindex="0"><slot></slot></div>
          </div>` : nothing}
      </dialog>`;
  }

  readonly #onClose = (): void => {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event('desk-close'));
  };

  /** At once, not when the browser gets to it: the next key may be for the desk. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#onClose();
  };

  readonly #onClick = (event: Event): void => { if (event.composedPath()[0] === this.renderRoot.querySelector('dialog')) this.#onClose(); };
}
