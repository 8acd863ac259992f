import { LitElement, css, html } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import type { Cover } from '../chat/layers.ts';
import { FoyerLinkDevice } from '../devices/link-device.ts';
import { FoyerJoin } from '../groups/join.ts';
import { FoyerNewGroup } from '../groups/new-group.ts';
import { FoyerPeoplePicker } from '../groups/people-picker.ts';
import { FoyerConversationSearch } from '../inbox/conversation-search.ts';
import { FoyerStarred } from '../stars/starred.ts';
import { FoyerChatSearch } from './chat-search.ts';

/**
 * @tag foyer-cover
 * @summary A layer that may lie on any other: the search, the starred messages, a new group, or the question whether to join one or to link this device.
 * @event {CustomEvent<{id: string, opened?: Promise<void>}>} foyer-pick - A conversation was chosen. Whoever opens it may say by `opened` when it is there.
 * @event foyer-back - It is left.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerCover extends LitElement {
  static override properties = { client: { attribute: false }, name: {}, canClose: { type: Boolean } };
  static override styles = css`
    :host { display: flex; flex-direction: column; min-block-size: 0; }
    :host > * { flex: 1; min-block-size: 0; }
  `;

  declare client: FoyerClient | undefined;
  declare name: Exclude<Cover, 'keys' | 'ask'>;
  declare canClose: boolean;

  constructor() {
    super();
    this.name = 'search';
    this.canClose = false;
  }

  override focus(): void {
    const screen = this.renderRoot.querySelector<LitElement>('*');
    void screen?.updateComplete.then(() => { screen.focus(); });
  }

  override render() {
    const { client, canClose } = this;
    switch (this.name) {
      case 'search': return html`<foyer-chat-search .client=${client} .layers=${this.getRootNode()} @foyer-pick=${this.#pass} @foyer-back=${this.#pass}></foyer-chat-search>`;
      case 'starred': return html`<foyer-starred .client=${client} .layers=${this.getRootNode()} .canClose=${canClose} @foyer-pick=${this.#pass} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-starred>`;
      case 'group': return html`<foyer-new-group .client=${client} .canClose=${canClose} @foyer-pick=${this.#pass} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-new-group>`;
      case 'join': return html`<foyer-join .client=${client} .canClose=${canClose} @foyer-pick=${this.#pass} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-join>`;
      case 'link': return html`<foyer-link-device .client=${client} .canClose=${canClose} @foyer-back=${this.#pass} @foyer-dismiss=${this.#pass}></foyer-link-device>`;
    }
  }

  readonly #pass = ({ type, detail }: Event & { detail?: unknown }): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };
}

/** What this file brings, by tag. */
export const elements = {
  'foyer-conversation-search': FoyerConversationSearch, 'foyer-chat-search': FoyerChatSearch, 'foyer-people-picker': FoyerPeoplePicker, 'foyer-new-group': FoyerNewGroup,
  'foyer-join': FoyerJoin, 'foyer-link-device': FoyerLinkDevice, 'foyer-starred': FoyerStarred, 'foyer-cover': FoyerCover,
};
