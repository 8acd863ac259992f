import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, FoyerClient } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { openingText } from './opening-text.ts';
import { OpeningWatch } from './opening-watch.ts';

/**
 * @tag foyer-opening-notice
 * @summary Says in a chat with the team, while the site is closed, when somebody answers. Writing goes on. Above any thread: what could not be sent and is in no thread.
 */
export class FoyerOpeningNotice extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false } };
  static override styles = [tokens, css`
    :host { display: block; flex: none; }
    p { margin: 0; padding: 8px 16px; border-block-end: 1px solid var(--line); background: var(--surface-2); color: var(--text-2); font-size: calc(13 * var(--px)); text-wrap: pretty; }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #opening = new OpeningWatch(this, () => this.#inbox.value?.site.hours);

  override render() {
    return html`${this.#hours()}<foyer-unsent .client=${this.client} .conversation=${this.conversation}></foyer-unsent>`;
  }

  #hours() {
    const opening = this.#opening.value;
    if (!opening || opening.isOpen || this.#snapshot.value?.kind !== 'support') return nothing;
    return html`<p>${localize('answersLater', { opens: openingText(opening, Date.now()) })}</p>`;
  }
}
