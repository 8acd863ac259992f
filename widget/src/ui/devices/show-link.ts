import { LitElement, css, html, nothing, svg } from 'lit';
import type { DeviceLink, FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import * as limits from '../../protocol/limits.ts';
import { linkHere } from '../chat/link-here.ts';
import { localize } from '../localize-screen.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { tokens } from '../tokens.styles.ts';

const minuteMs = 60_000;
const half = limits.linkCodeLength / 2;

/** `endsAt` by this device's clock, which may be another one than the server's. `code`: `undefined` where its drawing could not be fetched. */
interface Shown { link: DeviceLink; endsAt: number; code: { path: string; size: number } | undefined }

/**
 * @tag foyer-show-link
 * @summary What brings another device to this visitor: a QR code to scan and a code to type, for as long as they hold, and new ones after it.
 */
export class FoyerShowLink extends LitElement {
  static override properties = { client: { attribute: false }, shown: { state: true }, minutes: { state: true }, fault: { state: true } };
  static override styles = [tokens, sectionStyles, css`
    :host { display: grid; justify-items: center; gap: 12px; padding: 16px; text-align: center; text-wrap: balance; }
    p { margin: 0; color: var(--text-2); }
    .qr { inline-size: min(216px, 100%); block-size: auto; aspect-ratio: 1; border-radius: 12px; box-shadow: 0 0 0 1px var(--line); forced-color-adjust: none; }
    .code { display: grid; gap: 4px; }
    .code b { color: var(--text); font: 600 calc(24 * var(--px)) / 1.3 ui-monospace, monospace; letter-spacing: 0.06em; user-select: all; }
    .wait { display: block; inline-size: min(216px, 100%); aspect-ratio: 1; border-radius: 12px; background: var(--surface-3); opacity: 0; animation: appear 1ms 200ms forwards; }
    @keyframes appear { to { opacity: 1; } }
  `];

  declare client: FoyerClient | undefined;
  declare shown: Shown | undefined;
  /** How many it still holds, rounded up; 0 when it is over. */
  declare minutes: number;
  declare fault: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.minutes = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#make();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.shown = undefined;
  }

  override render() {
    if (this.fault !== undefined) return html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>${this.#again()}`;
    if (!this.shown) return html`<span class="wait" role="status"><span class="hidden-text">${localize('loading')}</span></span>`;
    if (this.minutes === 0) return html`<p role="status">${localize('linkOver')}</p>${this.#again()}`;
    const { link: { code } } = this.shown;
    return html`
      ${this.#qr()}
      <p>${localize('linkHow')}</p>
      <p class="code">${localize('linkCode')}<b dir="ltr">${code.slice(0, half)} ${code.slice(half)}</b></p>
      <p>${localize('linkLeft', { count: this.minutes })}</p>
      ${this.#again()}`;
  }

  /** Black on white whatever the scheme is: scanners ask for it. */
  #qr() {
    const code = this.shown?.code;
    if (!code) return nothing;
    return html`<svg class="qr" role="img" aria-label=${localize('qrName')} viewBox="0 0 ${code.size} ${code.size}" shape-rendering="crispEdges">${svg`<rect width="100%" height="100%" fill="#fff"/><path fill="#000" d=${code.path}/>`}</svg>`;
  }

  #again() { return html`<div class="actions"><button class="plain" @click=${() => { void this.#make(); }}>${localize(this.fault === undefined ? 'newCode' : 'retry')}</button></div>`; }

  async #make(): Promise<void> {
    clearTimeout(this.#timer);
    this.shown = this.fault = undefined;
    try {
      const link = await (await this.client?.listTools())?.devices.newLink();
      if (!link) return;
      const endsAt = Date.now() + limits.linkMs;
      // Without the drawing there is the code to type.
      const code = await import('./qr-code.ts').then(({ qrCode }) => qrCode(linkHere('link', link.token)), () => undefined);
      this.shown = { link, endsAt, code };
      this.#count();
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    }
  }

  /** Minute by minute, without telling it aloud each time. */
  #count(): void {
    if (!this.shown || !this.isConnected) return;
    const leftMs = Math.max(0, this.shown.endsAt - Date.now());
    this.minutes = Math.ceil(leftMs / minuteMs);
    if (leftMs > 0) this.#timer = setTimeout(() => { this.#count(); }, leftMs % minuteMs + 1);
  }
}
