import { LitElement, css, html } from 'lit';
import type { ConversationHandle, FoyerClient, TimelineItem } from '../../client/api.ts';
import type { FoyerComposer } from '../composer/composer.ts';
import { localizerOf } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import type { FoyerThread } from '../thread/thread.ts';
import { tokens } from '../tokens.styles.ts';
import { isForAdmins } from './is-for-admins.ts';

/**
 * @tag foyer-conversation
 * @summary A thread with what stands around it: what is wrong with the connection above, the composer below. F6 goes from one to the other.
 */
export class FoyerConversation extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, showNames: { type: Boolean }, suggest: { attribute: false }, isEnterSending: { attribute: false }, closed: {} };
  static override styles = [tokens, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; min-block-size: 0; background: var(--surface); }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  declare showNames: boolean;
  /** For a text that begins with a slash: see `foyer-composer`. */
  declare suggest: FoyerComposer['suggest'];
  /** See `foyer-composer`. */
  declare isEnterSending: boolean;
  /** Why nothing can be written, where the page knows it. */
  declare closed: FoyerComposer['closed'];
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #refused = new StoreController(this, () => this.conversation?.refused);

  constructor() {
    super();
    this.showNames = false;
    this.isEnterSending = true;
  }

  /** Its field takes the focus, as soon as it is there. */
  override focus(): void { void this.updateComplete.then(() => { this.#composer?.focus(); }); }

  override render() {
    const status = this.#status.value?.name;
    const me = this.#me.value;
    const snapshot = this.#snapshot.value;
    // Alone here with whom they have blocked.
    const isApart = snapshot?.kind === 'direct' && snapshot.people.some(({ id }) => me?.blockedPeople?.includes(id));
    return html`
      <foyer-notices .client=${this.client} @keydown=${this.#onKey}></foyer-notices>
      <foyer-thread exportparts="thread, bubble, bubble-own" .conversation=${this.conversation} .me=${me?.id ?? ''} .showNames=${this.showNames}
        @keydown=${this.#onKey} @foyer-compose=${this.#onCompose} @foyer-leave-thread=${this.focus}></foyer-thread>
      <foyer-composer exportparts="composer, send" .conversation=${this.conversation} .me=${me?.id ?? ''} .suggest=${this.suggest} .isOffline=${status === 'offline'} .isEnterSending=${this.isEnterSending}
        .closed=${status === 'signed-out' ? status : this.#isOut ? 'closed' : me?.blocked ? 'blocked' : isApart ? 'apart' : isForAdmins(snapshot, me?.id) ? 'admins' : this.closed} @keydown=${this.#onKey}></foyer-composer>`;
  }

  /** Not let in, or put out. */
  get #isOut(): boolean { return /^(forbidden|not-found)$/.test(this.#refused.value?.code ?? ''); }

  get #composer(): FoyerComposer | null { return this.renderRoot.querySelector('foyer-composer'); }

  readonly #onCompose = ({ detail: { kind, item } }: CustomEvent<{ kind: 'reply' | 'edit'; item: TimelineItem }>): void => {
    const author = item.own ? localizerOf(this).text('you') : this.conversation?.snapshot.value?.people.find(({ id }) => id === item.message.from)?.name;
    this.#composer?.compose(kind, item, author ?? localizerOf(this).text('team'));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'F6') return;
    event.preventDefault();
    if (event.currentTarget === this.#composer) this.renderRoot.querySelector<FoyerThread>('foyer-thread')?.focus();
    else this.#composer?.focus();
  };
}
