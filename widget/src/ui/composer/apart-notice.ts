import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, Person } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { clientAround } from '../people/client-around.ts';
import { isBlockedBy } from '../people/strangers.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-apart-notice
 * @summary In the place of the field: the visitor has blocked the person they are alone with here, and may take it back.
 */
export class FoyerApartNotice extends LitElement {
  static override properties = { conversation: { attribute: false }, isBusy: { state: true }, fault: { state: true } };
  static override styles = [tokens, css`
    :host { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 4px 12px; padding: 2px; color: var(--text-2); font-size: calc(14 * var(--px)); line-height: calc(20 * var(--px)); }
    span { min-inline-size: 0; overflow-wrap: anywhere; text-align: center; }
    .fault { inline-size: 100%; margin: 0; color: var(--danger); text-align: center; }
    button { min-block-size: 36px; padding: 4px 16px; border: 0; border-radius: 18px; background: var(--surface-3); color: var(--text); font-weight: 600; }
    button:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
    button:disabled { opacity: 0.6; cursor: default; }
    @media (pointer: coarse) { button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { button { border: 1px solid; } }
  `];

  declare conversation: ConversationHandle | undefined;
  declare isBusy: boolean;
  declare fault: string | undefined;
  /** The composer that it stands in. */
  #composer: HTMLElement | undefined;
  #isPressed = false;
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);

  constructor() {
    super();
    this.isBusy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#composer = (this.getRootNode() as ShadowRoot).host as HTMLElement;
  }

  /** Whoever has pressed the button wants to write. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#isPressed) this.#composer?.focus();
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('button')?.focus(); }); }

  override render() {
    const name = this.#person?.name ?? '';
    return html`
      <span role="status">${localize('youBlocked', { name })}</span>
      <button aria-label=${localize('unblockWho', { name })} ?disabled=${this.isBusy} @click=${this.#onUnblock}>${localize('unblock')}</button>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}`;
  }

  get #person(): Person | undefined {
    const me = clientAround(this)?.me.value;
    return this.#snapshot.value?.people.find(({ id }) => isBlockedBy(me, id));
  }

  readonly #onUnblock = async (): Promise<void> => {
    const person = this.#person;
    if (!person) return;
    this.isBusy = true;
    this.#isPressed = true;
    this.fault = undefined;
    try {
      await (await clientAround(this)?.listTools())?.people.block(person.id, false);
    } catch (error) {
      this.#isPressed = false;
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    this.isBusy = false;
  };
}
