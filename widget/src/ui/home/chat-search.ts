import { LitElement, css, html } from 'lit';
import type { FoyerClient, ListTools } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import type { SearchHit } from '../../protocol/search.ts';
import { FoyerConversationSearch } from '../inbox/conversation-search.ts';
import { FoyerStarred } from '../stars/starred.ts';
import { StoreController } from '../store-controller.ts';
import { revealOnTop, type Pick } from './reveal-on-top.ts';

/**
 * @tag foyer-chat-search
 * @summary The layer of the panel that searches the visitor's chats. What was found opens at its message.
 * @event {CustomEvent<{id: string, opened?: Promise<void>}>} foyer-pick - A conversation was chosen. Whoever opens it may say by `opened` when it is there.
 * @event foyer-back - The search is left.
 */
export class FoyerChatSearch extends LitElement {
  static override properties = { client: { attribute: false } };
  static override styles = css`
    :host { display: flex; flex-direction: column; min-block-size: 0; }
    foyer-conversation-search { flex: 1; }
  `;

  declare client: FoyerClient | undefined;
  readonly #me = new StoreController(this, () => this.client?.me);

  override focus(): void { this.renderRoot.querySelector('foyer-conversation-search')?.focus(); }

  override render() {
    return html`<foyer-conversation-search .search=${this.#search} .me=${this.#me.value?.id ?? ''} @foyer-hit=${this.#onHit} @foyer-search-close=${this.#onClose}></foyer-conversation-search>`;
  }

  readonly #search: ListTools['search'] = async (...asked) => {
    if (!this.client) throw new FoyerError('offline');
    return (await this.client.listTools()).search(...asked);
  };

  readonly #onHit = (event: CustomEvent<{ hit: SearchHit }>): void => {
    event.stopPropagation();
    const { conversation: { id }, seq } = event.detail.hit;
    const layers = this.getRootNode() as ShadowRoot;
    const pick: Pick = { id };
    this.dispatchEvent(new CustomEvent('foyer-pick', { detail: pick }));
    if (seq !== undefined) void revealOnTop(layers, pick, seq);
  };

  readonly #onClose = (event: Event): void => {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('foyer-back'));
  };
}

/** What this file brings, by tag. */
export const elements = { 'foyer-conversation-search': FoyerConversationSearch, 'foyer-chat-search': FoyerChatSearch, 'foyer-starred': FoyerStarred };
