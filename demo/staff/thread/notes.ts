import type { Note, NotesHandle, User } from '@foyer-chat/widget/headless';
import { dateTime, icons, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';

/** What staff have noted about the conversation: the newest in view, all of them one click away. Says `desk-note-delete` with a note. */
export class DeskNotes extends LitElement {
  static override properties = { notes: { attribute: false }, team: { attribute: false }, me: { attribute: false }, isOpen: { state: true } };
  static override styles = [tokens, controls, css`
    :host { display: block; min-block-size: 0; background: var(--surface); padding-inline: 20px; }
    section { display: flex; flex-direction: column; max-block-size: 34dvh; margin-block-end: 8px; border-radius: 14px; background: var(--note); overflow: hidden; }
    .bar { display: flex; align-items: center; gap: 8px; inline-size: 100%; min-block-size: 36px; padding: 6px 14px; border: 0; background: none; text-align: start; font-size: 13px; }
    .bar:focus-visible { outline-offset: -2px; border-radius: 14px; }
    .bar svg { inline-size: 16px; block-size: 16px; color: var(--text-2); }
    .title { font-weight: 600; white-space: nowrap; }
    .latest { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--text-2); }
    .bar[aria-expanded='true'] .chevron { transform: none; }
    .chevron { display: grid; margin-inline-start: auto; transform: rotate(180deg); }
    ul { list-style: none; margin: 0; padding-block: 0 8px; padding-inline: 14px 8px; overflow-y: auto; scrollbar-width: thin; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; padding-block: 6px; }
    li + li { border-block-start: 1px solid var(--line); }
    .text { overflow-wrap: anywhere; white-space: pre-wrap; }
    .meta { grid-column: 1; font-size: 12px; color: var(--text-2); font-variant-numeric: tabular-nums; }
    li .round { grid-row: 1 / 3; grid-column: 2; }
    li .round:hover { background: rgb(127 127 127 / 0.18); }
    .older { align-self: center; }
    @media (max-width: 720px) { :host { padding-inline: 8px; } .bar { min-block-size: 44px; } section { max-block-size: 45dvh; } }
    @media (forced-colors: active) { section { border: 1px solid; } }
  `];

  declare notes: NotesHandle;
  declare team: readonly User[];
  declare me: User;
  declare isOpen: boolean;
  #shown: NotesHandle | undefined;
  readonly #state = new StoreController(this, () => this.notes.state);

  override willUpdate(): void {
    if (this.#shown !== this.notes) this.isOpen = false;
    this.#shown = this.notes;
  }

  override updated(): void {
    const list = this.renderRoot.querySelector('ul');
    if (list && this.#state.value?.loading !== true) list.scrollTop = list.scrollHeight;
  }

  override render() {
    const notes = this.#state.value?.notes ?? [];
    const latest = notes.at(-1);
    if (!latest) return nothing;
    const title = notes.length === 1 ? 'Private note' : `${notes.length}${this.#state.value?.hasOlder ? '+' : ''} private notes`;
    return html`
      <section aria-label="Private notes">
        <button class="bar" aria-expanded=${this.isOpen ? 'true' : 'false'} @click=${() => { this.isOpen = !this.isOpen; }}>
          ${deskIcons.lock}<span class="title">${title}</span>${this.isOpen ? nothing : html`<span class="latest">${this.#author(latest)}: ${latest.text}</span>`}<span class="chevron">${icons.chevron}</span>
        </button>
        ${this.isOpen ? html`
          ${this.#state.value?.hasOlder ? html`<button class="pill quiet older" @click=${() => { void this.notes.loadOlder().catch(() => undefined); }}>Show earlier notes</button>` : nothing}
          <ul aria-label="Private notes" tabindex="0">${notes.map((note) => this.#note(note))}</ul>` : nothing}
      </section>`;
  }

  #note(note: Note) {
    return html`
      <li>
        <div class="text" dir="auto">${note.text}</div>
        <div class="meta"><bdi>${this.#author(note)}</bdi>, <time datetime=${new Date(note.at).toISOString()}>${dateTime(note.at)}</time></div>
        ${note.from === this.me.id ? html`<button class="round" aria-label="Delete note" title="Delete note" @click=${() => { this.#delete(note); }}>${deskIcons.trash}</button>` : nothing}
      </li>`;
  }

  #author({ from }: Note): string { return from === this.me.id ? 'You' : this.team.find(({ id }) => id === from)?.name ?? 'Somebody'; }
  #delete(note: Note): void { this.dispatchEvent(new CustomEvent('desk-note-delete', { detail: note, bubbles: true, composed: true })); }
}
