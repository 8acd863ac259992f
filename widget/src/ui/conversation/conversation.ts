import { LitElement, css, html } from 'lit';
import type { ConversationHandle, FoyerClient } from '../../client/api.ts';
import { tokens } from '../tokens.styles.ts';
import type { FoyerComposer } from '../composer/composer.ts';

/**
 * @tag foyer-conversation
 * @summary A thread with what stands around it: what is wrong with the connection above, the composer below.
 */
export class FoyerConversation extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, showNames: { type: Boolean } };
  static override styles = [tokens, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; min-block-size: 0; background: var(--surface); }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  declare showNames: boolean;

  constructor() {
    super();
    this.showNames = false;
  }

  /** Its field takes the focus, as soon as it is there. */
  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector<FoyerComposer>('foyer-composer')?.focus(); }); }

  override render() {
    return html`
      <foyer-notices .client=${this.client}></foyer-notices>
      <foyer-thread exportparts="thread, bubble, bubble-own" .conversation=${this.conversation} .showNames=${this.showNames}></foyer-thread>
      <foyer-composer exportparts="composer, send" .conversation=${this.conversation}></foyer-composer>`;
  }
}
