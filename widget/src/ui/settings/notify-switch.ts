import { LitElement, css, html, nothing } from 'lit';
import { allowNotifications, notificationPermission } from '../chat/notification.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { isChecked } from './section.ts';
import { sectionStyles, switchStyles } from './settings.styles.ts';

/**
 * @tag foyer-notify-switch
 * @summary Whether news is shown by the system while the page is not in view, on this device. Turning it on asks the browser, which nothing else does; one that says no is told of.
 */
export class FoyerNotifySwitch extends LitElement {
  static override properties = { preferences: { attribute: false }, permission: { state: true } };
  static override styles = [tokens, sectionStyles, switchStyles, css`
    :host { display: block; }
    .note { margin: 0; padding: 0 16px 12px; color: var(--text-2); font-size: calc(13 * var(--px)); text-wrap: pretty; }
  `];

  declare preferences: PreferenceStore | undefined;
  declare permission: ReturnType<typeof notificationPermission>;
  readonly #chosen = new StoreController(this, () => this.preferences);

  constructor() {
    super();
    this.permission = notificationPermission();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The browser's own settings may have been changed meanwhile.
    this.permission = notificationPermission();
  }

  override render() {
    const isOn = this.permission === 'granted' && (this.#chosen.value?.isNotifying ?? false);
    return html`
      <label class="row"><span>${localize('notify')}</span>
        <input class="switch" type="checkbox" role="switch" aria-describedby=${this.permission === 'denied' ? 'denied' : nothing} .checked=${isOn} @change=${this.#onChange}></label>
      <div role="status">${this.permission === 'denied' ? html`<p class="note" id="denied">${localize('notifyDenied')}</p>` : nothing}</div>`;
  }

  readonly #onChange = async (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const isNotifying = isChecked(event) && await allowNotifications();
    this.permission = notificationPermission();
    // Whatever was pressed, it shows what is.
    field.checked = isNotifying;
    this.preferences?.set({ isNotifying });
  };
}
