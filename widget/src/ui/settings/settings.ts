import { LitElement, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import { languages } from '../../locales/languages.ts';
import { FoyerError } from '../../protocol/errors.ts';
import type { Preferences, PreferenceStore } from '../chat/preferences.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { settingsStyles } from './settings.styles.ts';

const schemes = { auto: 'schemeAuto', light: 'schemeLight', dark: 'schemeDark' } as const;

/**
 * @tag foyer-settings
 * @summary What a visitor may choose for the chat on this device, and the way to have everything deleted.
 * @event {CustomEvent<{volume: number}>} foyer-try-sound - The volume was changed: how does it sound?
 * @event foyer-erased - Everything was deleted.
 */
export class FoyerSettings extends LitElement {
  static override properties = {
    client: { attribute: false }, preferences: { attribute: false }, privacy: {},
    step: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, settingsStyles];

  declare client: FoyerClient | undefined;
  declare preferences: PreferenceStore | undefined;
  /** Address of the site's privacy policy; empty where it has none. */
  declare privacy: string;
  declare step: 'rest' | 'sure' | 'deleting';
  declare fault: string | undefined;
  readonly #chosen = new StoreController(this, () => this.preferences);
  readonly #me = new StoreController(this, () => this.client?.me);

  constructor() {
    super();
    this.privacy = '';
    this.step = 'rest';
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus(); }

  override render() {
    const chosen = this.#chosen.value;
    if (!chosen) return nothing;
    return html`
      <fieldset>
        <legend>${localize('appearance')}</legend>
        <div class="segments">${Object.entries(schemes).map(([scheme, text]) => html`
          <label><input type="radio" name="scheme" value=${scheme} .checked=${chosen.scheme === scheme} @change=${() => { this.#set({ scheme: scheme as Preferences['scheme'] }); }}><span>${localize(text)}</span></label>`)}
        </div>
      </fieldset>
      <div class="group">
        <label class="row"><span>${localize('sound')}</span>
          <input class="switch" type="checkbox" role="switch" .checked=${chosen.isSoundOn} @change=${this.#onSound}></label>
        ${chosen.isSoundOn ? html`
          <label class="row"><span>${localize('volume')}</span>
            <input type="range" min="0" max="100" step="5" .value=${String(Math.round(chosen.volume * 100))} @change=${this.#onVolume}></label>` : nothing}
        <label class="row"><span>${localize('enterSends')}</span>
          <input class="switch" type="checkbox" role="switch" .checked=${chosen.isEnterSending} @change=${(event: Event) => { this.#set({ isEnterSending: (event.target as HTMLInputElement).checked }); }}></label>
        ${this.#language(chosen.locale)}
      </div>
      <section aria-labelledby="data">
        <h3 id="data">${localize('yourData')}</h3>
        <div class="group">
          ${this.privacy === '' ? nothing : html`<a class="row" href=${this.privacy} target="_blank" rel="noopener noreferrer">${localize('privacy')}</a>`}
          ${this.#erasing()}
        </div>
      </section>`;
  }

  #language(locale: string) {
    const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return html`
      <label class="row"><span>${localize('language')}</span>
        <select @change=${(event: Event) => { this.#set({ locale: (event.target as HTMLSelectElement).value }); }}>
          <option value="" .selected=${locale === ''}>${localize('languageAuto')}</option>
          ${languages.map((tag) => html`<option value=${tag} lang=${tag} .selected=${locale === tag}>${nameOf(tag)}</option>`)}
        </select></label>`;
  }

  /** Accounts of the staff are the operator's; without a session there is nothing on the server to delete. */
  #erasing() {
    if (!this.#me.value || this.#me.value.kind === 'staff') return nothing;
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

  #set(change: Partial<Preferences>): void { this.preferences?.set(change); }

  readonly #onSound = (event: Event): void => {
    const isSoundOn = (event.target as HTMLInputElement).checked;
    this.#set({ isSoundOn });
    if (isSoundOn) this.#trySound();
  };

  readonly #onVolume = (event: Event): void => {
    this.#set({ volume: Number((event.target as HTMLInputElement).value) / 100 });
    this.#trySound();
  };

  #trySound(): void { this.dispatchEvent(new CustomEvent('foyer-try-sound', { detail: { volume: this.preferences?.value.volume ?? 0 } })); }

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

/** What this file brings, by tag. */
export const elements = { 'foyer-settings': FoyerSettings };
