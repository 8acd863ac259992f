import { LitElement, css, html, nothing } from 'lit';
import type { Presence, Summary } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { icons } from '../icons.ts';
import { counterpart } from '../inbox/counterpart.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';
import { tokens } from '../tokens.styles.ts';

/** `sent` is put there by whoever sends it. */
export interface CardReply { conversationId: string; text: string; sent?: Promise<void> }

/**
 * @tag foyer-preview-card
 * @summary The newest unread message above the launcher: who, two lines, and a field to answer in. It takes no focus by itself, and stays with
 * the conversation that an answer is being written to.
 * @event {CustomEvent<object>} foyer-preview - The message was asked for: the summary of its conversation.
 * @event {CustomEvent<object>} foyer-dismiss - It is not wanted, or answered.
 * @event {CustomEvent<{conversationId: string, text: string}>} foyer-before-send - Cancelable: before an answer is put in the outbox.
 * @event {CustomEvent<{conversationId: string, text: string, sent?: Promise<void>}>} foyer-reply - Something was answered. What is written stays until `sent` has resolved.
 */
export class FoyerPreviewCard extends LitElement {
  static override properties = { summary: { attribute: false }, presence: { attribute: false }, me: {}, text: { state: true }, fault: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; }
    section {
      position: relative; display: grid; gap: 10px; padding: 14px; border-radius: 16px; border: 1px solid var(--line); background: var(--surface); box-shadow: var(--shadow);
    }
    .open { display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 12px; padding: 0; border: 0; border-radius: 8px; background: none; text-align: start; }
    .words { display: grid; min-inline-size: 0; }
    .name { font-weight: 600; padding-inline-end: 32px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .line { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; color: var(--text-2); }
    .close { position: absolute; inset-block-start: 6px; inset-inline-end: 6px; }
    form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: center; }
    input {
      min-inline-size: 0; min-block-size: 36px; padding: 4px 14px; border: 1px solid transparent; border-radius: 18px; background: var(--surface-3); color: var(--text); font: inherit;
    }
    input::placeholder { color: var(--text-2); opacity: 1; }
    input:focus-visible { outline: none; border-color: var(--accent-ink); }
    .fault { margin: 0; font-size: 13px; color: var(--danger); }
    .send { background: var(--accent); color: var(--on-accent); }
    .send:hover { background: color-mix(in oklab, var(--accent) 88%, #000); color: var(--on-accent); }
    @media (pointer: coarse) { input { font-size: max(16px, 16 * var(--px)); min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { section, input, .send { border: 1px solid; } }
    @keyframes rise { from { opacity: 0; translate: 0 8px; } }
    @media (prefers-reduced-motion: no-preference) { section { animation: rise 160ms ease-out; } }
  `];

  declare summary: Summary | undefined;
  declare presence: ReadonlyMap<string, Presence>;
  /** The reader's user id. */
  declare me: string;
  declare text: string;
  /** Why the last answer was not taken. */
  declare fault: string | undefined;
  #shown: Summary | undefined;
  #isSending = false;

  constructor() {
    super();
    this.presence = new Map();
    this.me = '';
    this.text = '';
  }

  override willUpdate(): void {
    if (!this.summary || this.text === '' || this.summary.id === this.#shown?.id) this.#shown = this.summary;
  }

  override render() {
    const summary = this.#shown;
    const message = summary?.lastMessage;
    if (!summary || !message) return nothing;
    const author = summary.people.find(({ id }) => id === message.from);
    const name = author?.name ?? counterpart(summary, this.me, false).name;
    return html`
      <section aria-label=${localize('newMessageFrom', { name })}>
        <button class="open" @click=${() => { this.#ask('foyer-preview', summary); }}>
          <foyer-avatar .name=${name} .online=${this.presence.get(message.from)?.online ?? false}></foyer-avatar>
          <span class="hidden-text">${localize('openMessage', { name })}</span>
          <span class="words"><span class="name" aria-hidden="true"><bdi>${name}</bdi></span><span class="line" dir="auto">${textOf(message)}</span></span>
        </button>
        <button class="round close" aria-label=${localize('dismiss')} @click=${() => { this.#ask('foyer-dismiss', summary); }}>${icons.close}</button>
        <form @submit=${this.#onSubmit}>
          <input dir=${this.text === '' ? nothing : 'auto'} autocomplete="off" enterkeyhint="send" aria-label=${localize('replyTo', { name })} placeholder=${localize('writeMessage')}
            .value=${this.text} @input=${(event: Event) => { this.text = (event.target as HTMLInputElement).value; }}>
          ${this.text.trim() === '' ? nothing : html`<button class="round send" type="submit" aria-label=${localize('send')}>${icons.send}</button>`}
        </form>
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}
      </section>`;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.text.trim();
    const summary = this.#shown;
    if (text === '' || !summary || this.#isSending) return;
    const reply: CardReply = { conversationId: summary.id, text };
    if (!this.dispatchEvent(new CustomEvent('foyer-before-send', { detail: { ...reply }, bubbles: true, composed: true, cancelable: true }))) return;
    this.fault = undefined;
    this.#isSending = true;
    try {
      this.#ask('foyer-reply', reply);
      await reply.sent;
      // Somebody may write on already.
      if (this.text.trim() === text) {
        this.text = '';
        this.#ask('foyer-dismiss', summary);
      }
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.dispatchEvent(new CustomEvent('foyer-error', { detail: { code: this.fault }, bubbles: true, composed: true }));
    }
    this.#isSending = false;
  };

  #ask(type: string, detail: object): void { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

/** What this file brings, by tag. */
export const elements = { 'foyer-preview-card': FoyerPreviewCard };
