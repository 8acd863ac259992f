import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, GroupTools, Invite } from '../../client/api.ts';
import { linkHere } from '../chat/link-here.ts';
import { shellIcons } from '../chat/shell-icons.ts';
import { GroupActs } from '../groups/group-acts.ts';
import { groupFormStyles } from '../groups/groups.styles.ts';
import { localizer } from '../localize.ts';
import { localize } from '../localize-screen.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { tokens } from '../tokens.styles.ts';
import { groupStyles } from './group.styles.ts';

const copiedMs = 5_000;

/**
 * @tag foyer-group-link
 * @summary The link into a group, for those who may have it: to be made, copied, replaced by another one and turned off.
 */
export class FoyerGroupLink extends LitElement {
  static override properties = { client: { attribute: false }, conversationId: {}, isOpen: { state: true }, invite: { state: true }, isCopied: { state: true } };
  static override styles = [tokens, sectionStyles, groupFormStyles, groupStyles, css`
    .link input { direction: ltr; text-overflow: ellipsis; color: var(--text-2); }
    .copy { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
    .copy [role='status'] { color: var(--text-2); }
    .wait { min-block-size: 44px; }
  `];

  declare client: FoyerClient | undefined;
  declare conversationId: string;
  declare isOpen: boolean;
  /** `null`: there is none; `undefined` while it is not known. */
  declare invite: Invite | null | undefined;
  declare isCopied: boolean;
  readonly #acts = new GroupActs(this, () => this.client);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.conversationId = '';
    this.isOpen = false;
    this.isCopied = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.isCopied = false;
  }

  override render() {
    return html`
      <button class="row" aria-expanded=${this.isOpen ? 'true' : 'false'} @click=${this.#onToggle}>${shellIcons.link}<span>${localize('inviteLink')}</span></button>
      ${this.isOpen ? html`<div class="open" @keydown=${this.#onKey}>${this.#body()}</div>` : nothing}`;
  }

  #body() {
    const { isBusy, fault } = this.#acts;
    if (this.invite === undefined) {
      return fault === undefined ? html`<p class="wait" role="status">${localize('loading')}</p>`
        : html`${this.#acts.line()}<div class="actions"><button class="plain" @click=${() => { void this.#do(async (groups) => (await groups.invite(this.conversationId)) ?? null); }}>${localize('retry')}</button></div>`;
    }
    const make = (): void => { void this.#do((groups) => groups.newInvite(this.conversationId)); };
    if (this.invite === null) {
      return html`
        <p>${localize('noInvite')}</p>${this.#acts.line()}
        <div class="actions"><button class="main" ?disabled=${isBusy} @click=${make}>${localize('makeInvite')}</button></div>`;
    }
    return html`
      <div class="field link"><input readonly aria-label=${localize('inviteLink')} .value=${linkHere('join', this.invite.token)} @focus=${(event: Event) => { (event.target as HTMLInputElement).select(); }}></div>
      <div class="copy">
        <button class="main" ?disabled=${isBusy} @click=${() => { void this.#copy(); }}>${localize('copyLink')}</button>
        <span role="status">${this.isCopied ? localize('copied') : nothing}</span>
      </div>
      <p>${localize('inviteText', { date: localizer().date(this.invite.expiresAt, { dateStyle: 'long' }) })}</p>
      ${this.#acts.line()}
      <div class="actions">
        <button class="plain" ?disabled=${isBusy} @click=${() => { void this.#do(async (groups) => { await groups.endInvite(this.conversationId); return null; }); }}>${localize('endInvite')}</button>
        <button class="plain" ?disabled=${isBusy} @click=${make}>${localize('newInvite')}</button>
      </div>`;
  }

  readonly #onToggle = (): void => {
    this.isOpen = !this.isOpen;
    // Another device may have made or ended one.
    this.invite = undefined;
    if (this.isOpen) void this.#do(async (groups) => (await groups.invite(this.conversationId)) ?? null);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>('.row')?.focus();
  };

  async #do(work: (groups: GroupTools) => Promise<Invite | null>): Promise<void> {
    this.isCopied = false;
    const hadFocus = this.shadowRoot?.activeElement?.matches('.actions button') ?? false;
    const isDone = await this.#acts.act(async (groups) => { this.invite = await work(groups); });
    // The button that was pressed may be gone.
    if (isDone && hadFocus) this.renderRoot.querySelector<HTMLElement>('.open .main')?.focus();
  }

  /** Where the browser lets nobody write to the clipboard, the link is selected for whoever copies it. */
  async #copy(): Promise<void> {
    if (!this.invite) return;
    clearTimeout(this.#timer);
    try {
      await navigator.clipboard.writeText(linkHere('join', this.invite.token));
      this.isCopied = true;
      this.#timer = setTimeout(() => { this.isCopied = false; }, copiedMs);
    } catch {
      this.renderRoot.querySelector('input')?.focus();
    }
  }
}
