import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ConversationHandle } from '../../client/api.ts';
import { byteLength } from '../../protocol/content.ts';
import { limits } from '../../protocol/limits.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-composer
 * @summary The field a message is written in. Enter sends, Shift+Enter starts a line; the draft stays with the conversation.
 * @event {CustomEvent<{conversationId: string, text: string}>} foyer-before-send - Cancelable: before a message is put in the outbox.
 * @csspart composer - The bar.
 * @csspart send - The button that sends.
 */
export class FoyerComposer extends LitElement {
  static override properties = { conversation: { attribute: false } };
  static override styles = [tokens, css`
    :host { display: block; background: var(--surface); border-block-start: 1px solid var(--line); padding: 8px 12px max(8px, env(safe-area-inset-bottom)); }
    form { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: end; gap: 8px; }
    textarea {
      display: block; inline-size: 100%; resize: none; border: 1px solid transparent; border-radius: var(--r-field); background: var(--surface-3); color: var(--text);
      font: inherit; font-size: 16px; line-height: 22px; padding: 8px 14px; field-sizing: content; max-block-size: calc(6 * 22px + 18px); min-block-size: 40px;
    }
    textarea::placeholder { color: var(--text-2); opacity: 1; }
    textarea:focus-visible { outline: none; border-color: var(--accent-ink); }
    .send { inline-size: 40px; block-size: 40px; background: var(--accent); color: var(--on-accent); }
    .send:hover { background: color-mix(in oklab, var(--accent) 88%, #000); color: var(--on-accent); }
    .send:disabled { background: var(--surface-3); color: var(--text-3); cursor: default; }
    .limit { grid-column: 1 / -1; margin: 0; font-size: 13px; color: var(--danger); padding-inline: 14px; }
    @media (forced-colors: active) { textarea { border-color: currentColor; } }
  `];

  declare conversation: ConversationHandle | undefined;
  readonly #draft = new StoreController(this, () => this.conversation?.draft);

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('textarea')?.focus(); }); }

  override render() {
    const text = this.#draft.value ?? '';
    const excess = byteLength(text) - limits.textMaxBytes;
    return html`
      <form part="composer" @submit=${this.#onSubmit}>
        ${excess > 0 ? html`<p class="limit" role="status">${localize('tooLong', { count: excess })}</p>` : nothing}
        <textarea rows="1" dir="auto" aria-label=${localize('message')} placeholder=${localize('writeMessage')} enterkeyhint="send" autocomplete="off"
          .value=${live(text)} ?disabled=${!this.conversation} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
        <button class="round send" part="send" type="submit" aria-label=${localize('send')} ?disabled=${!this.conversation || text.trim() === '' || excess > 0}>${icons.send}</button>
      </form>`;
  }

  readonly #onInput = (event: Event): void => {
    const text = (event.target as HTMLTextAreaElement).value;
    this.conversation?.setDraft(text);
    this.conversation?.setTyping(text.trim() === '' ? null : 'text');
  };

  /** An Enter that ends a composition of an input method belongs to the input method. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.#send();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
    this.focus();
  };

  async #send(): Promise<void> {
    const { conversation } = this;
    const text = (this.#draft.value ?? '').trim();
    if (!conversation || text === '' || byteLength(text) > limits.textMaxBytes) return;
    const detail = { conversationId: conversation.id, text };
    if (!this.dispatchEvent(new CustomEvent('foyer-before-send', { detail, bubbles: true, composed: true, cancelable: true }))) return;
    conversation.setDraft('');
    conversation.setTyping(null);
    await conversation.send({ kind: 'text', text }).catch(() => { conversation.setDraft(text); });
  }
}
