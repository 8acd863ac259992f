import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, Permissions } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { defaultPermissions } from '../../protocol/groups.ts';
import { localize } from '../localize-screen.ts';
import { isChecked } from '../settings/section.ts';
import { sectionStyles, switchStyles } from '../settings/settings.styles.ts';
import { tokens } from '../tokens.styles.ts';

type Rule = keyof Permissions;
const rules: readonly { name: Rule; label: TextKey; text?: TextKey }[] = [
  { name: 'send', label: 'maySend', text: 'maySendText' }, { name: 'add', label: 'mayAdd' }, { name: 'rename', label: 'renameGroup' },
];

/**
 * @tag foyer-group-rules
 * @summary What the members of a group may do: switches for its owner and admins, words for the others.
 */
export class FoyerGroupRules extends LitElement {
  static override properties = { client: { attribute: false }, conversationId: {}, permissions: { attribute: false }, canManage: { type: Boolean }, wished: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, switchStyles, css`
    :host { display: block; }
    p { margin: 0; }
    .words { display: grid; gap: 2px; }
    .words small { color: var(--text-2); font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); }
    .row .value { flex: none; max-inline-size: 50%; }
    .fault { padding: 12px 16px; }
  `];

  declare client: FoyerClient | undefined;
  declare conversationId: string;
  declare permissions: Permissions;
  declare canManage: boolean;
  /** What was chosen and the server has not answered yet. */
  declare wished: Partial<Permissions>;
  /** Why the last choice was not taken. */
  declare fault: string | undefined;

  constructor() {
    super();
    this.conversationId = '';
    this.permissions = defaultPermissions;
    this.canManage = false;
    this.wished = {};
  }

  override render() {
    return html`
      <section aria-labelledby="rules">
        <h3 id="rules">${localize('membersMay')}</h3>
        <div class="group">
          ${rules.map(({ name, label, text }) => (this.canManage ? this.#switch(name, label, text) : html`
            <p class="row"><span>${localize(label)}</span><span class="value">${localize(this.permissions[name] === 'all' ? 'everybodyMay' : 'adminsMay')}</span></p>`))}
          ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}
        </div>
      </section>`;
  }

  #switch(name: Rule, label: TextKey, text: TextKey | undefined) {
    return html`
      <label class="row"><span class="words"><span id="${name}-label">${localize(label)}</span>${text ? html`<small id="${name}-text">${localize(text)}</small>` : nothing}</span>
        <input class="switch" type="checkbox" role="switch" aria-labelledby="${name}-label" aria-describedby=${text ? `${name}-text` : nothing}
          .checked=${(this.wished[name] ?? this.permissions[name]) === 'all'} @change=${(event: Event) => { void this.#choose(name, isChecked(event) ? 'all' : 'admins'); }}></label>`;
  }

  async #choose(name: Rule, who: Permissions[Rule]): Promise<void> {
    this.fault = undefined;
    this.wished = { ...this.wished, [name]: who };
    try {
      await (await this.client?.listTools())?.groups.setPermissions(this.conversationId, { [name]: who });
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    // A later choice of the same has its own answer to wait for.
    if (this.wished[name] === who) this.wished = { ...this.wished, [name]: undefined };
  }
}
