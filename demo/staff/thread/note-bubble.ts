import type { Note } from '@foyer-chat/widget/headless';
import { clockTime, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';

/** A private note among the messages. Says `desk-note-delete` with it. */
export class NoteBubble extends LitElement {
  static override properties = { note: { attribute: false }, author: {}, isOwn: { type: Boolean } };
  static override styles = [tokens, controls, css`
    :host { display: grid; justify-items: end; }
    .line { display: flex; align-items: center; justify-content: flex-end; gap: 4px; max-inline-size: min(92%, 600px); }
    .bubble { padding: 8px 12px; border-radius: var(--r-bubble); background: var(--note); overflow-wrap: anywhere; white-space: pre-wrap; }
    b { display: block; font-size: 13px; font-weight: 600; line-height: 20px; }
    .meta { padding-block-start: 4px; padding-inline-end: 4px; font-size: 12px; line-height: 16px; color: var(--text-3); font-variant-numeric: tabular-nums; }
    .round { opacity: 0; }
    .line:hover .round, .round:focus-visible { opacity: 1; }
    @media (hover: none) { .round { opacity: 1; } }
    @media (forced-colors: active) { .bubble { border: 1px solid; } .round { opacity: 1; } }
  `];

  declare note: Note;
  declare author: string;
  declare isOwn: boolean;

  override render() {
    const { at, text } = this.note;
    const time = clockTime(at);
    return html`
      <div class="line" role="note" aria-label="Private note, ${this.author}, ${time}">
        ${this.isOwn ? html`<button class="round" aria-label="Delete note" title="Delete note" @click=${this.#onDelete}>${deskIcons.trash}</button>` : nothing}
        <div class="bubble"><b>Private note</b><span dir="auto" lang="">${text}</span></div>
      </div>
      <div class="meta"><time datetime=${new Date(at).toISOString()}>${time}</time> <bdi>${this.author}</bdi></div>`;
  }

  readonly #onDelete = (): void => { this.dispatchEvent(new CustomEvent('desk-note-delete', { detail: this.note, bubbles: true, composed: true })); };
}
