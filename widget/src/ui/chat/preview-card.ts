import { LitElement, css, html, nothing } from 'lit';
import type { Presence, Summary } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { counterpart } from '../inbox/counterpart.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-preview-card
 * @summary The newest unread message above the launcher: who, two lines, and a field to answer in. It takes no focus by itself.
 * @event foyer-preview - The message was asked for.
 * @event foyer-dismiss - It is not wanted.
 * @event {CustomEvent<{text: string}>} foyer-reply - Something was answered.
 */
export class FoyerPreviewCard extends LitElement {
  static override properties = { summary: { attribute: false }, presence: { attribute: false }, me: {}, text: { state: true } };
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

  constructor() {
    super();
    this.presence = new Map();
    this.me = '';
    this.text = '';
  }

  override render() {
    const message = this.summary?.lastMessage;
    if (!this.summary || !message) return nothing;
    const author = this.summary.people.find(({ id }) => id === message.from);
    const name = author?.name ?? counterpart(this.summary, this.me, false).name;
    return html`
      <section aria-label=${localize('newMessageFrom', { name })}>
        <button class="open" @click=${() => { this.#ask('foyer-preview'); }}>
          <foyer-avatar .name=${name} .online=${this.presence.get(message.from)?.online ?? false}></foyer-avatar>
          <span class="hidden-text">${localize('openMessage', { name })}</span>
          <span class="words"><span class="name" aria-hidden="true"><bdi>${name}</bdi></span><span class="line" dir="auto">${textOf(message)}</span></span>
        </button>
        <button class="round close" aria-label=${localize('dismiss')} @click=${() => { this.#ask('foyer-dismiss'); }}>${icons.close}</button>
        <form @submit=${this.#onSubmit}>
          <input dir=${this.text === '' ? nothing : 'auto'} autocomplete="off" enterkeyhint="send" aria-label=${localize('replyTo', { name })} placeholder=${localize('writeMessage')}
            .value=${this.text} @input=${(event: Event) => { this.text = (event.target as HTMLInputElement).value; }}>
          ${this.text.trim() === '' ? nothing : html`<button class="round send" type="submit" aria-label=${localize('send')}>${icons.send}</button>`}
        </form>
      </section>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    if (text === '') return;
    this.text = '';
    this.dispatchEvent(new CustomEvent('foyer-reply', { detail: { text } }));
  };

  #ask(type: string): void { this.dispatchEvent(new CustomEvent(type)); }
}

/** What this file brings, by tag. */
export const elements = { 'foyer-preview-card': FoyerPreviewCard };
