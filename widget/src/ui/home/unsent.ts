import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, FoyerClient, OutboxEntry } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { copyText } from '../thread/tools/copy-text.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-unsent
 * @summary What could not be sent and has no thread to be seen in, because its conversation is not the reader's any more: to be copied, or thrown away.
 */
export class FoyerUnsent extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, copied: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; flex: none; }
    section { position: relative; display: grid; gap: 8px; margin-block-end: var(--gap, 0); padding: 12px 16px; border-radius: var(--radius, 0); background: var(--surface-2); max-block-size: 40vb; overflow-y: auto; scrollbar-width: thin; }
    h3 { margin: 0; font-size: inherit; font-weight: 600; color: var(--danger); }
    p { margin: 0; color: var(--text-2); font-size: calc(13 * var(--px)); text-wrap: pretty; }
    ul { list-style: none; display: grid; gap: 8px; margin: 0; padding: 0; }
    li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding-block: 10px 4px; padding-inline: 14px 8px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
    .text { flex: 1 0 100%; margin: 0; color: var(--text); white-space: pre-wrap; overflow-wrap: anywhere; font-size: inherit; }
    .note { flex: 1; min-inline-size: 0; }
    button { min-block-size: 36px; padding: 4px 12px; border: 0; border-radius: 18px; background: none; color: var(--accent-ink); font-weight: 600; }
    button:hover { background: var(--surface-2); }
    @media (pointer: coarse) { button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  /** The one on screen, which shows its own. */
  declare conversation: ConversationHandle | undefined;
  /** Of the one that is in the clipboard now. */
  declare copied: string | undefined;
  readonly #outbox = new StoreController(this, () => this.client?.outbox);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);

  override render() {
    const { conversations = [], loaded = false } = this.#inbox.value ?? {};
    const isShown = (id: string): boolean => id === this.conversation?.id || conversations.some((summary) => summary.id === id);
    const unsent = loaded ? (this.#outbox.value ?? []).filter(({ state, conversation }) => state.name === 'failed' && !isShown(conversation)) : [];
    if (unsent.length === 0) return nothing;
    return html`
      <section aria-labelledby="unsent">
        <h3 id="unsent" tabindex="-1">${localize('unsentTitle')}</h3>
        <p role="alert">${localize('unsentText')}</p>
        <ul role="list">${unsent.map((entry) => this.#message(entry))}</ul>
        <span class="hidden-text" role="status">${this.copied === undefined ? nothing : localize('copied')}</span>
      </section>`;
  }

  #message({ clientId, content, state }: OutboxEntry) {
    const isPerhapsThere = state.name === 'failed' && state.code === 'session-ended';
    return html`
      <li>
        <p class="text" dir="auto" id="text-${clientId}">${content.text}</p>
        <p class="note">${isPerhapsThere ? localize('unsentPerhaps') : nothing}</p>
        <button aria-describedby="text-${clientId}" @click=${() => { void this.#copy(clientId, content.text); }}>${localize(this.copied === clientId ? 'copied' : 'copy')}</button>
        <button aria-describedby="text-${clientId}" @click=${() => { this.#remove(clientId); }}>${localize('discard')}</button>
      </li>`;
  }

  async #copy(clientId: string, text: string): Promise<void> { if (await copyText(text)) this.copied = clientId; }

  #remove(clientId: string): void {
    void this.client?.discard(clientId).then(() => { this.renderRoot.querySelector<HTMLElement>('h3')?.focus(); });
  }
}
