import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, Person } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { listIcons } from '../inbox/list-icons.ts';
import { localize } from '../localize-screen.ts';
import { isBlockedBy, isStranger } from '../people/strangers.ts';
import { StoreController } from '../store-controller.ts';
import { actionIcons } from '../thread/tools/action-icons.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-person-acts
 * @summary What one does to be left in peace by somebody: block or unblock them, report them.
 */
export class FoyerPersonActs extends LitElement {
  static override properties = {
    client: { attribute: false }, person: { attribute: false }, conversation: {}, step: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, css`
    :host { display: block; }
    .acts { border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
    .acts > :not(:first-child) { border-block-start: 1px solid var(--line); }
    .act { display: flex; align-items: center; gap: 12px; inline-size: 100%; min-block-size: 52px; padding: 8px 16px; border: 0; background: none; color: var(--danger); text-align: start; }
    .act.calm { color: inherit; }
    .act span { min-inline-size: 0; overflow-wrap: anywhere; }
    .act svg { flex: none; }
    .act:hover { background: var(--surface-2); }
    .act:focus-visible { outline-offset: -2px; }
    .sure { padding: 16px; }
    p { margin: 0; padding: 12px 16px; color: var(--text-2); }
    .sure p { margin-block-end: 12px; padding: 0; }
    .sure .fault, .fault { color: var(--danger); }
    .choices { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
    .choices button { min-block-size: 40px; padding: 6px 16px; border: 0; border-radius: 20px; background: var(--surface-3); font-weight: 600; }
    .choices .final { background: var(--danger); color: var(--surface); }
    .choices button:disabled { opacity: 0.6; cursor: default; }
    @media (pointer: coarse) { .choices button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { .choices button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  declare person: Person;
  /** Where they were met. */
  declare conversation: string;
  declare step: 'rest' | 'sure' | 'report' | 'reported' | 'busy';
  declare fault: string | undefined;
  readonly #me = new StoreController(this, () => this.client?.me);

  constructor() {
    super();
    this.conversation = '';
    this.step = 'rest';
  }

  override render() {
    const me = this.#me.value;
    if (!isStranger(this.person, me)) return nothing;
    const isBlocked = isBlockedBy(me, this.person.id);
    return html`<div class="acts">${this.step === 'report' ? this.#report() : this.#choices(isBlocked)}</div>`;
  }

  #choices(isBlocked: boolean) {
    const { name } = this.person;
    if (this.step === 'sure') return this.#sure();
    return html`
      <button class="act block ${isBlocked ? 'calm' : ''}" @click=${() => { if (isBlocked) void this.#block(false); else this.#go('sure', '.calm'); }}>
        ${listIcons.blocked}<span>${localize(isBlocked ? 'unblockWho' : 'blockWho', { name })}</span></button>
      ${this.step === 'reported' ? html`<p class="told" role="status" tabindex="-1">${localize('reported')}</p>`
        : html`<button class="act report" @click=${() => { if (this.step !== 'busy') this.#go('report', 'foyer-report'); }}>${actionIcons.flag}<span>${localize('reportWho', { name })}</span></button>`}
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}`;
  }

  #sure() {
    return html`
      <div class="sure" role="group" aria-label=${localize('blockWho', { name: this.person.name })}>
        <p>${localize('blockText')}</p>
        <div class="choices">
          <button class="calm" @click=${() => { this.#go('rest', '.block'); }}>${localize('cancel')}</button>
          <button class="final" @click=${() => { void this.#block(true); }}>${localize('block')}</button>
        </div>
      </div>`;
  }

  #report() {
    return html`<foyer-report .client=${this.client} .person=${this.person} .conversation=${this.conversation}
      @foyer-report-end=${({ detail }: CustomEvent<{ isSent: boolean }>) => { if (detail.isSent) this.#go('reported', '.told'); else this.#go('rest', '.report'); }}></foyer-report>`;
  }

  /** What is done next has the focus; where there is a choice, the careful one. */
  #go(step: FoyerPersonActs['step'], focused: string): void {
    this.step = step;
    this.fault = undefined;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>(focused)?.focus(); });
  }

  async #block(on: boolean): Promise<void> {
    if (this.step === 'busy') return;
    // The same button, whatever comes of it.
    this.#go('busy', '.block');
    try {
      await (await this.client?.listTools())?.people.block(this.person.id, on);
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    this.step = 'rest';
  }
}
