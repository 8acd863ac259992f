import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';

/** A reconnect that is over in a moment is not worth a word. */
const patienceMs = 1_000;

/**
 * @tag foyer-notices
 * @summary Says when the connection is gone, how much waits for it, and when nothing is saved on this device.
 */
export class FoyerNotices extends LitElement {
  static override properties = { client: { attribute: false }, isPatient: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; }
    p { margin: 0; padding: 8px 16px; font-size: calc(13 * var(--px)); background: var(--surface-2); color: var(--text-2); border-block-end: 1px solid var(--line); }
    .danger { color: var(--danger); }
  `];

  declare client: FoyerClient | undefined;
  declare isPatient: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #status = new StoreController(this, () => this.client?.status);
  readonly #queued = new StoreController(this, () => this.client?.queued);
  readonly #storage = new StoreController(this, () => this.client?.storage);

  constructor() {
    super();
    this.isPatient = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override willUpdate(): void {
    const name = this.#status.value?.name;
    const isWaiting = name === 'offline' || name === 'connecting';
    if (!isWaiting) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.isPatient = true;
    } else if (this.isPatient) {
      this.#timer ??= setTimeout(() => { this.isPatient = false; }, patienceMs);
    }
  }

  override render() {
    return html`<div role="status">${this.#connection()}${this.#storage.value === 'memory' ? html`<p>${localize('notSaved')}</p>` : nothing}</div>`;
  }

  #connection() {
    const status = this.#status.value;
    if (status?.name === 'failed') return html`<p class="danger">${localize('errorStart', { code: status.code })}</p>`;
    if (this.isPatient) return nothing;
    if (status?.name === 'connecting') return html`<p>${localize('connecting')}</p>`;
    const count = this.#queued.value ?? 0;
    return html`<p>${count > 0 ? localize('offlineQueued', { count }) : localize('offline')}</p>`;
  }
}
