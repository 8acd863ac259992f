import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, ProfileChange, User } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import type { Reach } from '../../protocol/records.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { isChecked } from './section.ts';
import { sectionStyles, selectStyles, switchStyles } from './settings.styles.ts';

type Choice = NonNullable<ProfileChange['privacy']>;
const choices: readonly { name: 'lastSeen' | 'receipts'; label: TextKey; text: TextKey }[] = [
  { name: 'lastSeen', label: 'showLastSeen', text: 'showLastSeenText' }, { name: 'receipts', label: 'sendReceipts', text: 'sendReceiptsText' },
];
const few = { everyone: 'reachEveryone', known: 'reachKnown' } as const;
/** That nobody may write would say no more than that people with a chat may: chats that there are go on. */
const ways: readonly { name: 'writers' | 'adders'; label: TextKey; text: TextKey; options: Readonly<Partial<Record<Reach, TextKey>>> }[] = [
  { name: 'writers', label: 'whoWrites', text: 'whoWritesText', options: few }, { name: 'adders', label: 'whoAdds', text: 'whoAddsText', options: { ...few, nobody: 'reachNobody' } },
];

/**
 * @tag foyer-privacy
 * @summary What others are told of the visitor, and who may begin to write to them and add them to groups, on all their devices. Nothing where they only talk with the team, who are told as before.
 */
export class FoyerPrivacy extends LitElement {
  static override properties = { client: { attribute: false }, wished: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, switchStyles, selectStyles, css`
    :host { display: block; }
    :host([hidden]) { display: none; }
    .row { align-items: start; }
    .words { display: grid; gap: 2px; }
    .words small { color: var(--text-2); font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); }
    .row:has(select) { flex-wrap: wrap; gap: 8px 16px; }
    .row:has(select) > * { flex: 1 1 100%; }
    .fault { padding: 12px 16px; }
  `];

  declare client: FoyerClient | undefined;
  /** What was chosen and the server has not heard of yet. */
  declare wished: Choice;
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

  get #known(): User['privacy'] { return this.#inbox.value?.site.direct ? this.#me.value?.privacy : undefined; }

  override render() {
    const known = this.#known;
    if (!known) return nothing;
    return html`
      <section aria-labelledby="who-sees">
        <h3 id="who-sees">${localize('privacyTitle')}</h3>
        <div class="group">
          ${choices.map(({ name, label, text }) => html`
            <label class="row"><span class="words"><span id="${name}-label">${localize(label)}</span><small id="${name}-text">${localize(text)}</small></span>
              <input class="switch" type="checkbox" role="switch" aria-labelledby="${name}-label" aria-describedby="${name}-text" .checked=${this.wished[name] ?? known[name]} @change=${(event: Event) => { void this.#choose({ [name]: isChecked(event) }); }}></label>`)}
          ${ways.map(({ name, label, text, options }) => html`
            <label class="row"><span class="words"><span id="${name}-label">${localize(label)}</span><small id="${name}-text">${localize(text)}</small></span>
              <select aria-labelledby="${name}-label" aria-describedby="${name}-text" @change=${(event: Event) => { void this.#choose({ [name]: (event.target as HTMLSelectElement).value }); }}>
                ${Object.entries(options).map(([reach, option]) => html`<option value=${reach} .selected=${(this.wished[name] ?? known[name] ?? 'everyone') === reach}>${localize(option)}</option>`)}
              </select></label>`)}
          ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('profileFailed', { code: this.fault })}</p>`}
        </div>
      </section>`;
  }

  async #choose(choice: Choice): Promise<void> {
    this.fault = undefined;
    this.wished = { ...this.wished, ...choice };
    try {
      await this.client?.updateMe({ privacy: choice });
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    // A later choice of the same has its own answer to wait for.
    this.wished = Object.fromEntries(Object.entries(this.wished).filter(([name, value]) => choice[name as keyof Choice] !== value));
  }
}
