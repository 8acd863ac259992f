import type { CannedReply } from '@foyer-chat/widget/headless';
import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';

const shortcutPattern = /^[\p{L}\p{N}_-]{1,32}$/u;
const variables = [
  { name: '{visitor.name}', label: 'Visitor’s name' },
  { name: '{agent.name}', label: 'Your name' },
  { name: '{site}', label: 'Name of the site' },
];

/** Where one saved reply is written. Says `desk-save` with it, `desk-close` when it is left. */
export class ReplyForm extends LitElement {
  static override properties = { reply: { attribute: false }, taken: { attribute: false }, fault: {}, isBusy: { type: Boolean }, complaint: { state: true } };
  static override styles = [tokens, controls, css`
    form { display: grid; gap: 16px; padding: 20px; border: 1px solid var(--line); border-radius: 14px; }
    .slash { display: flex; align-items: center; gap: 8px; }
    .slash span { font-size: 16px; font-weight: 400; color: var(--text-2); }
    .slash input { max-inline-size: 240px; }
    .chips, .choices { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    .chips button { min-block-size: 28px; padding: 0 10px; border: 1px solid var(--line); border-radius: 14px; background: none; font-size: 13px; }
    .chips button:hover { background: var(--surface-2); }
    @media (pointer: coarse), (max-width: 720px) { .chips button { min-block-size: 44px; border-radius: 22px; } }
  `];

  /** What is changed; missing for a new one. */
  declare reply: CannedReply | undefined;
  /** Shortcuts of the others. */
  declare taken: readonly string[];
  declare fault: string | undefined;
  declare isBusy: boolean;
  declare complaint: string | undefined;

  override firstUpdated(): void { this.renderRoot.querySelector('input')?.focus(); }

  override render() {
    const said = this.complaint ?? this.fault;
    return html`
      <form @submit=${this.#onSubmit} @keydown=${this.#onKey} novalidate aria-label=${this.reply ? 'Change the reply' : 'New reply'}>
        <label class="field">Shortcut
          <span class="slash"><span aria-hidden="true">/</span><input class="text" name="shortcut" .defaultValue=${this.reply?.shortcut ?? ''} maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="shortcut-hint"></span>
          <span class="hint" id="shortcut-hint">What you type after / while you answer: letters, digits, - and _</span>
        </label>
        <label class="field">Text<textarea class="text" name="text" rows="5" dir="auto" .defaultValue=${this.reply?.text ?? ''}></textarea></label>
        <div class="chips" role="group" aria-label="Put in"><span class="hint">Put in:</span>${variables.map(({ name, label }) => html`<button type="button" @click=${() => { this.#insert(name); }}>${label}</button>`)}</div>
        ${said === undefined ? nothing : html`<p class="fault" role="alert">${said}</p>`}
        <div class="choices"><button class="pill primary" ?disabled=${this.isBusy}>Save</button><button type="button" class="pill quiet" @click=${this.#leave}>Cancel</button></div>
      </form>`;
  }

  #insert(text: string): void {
    const field = this.renderRoot.querySelector('textarea');
    field?.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field?.focus();
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const shortcut = String(fields.get('shortcut')).trim().replace(/^\//, '').toLowerCase();
    const text = String(fields.get('text')).trim();
    this.complaint = !shortcutPattern.test(shortcut) ? 'The shortcut is one word of letters, digits, - and _.'
      : this.taken.includes(shortcut) ? `There is a reply called /${shortcut} already.`
        : text === '' ? 'The reply needs a text.' : undefined;
    if (this.complaint === undefined) this.dispatchEvent(new CustomEvent('desk-save', { detail: { shortcut, text } }));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#leave();
  };

  readonly #leave = (): void => { this.dispatchEvent(new Event('desk-close')); };
}
