import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, User } from '../../client/api.ts';
import { isUnnamed } from '../../client/unnamed.ts';
import type { TextKey } from '../../locales/en.ts';
import { FoyerError } from '../../protocol/errors.ts';
import * as limits from '../../protocol/limits.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { sectionStyles } from './settings.styles.ts';

type Field = 'name' | 'email';
const fields: readonly Field[] = ['name', 'email'];
const maxLengths = { name: limits.nameMaxLength, email: limits.emailMaxLength } as const;
const address = /^[^\s@<>]+@[^\s@<>]+$/;

/**
 * @tag foyer-profile
 * @summary The visitor's own name and address, to be changed by them; a customer's are the site's to change.
 */
export class FoyerProfile extends LitElement {
  static override properties = { client: { attribute: false }, drafts: { state: true }, faults: { state: true }, state: { state: true }, code: { state: true } };
  static override styles = [tokens, sectionStyles, css`
    :host { display: block; }
    form { display: grid; gap: 12px; padding: 12px 16px 16px; }
    label { display: grid; gap: 4px; font-size: calc(13 * var(--px)); color: var(--text-2); }
    input {
      inline-size: 100%; min-inline-size: 0; min-block-size: 44px; padding: 8px 14px; border: 1px solid var(--text-3); border-radius: 12px; background: var(--surface); color: var(--text);
      font: inherit; font-size: max(16px, 16 * var(--px));
    }
    input:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 0; border-color: transparent; }
    input[aria-invalid] { border-color: var(--danger); }
    input::placeholder { color: var(--text-3); opacity: 1; }
    .field { display: grid; gap: 4px; }
    .field .fault { font-size: calc(13 * var(--px)); }
    .actions [role='status'] { flex: 1; color: var(--text-2); }
    .main { background: var(--accent); color: var(--on-accent); }
    .main:hover { background: var(--accent-hover); }
    .actions .main:disabled { background: var(--surface-3); color: var(--text-3); opacity: 1; }
    .note { margin: 0; padding: 12px 16px; color: var(--text-2); font-size: calc(13 * var(--px)); }
    dl.row { margin: 0; }
    dt { color: var(--text-2); }
    dd { margin: 0; min-inline-size: 0; overflow-wrap: anywhere; text-align: end; }
  `];

  declare client: FoyerClient | undefined;
  /** What is written and not saved. */
  declare drafts: Partial<Record<Field, string>>;
  declare faults: Partial<Record<Field, TextKey>>;
  declare state: 'rest' | 'saving' | 'saved' | 'failed';
  /** Why it could not be saved. */
  declare code: string;
  readonly #me = new StoreController(this, () => this.client?.me);

  constructor() {
    super();
    this.drafts = {};
    this.faults = {};
    this.state = 'rest';
    this.code = '';
  }

  override render() {
    const me = this.#me.value;
    if (!me || me.kind === 'staff') return nothing;
    return html`
      <section aria-labelledby="profile">
        <h3 id="profile">${localize('profile')}</h3>
        <div class="group">${me.kind === 'customer' ? this.#customer(me) : this.#visitor(me)}</div>
      </section>`;
  }

  #customer(me: User) {
    return html`
      ${fields.map((field) => (me[field] === undefined ? nothing : html`<dl class="row"><dt>${localize(field)}</dt><dd dir="auto">${me[field]}</dd></dl>`))}
      <p class="note">${localize('profileKept')}</p>`;
  }

  #visitor(me: User) {
    const isChanged = Object.keys(this.#change(me)).length > 0;
    return html`
      <form novalidate @submit=${this.#onSubmit}>
        ${fields.map((field) => this.#field(field, me))}
        ${this.state === 'failed' ? html`<p class="fault" role="alert">${localize('profileFailed', { code: this.code })}</p>` : nothing}
        <div class="actions">
          <span role="status">${this.state === 'saved' && !isChanged ? localize('saved') : nothing}</span>
          <button class="main" type="submit" ?disabled=${!isChanged || this.state === 'saving'}>${localize('save')}</button>
        </div>
      </form>`;
  }

  #field(field: Field, me: User) {
    const fault = this.faults[field];
    return html`
      <div class="field">
        <label>${localize(field)}
          <input name=${field} type=${field === 'email' ? 'email' : 'text'} autocomplete=${field} dir="auto" maxlength=${maxLengths[field]} autocapitalize=${field === 'email' ? 'off' : 'words'}
            placeholder=${field === 'name' && isUnnamed(me) ? me.name : nothing} .value=${this.drafts[field] ?? known(field, me)}
            aria-invalid=${fault ? 'true' : nothing} aria-describedby=${fault ? `${field}-fault` : nothing} @input=${this.#onInput}></label>
        ${fault ? html`<p class="fault" id="${field}-fault">${localize(fault)}</p>` : nothing}
      </div>`;
  }

  /** What differs from what is known. */
  #change(me: User): Partial<Record<Field, string>> {
    return Object.fromEntries(Object.entries(this.drafts).map(([field, text]) => [field, text.trim()]).filter(([field, text]) => text !== known(field as Field, me)));
  }

  readonly #onInput = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.drafts = { ...this.drafts, [name]: value };
    this.state = 'rest';
    // A fault that is being mended is not held against anybody until they save again.
    this.faults = { ...this.faults, [name]: undefined };
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const me = this.#me.value;
    if (!me) return;
    const change = this.#change(me);
    this.faults = {
      ...(change.name === '' ? { name: 'nameMissing' } : {}),
      ...(change.email === undefined || change.email === '' || address.test(change.email) ? {} : { email: 'emailWrong' }),
    };
    const [wrong] = Object.keys(this.faults);
    if (wrong === undefined) void this.#save(change);
    else this.renderRoot.querySelector<HTMLInputElement>(`input[name='${wrong}']`)?.focus();
  };

  async #save(change: Partial<Record<Field, string>>): Promise<void> {
    if (Object.keys(change).length === 0) return;
    const { drafts } = this;
    this.state = 'saving';
    try {
      await this.client?.updateMe(change);
      // What was written meanwhile is still to be saved.
      if (this.drafts === drafts) this.drafts = {};
      this.state = 'saved';
    } catch (error) {
      this.code = error instanceof FoyerError ? error.code : 'internal';
      this.state = 'failed';
    }
  }
}

/** A name that the server has given is nobody's. */
const known = (field: Field, me: User): string => (field === 'name' && isUnnamed(me) ? '' : me[field] ?? '');
