import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FoyerClient, User } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { sectionStyles } from './settings.styles.ts';

const nobody: readonly string[] = [];

/**
 * @tag foyer-blocked-people
 * @summary Whom the visitor has blocked, each with the way to take it back. Not shown where visitors do not write to each other and nobody is blocked.
 */
export class FoyerBlockedPeople extends LitElement {
  static override properties = { client: { attribute: false }, people: { state: true }, busy: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, css`
    :host { display: block; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { gap: 4px 12px; }
    li bdi { flex: 1; min-inline-size: 0; font-weight: 600; overflow-wrap: anywhere; }
    p { margin: 0; padding: 12px 16px; color: var(--text-2); }
    p.fault { color: var(--danger); }
    li button { flex: none; min-block-size: 36px; padding: 4px 14px; border: 0; border-radius: 18px; background: var(--surface-3); font-weight: 600; }
    li button:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
    li button:disabled { opacity: 0.6; cursor: default; }
    i { display: block; inline-size: 40%; block-size: 12px; border-radius: 6px; background: var(--surface-3); opacity: 0; animation: appear 1ms 200ms forwards; }
    @keyframes appear { to { opacity: 1; } }
    @media (pointer: coarse) { li button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { li button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  /** By id, as far as their names are known. */
  declare people: ReadonlyMap<string, User>;
  /** Who is being let again. */
  declare busy: string | undefined;
  declare fault: string | undefined;
  #asked = '';
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #status = new StoreController(this, () => this.client?.status);

  constructor() {
    super();
    this.people = new Map();
  }

  /** Names are asked for when somebody is blocked of whom none is known, and again when the connection is back. */
  override willUpdate(): void {
    const unknown = this.#ids.filter((id) => !this.people.has(id)).join(' ');
    const isOnline = this.#status.value?.name === 'online';
    if (!isOnline) this.#asked = '';
    if (unknown === '' || unknown === this.#asked || !isOnline) return;
    this.#asked = unknown;
    void this.#load();
  }

  override render() {
    const me = this.#me.value;
    const ids = this.#ids;
    if (!me || me.kind === 'staff' || (ids.length === 0 && !this.#inbox.value?.site.direct)) return nothing;
    return html`
      <section aria-labelledby="blocked">
        <h3 id="blocked" tabindex="-1">${localize('blockedPeople')}</h3>
        <div class="group">
          ${ids.length === 0 ? html`<p>${localize('nobodyBlocked')}</p>` : html`<ul aria-labelledby="blocked">${repeat(ids, (id) => id, (id) => this.#row(id))}</ul>`}
          ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}
        </div>
      </section>`;
  }

  get #ids(): readonly string[] { return this.#me.value?.blockedPeople ?? nobody; }

  #row(id: string) {
    const name = this.people.get(id)?.name;
    return html`
      <li class="row">
        <foyer-avatar .name=${name ?? ''}></foyer-avatar>
        <bdi>${name ?? html`<i></i>`}</bdi>
        ${name === undefined ? nothing : html`<button aria-label=${localize('unblockWho', { name })} ?disabled=${this.busy === id} @click=${() => { void this.#unblock(id); }}>${localize('unblock')}</button>`}
      </li>`;
  }

  async #load(): Promise<void> {
    try {
      const found = await (await this.client?.listTools())?.people.blocked() ?? [];
      this.people = new Map(found.map((user) => [user.id, user]));
    } catch {
      // Without their names there is nothing to press; the connection's return asks again.
    }
  }

  async #unblock(id: string): Promise<void> {
    this.busy = id;
    this.fault = undefined;
    try {
      await (await this.client?.listTools())?.people.block(id, false);
      // The row goes, and with it what had the focus.
      this.renderRoot.querySelector<HTMLElement>('h3')?.focus();
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
    this.busy = undefined;
  }
}
