import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { httpUrl } from '../chat/http-url.ts';
import { missingFields, type Field } from '../chat/missing-fields.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { openingText } from './opening-text.ts';
import { OpeningWatch } from './opening-watch.ts';

/**
 * @tag foyer-ask
 * @summary Asks, before a first message, for the name and address that the site would like to have and does not know yet, and says when somebody answers while nobody is there. Without a connection they are kept until there is one. Can be passed over.
 * @event foyer-done - Answered, or passed over.
 */
export class FoyerAsk extends LitElement {
  static override properties = { client: { attribute: false }, wanted: {}, privacy: {}, isBusy: { state: true }, fault: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; background: var(--surface); }
    form { display: grid; gap: 16px; }
    h2 { margin: 0; font-size: calc(20 * var(--px)); font-weight: 650; line-height: calc(28 * var(--px)); text-wrap: balance; }
    p { margin: 4px 0 0; color: var(--text-2); }
    label { display: grid; gap: 6px; font-weight: 600; }
    input {
      inline-size: 100%; min-block-size: 44px; padding: 8px 14px; border: 1px solid var(--text-3); border-radius: 12px; background: var(--surface); color: var(--text);
      font: inherit; font-size: max(16px, 16 * var(--px)); font-weight: 400;
    }
    input:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 0; border-color: transparent; }
    .fault { color: var(--danger); margin: 0; }
    .actions { display: grid; gap: 8px; }
    button { min-block-size: 44px; padding: 8px 20px; border: 0; border-radius: 22px; background: none; color: var(--accent-ink); font-weight: 600; }
    button:hover { background: var(--surface-2); }
    .main { background: var(--accent); color: var(--on-accent); }
    .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
    .main:disabled { background: var(--surface-3); color: var(--text-3); cursor: default; }
    a { justify-self: center; font-size: calc(13 * var(--px)); color: var(--text-2); }
    @media (forced-colors: active) { button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  /** What the site would like to know: `name`, `email` or both. */
  declare wanted: string;
  /** Address of the site's privacy policy. */
  declare privacy: string;
  declare isBusy: boolean;
  declare fault: string | undefined;
  /** Those that were missing when it came: one does not go while it is being filled in. */
  #fields: readonly Field[] | undefined;
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #opening = new OpeningWatch(this, () => this.#inbox.value?.site.hours);

  constructor() {
    super();
    this.wanted = '';
    this.privacy = '';
    this.isBusy = false;
  }

  override focus(): void { this.renderRoot.querySelector('input')?.focus(); }

  /** What it takes to keep an answer is there should the connection go meanwhile. */
  override firstUpdated(): void { void this.client?.listTools().catch(() => undefined); }

  override render() {
    const privacy = httpUrl(this.privacy);
    this.#fields ??= missingFields(this.wanted, this.client?.me.value);
    return html`
      <form @submit=${this.#onSubmit}>
        <div><h2>${localize('askTitle')}</h2>${this.#when()}<p>${localize('askText')}</p></div>
        ${this.#fields.map((field) => html`
          <label>${localize(field)}
            <input name=${field} type=${field === 'email' ? 'email' : 'text'} autocomplete=${field} dir="auto" maxlength=${field === 'email' ? 254 : 80} ?disabled=${this.isBusy}
              autocapitalize=${field === 'email' ? 'off' : 'words'}>
          </label>`)}
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('notAccepted', { code: this.fault })}</p>`}
        <div class="actions">
          <button class="main" type="submit" ?disabled=${this.isBusy}>${localize('continueChat')}</button>
          <button type="button" @click=${this.#done}>${localize('continueWithout')}</button>
          ${privacy === '' ? nothing : html`<a href=${privacy} target="_blank" rel="noopener noreferrer">${localize('privacy')}</a>`}
        </div>
      </form>`;
  }

  /** Why nobody answers at once, and when somebody does. */
  #when() {
    const opening = this.#opening.value;
    const { team = [] } = this.#inbox.value ?? {};
    if (this.#isOffline) return html`<p>${localize('askOffline')}</p>`;
    if (opening?.isOpen === false) return html`<p>${localize('answersLater', { opens: openingText(opening, Date.now()) })}</p>`;
    return team.some(({ id }) => this.#presence.value?.get(id)?.online) ? nothing : html`<p>${localize('askAway')}</p>`;
  }

  get #isOffline(): boolean { return this.#status.value?.name === 'offline'; }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value !== ''));
    if (Object.keys(given).length === 0) this.#done();
    else void this.#keep(given);
  };

  async #keep(given: { name?: string; email?: string }): Promise<void> {
    this.isBusy = true;
    this.fault = undefined;
    try {
      if (this.#isOffline) await this.#keepForLater(given);
      else await this.client?.updateMe(given).catch((error: unknown) => (isOnTheWay(error) ? this.#keepForLater(given) : Promise.reject(error)));
      this.#done();
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    } finally {
      this.isBusy = false;
    }
  }

  async #keepForLater(given: { name?: string; email?: string }): Promise<void> { await (await this.client?.listTools())?.tellOfMe(given); }

  readonly #done = (): void => { this.dispatchEvent(new CustomEvent('foyer-done')); };
}

/** The server has not answered, and may yet. */
const isOnTheWay = (error: unknown): boolean => error instanceof FoyerError && ['offline', 'timeout'].includes(error.code);

/** What this file brings, by tag. */
export const elements = { 'foyer-ask': FoyerAsk };
