import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, LinkOffer } from '../../client/api.ts';
import { isUnnamed } from '../../client/unnamed.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import { forgetPageLink } from '../chat/forget-page-link.ts';
import { pageLink } from '../chat/page-link.ts';
import { questionStyles } from '../chat/question.styles.ts';
import { skeleton } from '../chat/skeleton.ts';
import { groupFormStyles } from '../groups/groups.styles.ts';
import { listed } from '../inbox/listed.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { linkFault } from './link-fault.ts';

/**
 * @tag foyer-link-device
 * @summary The layer in which this device becomes one of somebody's: by the link in the page's address or by a code that is typed, and after the question whose chats these are.
 * @event foyer-back - The screen is left.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerLinkDevice extends LitElement {
  static override properties = { client: { attribute: false }, canClose: { type: Boolean }, offer: { state: true }, isBusy: { state: true }, fault: { state: true }, isDone: { state: true } };
  static override styles = [tokens, barStyles, groupFormStyles, questionStyles, css`
    .field { justify-self: stretch; margin-block-start: 12px; text-align: start; }
    .field input { direction: ltr; font: 600 max(16px, 20 * var(--px)) / 1.3 ui-monospace, monospace; letter-spacing: 0.06em; text-align: center; text-transform: uppercase; }
  `];

  declare client: FoyerClient | undefined;
  declare canClose: boolean;
  /** What the link or the code leads to, once it is known. */
  declare offer: LinkOffer | undefined;
  declare isBusy: boolean;
  declare fault: FoyerError | undefined;
  declare isDone: boolean;
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  /** Of the page's address; empty where a code is to be typed. */
  readonly #token = pageLink()?.[0] === 'link' ? pageLink()?.[1] ?? '' : '';
  #hasLooked = false;

  constructor() {
    super();
    this.canClose = false;
    this.isBusy = false;
    this.isDone = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.ask input, .ask [tabindex], .ask .main, .later')?.focus(); }

  override updated(): void {
    // Before there is a session one would be begun here that is nobody's.
    if (this.#token === '' || this.#hasLooked || this.#status.value?.name !== 'online') return;
    this.#hasLooked = true;
    if (this.#mayLink) void this.#look({ token: this.#token });
    else this.requestUpdate();
  }

  override render() { return html`${bar({ title: localize('linkDevice'), hasBack: true, canClose: this.canClose, ask: this.#ask })}${this.#body()}`; }

  #body() {
    if (this.isDone) return this.#say('linkedTitle', 'linkedText', 'done');
    if (!this.#mayLink) return this.#say('linkRefusedTitle', 'linkRefusedText', 'back');
    if (this.offer?.isOwn) return this.#say('linkIsOwnTitle', 'linkIsOwnText', 'back');
    if (this.offer) return this.#question(this.offer);
    if (this.#token === '') return this.#form();
    return this.fault ? this.#faulty() : this.#wait();
  }

  /** The site or the operator says who customers and staff are. */
  get #mayLink(): boolean { return (this.#me.value?.kind ?? 'visitor') === 'visitor'; }

  #wait() { return this.#status.value?.name === 'offline' ? html`<div class="ask"><p role="status">${localize('offline')}</p></div>` : skeleton(); }

  #say(title: 'linkedTitle' | 'linkRefusedTitle' | 'linkIsOwnTitle', text: 'linkedText' | 'linkRefusedText' | 'linkIsOwnText', button: 'done' | 'back') {
    return html`
      <div class="ask">
        <div role="status"><h2>${localize(title)}</h2><p>${localize(text)}</p></div>
        <div class="actions"><button class=${button === 'done' ? 'main' : 'later'} @click=${this.#leave}>${localize(button)}</button></div>
      </div>`;
  }

  #question({ name }: LinkOffer) {
    const isNamed = !isUnnamed({ name });
    const own = listed(this.#inbox.value?.conversations ?? []).length;
    return html`
      <div class="ask">
        ${isNamed ? html`<foyer-avatar .name=${name}></foyer-avatar>` : nothing}
        <h2 tabindex="-1">${isNamed ? localize('linkTitle', { name }) : localize('linkTitleUnnamed')}</h2>
        <p>${localize('linkText')}</p>
        ${own > 0 ? html`<p>${localize('linkMoves', { count: own })}</p>` : nothing}
        ${linkFault(this.fault)}
        <div class="actions">
          <button class="main" ?disabled=${this.isBusy} @click=${() => { void this.#goOn(); }}>${localize('continueChat')}</button>
          <button class="later" ?disabled=${this.isBusy} @click=${this.#leave}>${localize('notNow')}</button>
        </div>
      </div>`;
  }

  #form() {
    return html`
      <form class="ask" @submit=${this.#onSubmit}>
        <p id="how">${localize('enterCodeHow')}</p>
        <label class="field">${localize('linkCode')}
          <input name="code" required maxlength="32" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" aria-describedby="how" ?disabled=${this.isBusy}>
        </label>
        ${linkFault(this.fault, 'codeWrong')}
        <div class="actions"><button class="main" type="submit" ?disabled=${this.isBusy}>${localize('continueChat')}</button></div>
      </form>`;
  }

  /** What leads nowhere is not tried again. */
  #faulty() {
    const isOver = isFinal(this.fault);
    return html`
      <div class="ask">
        ${linkFault(this.fault)}
        <div class="actions">
          ${isOver ? nothing : html`<button class="main" @click=${() => { void this.#look({ token: this.#token }); }}>${localize('retry')}</button>`}
          <button class="later" @click=${this.#leave}>${localize('back')}</button>
        </div>
      </div>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code')).trim();
    if (code !== '') void this.#look({ code });
  };

  async #look(link: { token: string } | { code: string }): Promise<void> {
    await this.#act(async (client) => { this.offer = await (await client.listTools()).devices.lookAt(link); });
    this.focus();
  }

  async #goOn(): Promise<void> {
    const { offer } = this;
    if (!offer) return;
    await this.#act(async (client) => {
      await (await client.listTools()).devices.goOn(offer.token);
      this.isDone = true;
    });
    // Somebody else was faster, or it has run out: another one is needed.
    if (isFinal(this.fault)) this.offer = undefined;
    if (this.isDone) forgetPageLink(this.#token);
    await this.updateComplete;
    this.focus();
  }

  async #act(work: (client: FoyerClient) => Promise<void>): Promise<void> {
    if (this.isBusy || !this.client) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await work(this.client);
    } catch (error) {
      this.fault = error instanceof FoyerError ? error : new FoyerError('internal');
    }
    this.isBusy = false;
    await this.updateComplete;
  }

  /** It is answered: the page is not asked about it again. */
  readonly #leave = (): void => {
    forgetPageLink(this.#token);
    this.#ask('foyer-back');
  };

  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };
}

const isFinal = (fault: FoyerError | undefined): boolean => fault !== undefined && ['not-found', 'bad-request', 'forbidden'].includes(fault.code);
