import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { httpUrl } from '../chat/http-url.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { sectionStyles } from './settings.styles.ts';

/**
 * @tag foyer-own-data
 * @summary The site's privacy policy, a copy of what the server has, and the way to have everything deleted, which asks once more.
 * @event foyer-erased - Everything was deleted.
 */
export class FoyerOwnData extends LitElement {
  static override properties = { client: { attribute: false }, privacy: {}, step: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, css`
    :host { display: block; }
    .sure { padding: 16px; }
    .sure p { margin: 0 0 12px; color: var(--text-2); }
    .sure .fault { color: var(--danger); }
    .final { background: var(--danger); color: var(--surface); }
  `];

  declare client: FoyerClient | undefined;
  /** Address of the site's privacy policy; empty where it has none. */
  declare privacy: string;
  declare step: 'rest' | 'sure' | 'deleting';
  declare fault: string | undefined;
  readonly #me = new StoreController(this, () => this.client?.me);

  constructor() {
    super();
    this.privacy = '';
    this.step = 'rest';
  }

  override render() {
    // Accounts of the staff are the operator's; without a session there is nothing on the server to delete.
    const canErase = this.#me.value && this.#me.value.kind !== 'staff';
    const privacy = httpUrl(this.privacy);
    if (!canErase && privacy === '') return nothing;
    return html`
      <section aria-labelledby="data">
        <h3 id="data">${localize('yourData')}</h3>
        <div class="group">
          ${privacy === '' ? nothing : html`<a class="row" href=${privacy} target="_blank" rel="noopener noreferrer">${localize('privacy')}</a>`}
          ${canErase ? html`<foyer-download-data .client=${this.client}></foyer-download-data>${this.#erasing()}` : nothing}
        </div>
      </section>`;
  }

  #erasing() {
    if (this.step === 'rest') return html`<button class="row danger" @click=${this.#onDelete}>${localize('deleteData')}</button>`;
    return html`
      <div class="sure" role="group" aria-label=${localize('deleteData')}>
        <p>${localize('deleteDataText')}</p>
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('deleteFailed', { code: this.fault })}</p>`}
        <div class="actions">
          <button class="plain" @click=${this.#onCancel} ?disabled=${this.step === 'deleting'}>${localize('cancel')}</button>
          <button class="final" @click=${this.#onSure} ?disabled=${this.step === 'deleting'}>${localize(this.step === 'deleting' ? 'deleting' : 'deleteEverything')}</button>
        </div>
      </div>`;
  }

  readonly #onDelete = (): void => {
    this.step = 'sure';
    this.fault = undefined;
    // The careful choice has the focus.
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.plain')?.focus(); });
  };

  readonly #onCancel = (): void => {
    this.step = 'rest';
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.danger')?.focus(); });
  };

  readonly #onSure = (): void => { void this.#erase(); };

  async #erase(): Promise<void> {
    this.step = 'deleting';
    try {
      await this.client?.erase();
      this.step = 'rest';
      this.dispatchEvent(new CustomEvent('foyer-erased'));
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.step = 'sure';
    }
  }
}
