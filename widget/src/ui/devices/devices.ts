import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Device, DeviceTools, FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { StoreController } from '../store-controller.ts';
import { ago } from '../times.ts';
import { tokens } from '../tokens.styles.ts';
import { deviceText } from './device-text.ts';
import { deviceRowStyles } from './devices.styles.ts';

/**
 * @tag foyer-devices
 * @summary The devices on which one is signed in, each with the way to sign it out, and for visitors the ways to link another one.
 * @event {CustomEvent<{name: string}>} foyer-cover - The question for a code of another device was asked for.
 */
export class FoyerDevices extends LitElement {
  static override properties = {
    client: { attribute: false }, devices: { state: true }, asked: { state: true }, isBusy: { state: true }, fault: { state: true }, isLinking: { state: true }, arrived: { state: true },
  };
  static override styles = [tokens, sectionStyles, deviceRowStyles, css`
    :host { display: block; }
    .told { margin: 0; padding: 12px 16px; color: var(--text-2); }
    .group > .told:empty { padding: 0; border: 0; }
  `];

  declare client: FoyerClient | undefined;
  declare devices: readonly Device[] | undefined;
  /** Which is to be signed out, once that is sure: a device's id, or `others`. */
  declare asked: string | undefined;
  declare isBusy: boolean;
  /** Why the last thing could not be done: a code. */
  declare fault: string | undefined;
  declare isLinking: boolean;
  /** The device that has come by the link. */
  declare arrived: Device | undefined;
  /** What the list was asked for: it is asked for again when something has come or gone, and when the connection is back. */
  #seen = '';
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #status = new StoreController(this, () => this.client?.status);

  constructor() {
    super();
    this.isBusy = false;
    this.isLinking = false;
  }

  override willUpdate(): void {
    const me = this.#me.value;
    const now = this.#status.value?.name === 'online' && me ? `${me.id} ${me.devices ?? 0}` : '';
    if (now === this.#seen) return;
    const isAnother = now.split(' ')[0] !== this.#seen.split(' ')[0];
    this.#seen = now;
    if (now !== '') void this.#load(isAnother);
  }

  override render() {
    const me = this.#me.value;
    if (!me) return nothing;
    const others = this.devices?.filter(({ isCurrent }) => !isCurrent) ?? [];
    return html`
      <section aria-labelledby="devices">
        <h3 id="devices" tabindex="-1">${localize('devices')}</h3>
        <div class="group">
          ${this.devices ? html`<ul aria-labelledby="devices">${repeat(this.devices, ({ id }) => id, (device) => html`<li>${this.#row(device)}</li>`)}</ul>` : this.#wait()}
          ${others.length > 1 ? this.#others() : nothing}
          ${me.kind === 'visitor' ? this.#linking() : nothing}
          ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}
          ${me.kind === 'customer' && others.length > 0 ? html`<p class="note">${localize('devicesOfSite')}</p>` : nothing}
        </div>
      </section>`;
  }

  #wait() { return this.#status.value?.name === 'offline' ? html`<p class="note" role="status">${localize('devicesOffline')}</p>` : html`<p class="row"><i></i></p>`; }

  #row(device: Device) {
    const name = deviceText(device.label);
    if (this.asked === device.id) return this.#sure(html`<strong>${localize('signOutWho', { name })}</strong>`, localize('signOutText'));
    return html`
      <div class="row">
        <span class="words"><span>${name}</span>${device.isCurrent ? html`<small class="here">${localize('thisDevice')}</small>`
          : html`<small>${device.online ? localize('activeNow') : localize('lastSeen', { when: ago(device.lastSeenAt, Date.now()) })}</small>`}</span>
        ${device.isCurrent ? nothing : html`<button data-device=${device.id} aria-label=${localize('signOutWho', { name })} @click=${() => { this.#ask(device.id); }}>${localize('signOut')}</button>`}
      </div>`;
  }

  #others() {
    if (this.asked === 'others') return this.#sure(html`<strong>${localize('signOutOthers')}</strong>`, localize('signOutOthersText'));
    return html`<button class="row danger" data-device="others" @click=${() => { this.#ask('others'); }}>${localize('signOutOthers')}</button>`;
  }

  #sure(title: unknown, text: string) {
    return html`
      <div class="sure" role="group" aria-labelledby="sure" @keydown=${this.#onKey}>
        <p id="sure">${title}<br>${text}</p>
        <div class="actions">
          <button class="plain" ?disabled=${this.isBusy} @click=${this.#cancel}>${localize('cancel')}</button>
          <button class="end" ?disabled=${this.isBusy} @click=${() => { void this.#signOut(); }}>${localize('signOut')}</button>
        </div>
      </div>`;
  }

  #linking() {
    return html`
      <p class="told" role="status">${this.arrived ? localize('linkedNow', { device: deviceText(this.arrived.label) }) : nothing}</p>
      <button class="row" aria-expanded=${this.isLinking ? 'true' : 'false'} @click=${this.#onLink}>${localize('linkAnother')}</button>
      ${this.isLinking ? html`<foyer-show-link .client=${this.client}></foyer-show-link>` : nothing}
      <button class="row" @click=${() => { this.dispatchEvent(new CustomEvent('foyer-cover', { detail: { name: 'link' } })); }}>${localize('enterCode')}</button>`;
  }

  async #load(isAnother: boolean): Promise<void> {
    const seen = this.#seen;
    try {
      const devices = await (await this.client?.listTools())?.devices.list();
      if (seen !== this.#seen || !devices) return;
      if (this.isLinking && !isAnother && this.devices) this.#welcome(devices.find(({ id }) => !this.devices?.some((known) => known.id === id)));
      this.devices = devices;
      if (this.asked !== 'others' && !devices.some(({ id }) => id === this.asked)) this.asked = undefined;
    } catch (error) {
      // The connection's return asks again.
      if (seen === this.#seen) this.fault = codeOf(error);
    }
  }

  #welcome(device: Device | undefined): void {
    if (!device) return;
    this.arrived = device;
    // What is shown has been used.
    const hadFocus = this.renderRoot.querySelector('foyer-show-link')?.matches(':focus-within') ?? false;
    this.isLinking = false;
    if (hadFocus) this.#focus('[aria-expanded]');
  }

  readonly #onLink = (): void => {
    this.isLinking = !this.isLinking;
    this.arrived = undefined;
    this.fault = undefined;
    // What is not shown any more leads nowhere; without a connection it runs out by itself.
    if (!this.isLinking) void this.client?.listTools().then(({ devices }) => devices.endLink()).catch(() => undefined);
  };

  #ask(what: string): void {
    this.asked = what;
    this.fault = undefined;
    // The careful choice has the focus.
    this.#focus('.plain');
  }

  readonly #cancel = (): void => {
    const { asked } = this;
    this.asked = undefined;
    this.#focus(`[data-device='${asked ?? ''}']`);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.isBusy) return;
    event.preventDefault();
    this.#cancel();
  };

  async #signOut(): Promise<void> {
    const { asked = '' } = this;
    await this.#act((devices) => (asked === 'others' ? devices.signOutOthers() : devices.signOut(asked)));
    this.asked = undefined;
    // The row goes, and with it what had the focus.
    this.#focus('h3');
  }

  async #act(work: (devices: DeviceTools) => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.fault = undefined;
    try {
      const devices = (await this.client?.listTools())?.devices;
      if (devices) await work(devices);
    } catch (error) {
      // It went by itself.
      if (codeOf(error) !== 'not-found') this.fault = codeOf(error);
    }
    this.isBusy = false;
  }

  #focus(selector: string): void { void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>(selector)?.focus(); }); }
}

const codeOf = (error: unknown): string => (error instanceof FoyerError ? error.code : 'internal');
