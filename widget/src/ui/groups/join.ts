import { LitElement, html, nothing } from 'lit';
import type { FoyerClient, Invitation } from '../../client/api.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import { forgetPageLink } from '../chat/forget-page-link.ts';
import { pageLink } from '../chat/page-link.ts';
import { questionStyles } from '../chat/question.styles.ts';
import { skeleton } from '../chat/skeleton.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { GroupActs } from './group-acts.ts';
import { groupFormStyles } from './groups.styles.ts';

/**
 * @tag foyer-join
 * @summary The layer that asks whether to join the group that the page's address invites to. Who is in it already gets to the group at once.
 * @event {CustomEvent<{id: string}>} foyer-pick - The visitor is in the group, and it should open.
 * @event foyer-back - The screen is left.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerJoin extends LitElement {
  static override properties = { client: { attribute: false }, canClose: { type: Boolean }, invitation: { state: true } };
  static override styles = [tokens, barStyles, groupFormStyles, questionStyles];

  declare client: FoyerClient | undefined;
  declare canClose: boolean;
  /** What the link leads to, once it is known. */
  declare invitation: Invitation | undefined;
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #acts = new GroupActs(this, () => this.client);
  readonly #token = pageLink()?.[1] ?? '';
  #hasLooked = false;

  constructor() {
    super();
    this.canClose = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.ask .main, .ask h2, .later')?.focus(); }

  override updated(): void {
    // Before there is a session one would be begun here that is nobody's.
    if (this.#hasLooked || this.#status.value?.name !== 'online') return;
    this.#hasLooked = true;
    void this.#look();
  }

  override render() {
    return html`
      ${bar({ title: localize('joinGroup'), hasBack: true, canClose: this.canClose, ask: this.#ask })}
      ${this.invitation ? this.#question(this.invitation) : this.#acts.fault === undefined ? this.#wait() : this.#fault(this.#acts.fault)}`;
  }

  #wait() { return this.#status.value?.name === 'offline' ? html`<div class="ask"><p role="status">${localize('offline')}</p></div>` : skeleton(); }

  #question({ title, members }: Invitation) {
    const { isBusy } = this.#acts;
    return html`
      <div class="ask">
        <foyer-avatar .name=${title}></foyer-avatar>
        <h2 tabindex="-1">${localize('joinTitle', { title })}</h2>
        <p>${localize('members', { count: members })}</p>
        <p>${localize('joinText')}</p>
        ${this.#acts.line()}
        <div class="actions">
          <button class="main" ?disabled=${isBusy} @click=${() => { void this.#join(); }}>${localize('join')}</button>
          <button class="later" ?disabled=${isBusy} @click=${this.#leave}>${localize('notNow')}</button>
        </div>
      </div>`;
  }

  /** What leads nowhere is not tried again. */
  #fault(code: string) {
    const isOver = code === 'not-found' || code === 'bad-request';
    return html`
      <div class="ask">
        ${isOver ? html`<p role="alert">${localize('joinGone')}</p>` : this.#acts.line()}
        <div class="actions">
          ${isOver ? nothing : html`<button class="main" @click=${() => { void this.#look(); }}>${localize('retry')}</button>`}
          <button class="later" @click=${this.#leave}>${localize('back')}</button>
        </div>
      </div>`;
  }

  async #look(): Promise<void> {
    const isSeen = await this.#acts.act(async (groups) => { this.invitation = await groups.lookAt(this.#token); });
    if (this.invitation?.conversation !== undefined) this.#open(this.invitation.conversation);
    else if (isSeen || this.#acts.fault !== undefined) void this.updateComplete.then(() => { this.focus(); });
  }

  async #join(): Promise<void> {
    let id = '';
    if (await this.#acts.act(async (groups) => { id = await groups.join(this.#token); })) this.#open(id);
  }

  #open(id: string): void {
    forgetPageLink(this.#token);
    // Who has gone elsewhere meanwhile stays there: the group is in the list.
    if (!this.isConnected) return;
    this.#leave();
    this.dispatchEvent(new CustomEvent('foyer-pick', { detail: { id } }));
  }

  /** It is answered: the page is not asked about it again. */
  readonly #leave = (): void => {
    forgetPageLink(this.#token);
    this.#ask('foyer-back');
  };

  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };
}
