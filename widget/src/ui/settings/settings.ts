import { LitElement, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { FoyerDevices } from '../devices/devices.ts';
import { FoyerShowLink } from '../devices/show-link.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { about } from './about.ts';
import { appearance } from './appearance.ts';
import { FoyerBlockedPeople } from './blocked-people.ts';
import { conduct } from './conduct.ts';
import { FoyerDownloadData } from './download-data.ts';
import { FoyerKeyHelp } from './key-help.ts';
import { keyboard } from './keyboard.ts';
import { FoyerNotifySwitch } from './notify-switch.ts';
import { FoyerOwnData } from './own-data.ts';
import { FoyerPrivacy } from './privacy.ts';
import { FoyerProfile } from './profile.ts';
import type { SectionParts } from './section.ts';
import { sectionStyles, selectStyles, settingsStyles, switchStyles } from './settings.styles.ts';

/**
 * @tag foyer-settings
 * @summary Who the visitor is here, what they may choose for the chat on this device, and the way to have everything deleted: one section each.
 * @event {CustomEvent<{volume: number}>} foyer-try-sound - The volume was changed: how does it sound?
 * @event {CustomEvent<{name: string}>} foyer-cover - The question for a code of another device was asked for.
 * @event foyer-keys - The list of keys was asked for.
 * @event foyer-erased - Everything was deleted.
 */
export class FoyerSettings extends LitElement {
  static override properties = { client: { attribute: false }, preferences: { attribute: false }, privacy: {} };
  static override styles = [tokens, sectionStyles, settingsStyles, selectStyles, switchStyles];

  declare client: FoyerClient | undefined;
  declare preferences: PreferenceStore | undefined;
  /** Address of the site's privacy policy; empty where it has none. */
  declare privacy: string;
  readonly #chosen = new StoreController(this, () => this.preferences);

  constructor() {
    super();
    this.privacy = '';
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus(); }

  override render() {
    const chosen = this.#chosen.value;
    if (!chosen) return nothing;
    const parts: SectionParts = { chosen, set: (change) => { this.preferences?.set(change); } };
    return html`
      <foyer-profile .client=${this.client}></foyer-profile>
      ${appearance(parts)}
      ${conduct({ ...parts, trySound: this.#trySound, preferences: this.preferences })}
      ${keyboard(parts)}
      <foyer-privacy .client=${this.client}></foyer-privacy>
      <foyer-blocked-people .client=${this.client}></foyer-blocked-people>
      <foyer-devices .client=${this.client} @foyer-cover=${this.#pass}></foyer-devices>
      <foyer-own-data .client=${this.client} .privacy=${this.privacy} @foyer-erased=${this.#onErased}></foyer-own-data>
      ${about()}`;
  }

  readonly #trySound = (): void => { this.dispatchEvent(new CustomEvent('foyer-try-sound', { detail: { volume: this.preferences?.value.volume ?? 0 } })); };
  readonly #pass = ({ type, detail }: CustomEvent<unknown>): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };
  readonly #onErased = (): void => { this.dispatchEvent(new CustomEvent('foyer-erased')); };
}

/** What this file brings, by tag. */
export const elements = { 'foyer-blocked-people': FoyerBlockedPeople, 'foyer-devices': FoyerDevices, 'foyer-download-data': FoyerDownloadData, 'foyer-key-help': FoyerKeyHelp, 'foyer-notify-switch': FoyerNotifySwitch, 'foyer-own-data': FoyerOwnData, 'foyer-privacy': FoyerPrivacy, 'foyer-profile': FoyerProfile, 'foyer-settings': FoyerSettings, 'foyer-show-link': FoyerShowLink };
