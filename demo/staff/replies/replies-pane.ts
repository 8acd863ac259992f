import type { CannedReply, DeskTools } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';
import type { Toasts } from '../parts/toasts.ts';
import { faultText } from '../state/actions.ts';

/** The replies that the team has saved: add, change, delete. */
export class DeskReplies extends LitElement {
  static override properties = { tools: { attribute: false }, toasts: { attribute: false }, edited: { state: true }, fault: { state: true }, isBusy: { state: true } };
  static override styles = [tokens, controls, css`
    :host { display: block; overflow-y: auto; background: var(--surface); }
    .page { max-inline-size: 720px; margin-inline: auto; padding: 24px 20px 40px; }
    .head { display: flex; align-items: center; gap: 16px; margin-block-end: 16px; }
    .head > div { flex: 1; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { border-block-end: 1px solid var(--line); }
    .reply { display: grid; grid-template-columns: minmax(96px, 160px) minmax(0, 1fr) auto; gap: 4px 16px; align-items: center; min-block-size: 60px; padding-block: 8px; }
    .shortcut { font-weight: 600; overflow-wrap: anywhere; }
    .text { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; color: var(--text-2); }
    .buttons { display: flex; }
    desk-reply-form { display: block; margin-block: 12px; }
    @media (max-width: 720px) { .reply { grid-template-columns: minmax(0, 1fr) auto; } .text { grid-row: 2; } .buttons { grid-row: 1 / 3; grid-column: 2; } }
  `];

  declare tools: DeskTools | undefined;
  declare toasts: Toasts;
  /** The shortcut of the one that is being changed; empty for a new one. */
  declare edited: string | undefined;
  declare fault: string | undefined;
  declare isBusy: boolean;
  readonly #replies = new StoreController<readonly CannedReply[]>(this, () => this.tools?.cannedReplies.state);

  override render() {
    const replies = this.#replies.value ?? [];
    return html`
      <div class="page">
        <div class="head">
          <div><h1>Saved replies</h1><p class="hint">Type / in a conversation to use one.</p></div>
          ${this.edited === '' ? nothing : html`<button class="pill" @click=${() => { this.#edit(''); }}>${deskIcons.plus}New reply</button>`}
        </div>
        ${this.edited === '' ? this.#form(undefined, replies) : nothing}
        ${replies.length === 0 && this.edited === undefined ? html`<p class="empty">Nothing is saved yet. Save what you write often: opening hours, how to return something, where the invoice is.</p>` : nothing}
        <ul role="list" aria-label="Saved replies">${repeat(replies, ({ shortcut }) => shortcut, (reply) => html`<li>${this.edited === reply.shortcut ? this.#form(reply, replies) : this.#row(reply)}</li>`)}</ul>
      </div>`;
  }

  #row(reply: CannedReply) {
    return html`
      <div class="reply">
        <span class="shortcut">/<bdi>${reply.shortcut}</bdi></span><span class="text" dir="auto">${reply.text}</span>
        <span class="buttons">
          <button class="round" aria-label="Change /${reply.shortcut}" title="Change" @click=${() => { this.#edit(reply.shortcut); }}>${deskIcons.pencil}</button>
          <button class="round" aria-label="Delete /${reply.shortcut}" title="Delete" @click=${() => { void this.#delete(reply); }}>${deskIcons.trash}</button>
        </span>
      </div>`;
  }

  #form(reply: CannedReply | undefined, replies: readonly CannedReply[]) {
    const taken = replies.map(({ shortcut }) => shortcut).filter((shortcut) => shortcut !== reply?.shortcut);
    return html`<desk-reply-form .reply=${reply} .taken=${taken} .fault=${this.fault} .isBusy=${this.isBusy === true}
      @desk-save=${(event: CustomEvent<CannedReply>) => { void this.#save(event.detail, reply?.shortcut); }} @desk-close=${() => { this.#edit(undefined); }}></desk-reply-form>`;
  }

  #edit(shortcut: string | undefined): void {
    this.edited = shortcut;
    this.fault = undefined;
  }

  async #save(reply: CannedReply, before: string | undefined): Promise<void> {
    const replies = this.tools?.cannedReplies;
    if (!replies) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await replies.save(reply, before === reply.shortcut ? undefined : before);
      this.#edit(undefined);
    } catch (error) {
      this.fault = faultText(error);
    } finally {
      this.isBusy = false;
    }
  }

  async #delete(reply: CannedReply): Promise<void> {
    const { shortcut } = reply;
    const { toasts } = this;
    const replies = this.tools?.cannedReplies;
    try {
      await replies?.delete(shortcut);
      toasts.show({ text: `/${shortcut} deleted`, undo: () => { void replies?.save(reply).catch((error: unknown) => { toasts.show({ text: faultText(error) }); }); } });
    } catch (error) {
      toasts.show({ text: faultText(error) });
    }
  }
}
