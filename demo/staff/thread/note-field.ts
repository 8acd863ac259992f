import { limits } from '@foyer-chat/widget/headless';
import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';

const encoder = new TextEncoder();

/** Where a private note is written: yellow, so that nobody takes it for a reply. Enter adds it. Says `desk-note` with the text, `desk-note-draft` at every change. */
export class NoteField extends LitElement {
  static override properties = { draft: {}, isBusy: { type: Boolean } };
  static override styles = [tokens, controls, css`
    form { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: end; gap: 8px; padding: 4px 6px 6px; }
    textarea {
      display: block; inline-size: 100%; resize: none; border: 1px solid transparent; border-radius: 12px; background: none; color: var(--text); font: inherit; font-size: 16px; line-height: 22px;
      padding: 8px 10px; field-sizing: content; max-block-size: calc(6 * 22px + 18px); min-block-size: 40px;
    }
    textarea::placeholder { color: var(--text-2); opacity: 1; }
    textarea:focus-visible { outline: none; }
    .fault { grid-column: 1 / -1; padding-inline: 10px; }
  `];

  declare draft: string;
  declare isBusy: boolean;

  constructor() {
    super();
    this.draft = '';
    this.isBusy = false;
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('textarea')?.focus(); }); }

  override render() {
    const excess = encoder.encode(this.draft).length - limits.noteMaxBytes;
    return html`
      <form @submit=${this.#onSubmit}>
        ${excess > 0 ? html`<p class="fault" role="status">Too long by ${excess}</p>` : nothing}
        <textarea rows="1" dir="auto" aria-label="Private note" placeholder="Only your team sees this" .value=${this.draft} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
        <button class="pill primary" ?disabled=${this.isBusy || this.draft.trim() === '' || excess > 0}>Add note</button>
      </form>`;
  }

  readonly #onInput = (event: Event): void => {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.dispatchEvent(new CustomEvent('desk-note-draft', { detail: this.draft }));
  };

  /** An Enter that ends a composition of an input method belongs to the input method. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) this.#onSubmit(event);
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const text = this.draft.trim();
    if (text === '' || this.isBusy || encoder.encode(text).length > limits.noteMaxBytes) return;
    this.dispatchEvent(new CustomEvent('desk-note', { detail: text }));
  };
}
