import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, User } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { isChecked } from './section.ts';
import { sectionStyles, switchStyles } from './settings.styles.ts';

type Choice = NonNullable<User['privacy']>;
const choices: readonly { name: keyof Choice; label: TextKey; text: TextKey }[] = [
  { name: 'lastSeen', label: 'showLastSeen', text: 'showLastSeenText' }, { name: 'receipts', label: 'sendReceipts', text: 'sendReceiptsText' },
];

/**
 * @tag foyer-privacy
 * @summary What others are told of the visitor, on all their devices. Nothing where they only talk with the team, who are told as before.
 */
export class FoyerPrivacy extends LitElement {
  static override properties = { client: { attribute: false }, wished: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, switchStyles, css`
    :host { display: block; }
    :host([hidden]) { display: none; }
    .row { align-items: start; }
    .words { display: grid; gap: 2px; }
    .words small { color: var(--text-2); font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); }
    .fault { padding: 12px 16px; }
  `];

  declare client: FoyerClient | undefined;
  /** What was chosen and the server has not heard of yet. */
  declare wished: Partial<Choice>;
  /** Why the last choice could not be stored. */
  declare fault: string | undefined;
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);

  constructor() {
    super();
    this.wished = {};
  }

  /** Without a gap where there is nothing. */
  override willUpdate(): void { this.toggleAttribute('hidden', !this.#known); }

  get #known(): Choice | undefined { return this.#inbox.value?.site.direct ? this.#me.value?.privacy : undefined; }

  override render() {
    const known = this.#known;
    if (!known) return nothing;
    return html`
      <section aria-labelledby="who-sees">
        <h3 id="who-sees">${localize('privacyTitle')}</h3>
        <div class="group">
          ${choices.map(({ name, label, text }) => html`
            <label class="row"><span class="words"><span id="${name}-label">${localize(label)}</span><small id="${name}-text">${localize(text)}</small></span>
              <input class="switch" type="checkbox" role="switch" aria-labelledby="${name}-label" aria-describedby="${name}-text" .checked=${this.wished[name] ?? known[name]} @change=${(event: Event) => { void this.#choose(name, isChecked(event)); }}></label>`)}
          ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('profileFailed', { code: this.fault })}</p>`}
        </div>
      </section>`;
  }

  async #choose(name: keyof Choice, isOn: boolean): Promise<void> {
    this.fault = undefined;
    this.wished = { ...this.wished, [name]: isOn };
    try {
      await this.client?.updateMe({ privacy: { [name]: isOn } });
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    // A later choice of the same has its own answer to wait for.
    if (this.wished[name] === isOn) this.wished = { ...this.wished, [name]: undefined };
  }
}
