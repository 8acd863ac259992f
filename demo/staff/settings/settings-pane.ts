import type { FoyerClient } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import type { Alerts } from '../state/alerts.ts';
import { schemes, type PreferenceBook, type Preferences } from '../state/preferences.ts';

const schemeNames = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** How this browser likes its desk, where else one is signed in, and the way out. */
export class DeskSettings extends LitElement {
  static override properties = { client: { attribute: false }, preferences: { attribute: false }, alerts: { attribute: false }, isRefused: { state: true } };
  static override styles = [tokens, controls, css`
    :host { display: block; overflow-y: auto; background: var(--surface); }
    .page { display: grid; gap: 32px; max-inline-size: 560px; margin-inline: auto; padding: 24px 20px 40px; }
    .who { display: flex; align-items: center; gap: 16px; }
    .who > div { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
    section { display: grid; }
    section h3 { margin-block-end: 4px; }
    .row { display: flex; align-items: center; gap: 16px; min-block-size: 56px; padding-block: 8px; border-block-end: 1px solid var(--line); }
    .row > span { flex: 1; display: grid; }
    input[type='checkbox'] {
      appearance: none; position: relative; flex: none; inline-size: 40px; block-size: 24px; margin: 0; border-radius: 12px; background: var(--text-3); cursor: pointer; transition: background 140ms ease-out;
    }
    input[type='checkbox']::after { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 18px; block-size: 18px; border-radius: 50%; background: #fff; transition: inset-inline-start 140ms ease-out; }
    input[type='checkbox']:checked { background: var(--accent); }
    input[type='checkbox']:checked::after { inset-inline-start: 19px; }
    section > .hint, section > .fault { margin-block-start: 8px; }
    fieldset { display: flex; gap: 4px; margin: 0; padding: 0; border: 0; }
    .choice { position: relative; display: grid; place-items: center; min-block-size: 36px; padding-inline: 14px; border-radius: 18px; font-size: 14px; color: var(--text-2); cursor: pointer; }
    .choice input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
    .choice:has(:checked) { background: var(--surface-3); color: var(--text); font-weight: 600; }
    .choice:has(:focus-visible) { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
    @media (max-width: 720px) { .choice { min-block-size: 44px; } .row.wrap { flex-wrap: wrap; gap: 8px; } }
    @media (prefers-reduced-motion: reduce) { input, input::after { transition: none !important; } }
    @media (forced-colors: active) { input[type='checkbox'] { appearance: auto; inline-size: 20px; } input[type='checkbox']::after { display: none; } .choice:has(:checked) { outline: 2px solid Highlight; } }
  `];

  declare client: FoyerClient;
  declare preferences: PreferenceBook;
  declare alerts: Alerts;
  /** The browser does not let us show notifications. */
  declare isRefused: boolean;
  readonly #current = new StoreController(this, () => this.preferences.current);
  readonly #me = new StoreController(this, () => this.client.me);

  constructor() {
    super();
    this.isRefused = 'Notification' in globalThis && Notification.permission === 'denied';
  }

  override render() {
    const me = this.#me.value;
    const preferences = this.#current.value;
    if (!me || !preferences) return nothing;
    return html`
      <div class="page">
        <h1>Settings</h1>
        <div class="who">
          <foyer-avatar .name=${me.name}></foyer-avatar>
          <div><h2><bdi>${me.name}</bdi></h2>${me.email === undefined ? nothing : html`<p class="hint">${me.email}</p>`}</div>
          <button class="pill" @click=${this.#onSignOut}>Sign out</button>
        </div>
        <section>
          <h3>When somebody writes</h3>
          ${this.#switch('sound', 'Sound', 'A short chime, in one tab only.', preferences.sound, this.#onSound)}
          ${this.#switch('notifications', 'Desktop notifications', 'While the desk is not in front of you.', preferences.notifications, this.#onNotifications)}
          ${this.isRefused ? html`<p class="fault" role="alert">The browser does not allow them for this page. Allow them in the browser’s settings for this site and try again.</p>` : nothing}
          <p class="hint">Both are for conversations of yours and for those that nobody has taken.</p>
        </section>
        <section>
          <h3>This desk</h3>
          ${this.#switch('shortcuts', 'Single-key shortcuts', 'Press ? to see them.', preferences.shortcuts, this.#onShortcuts)}
          <div class="row wrap">
            <span id="scheme">Colours</span>
            <fieldset aria-labelledby="scheme">${schemes.map((scheme) => html`
              <label class="choice"><input type="radio" name="scheme" value=${scheme} .checked=${preferences.scheme === scheme} @change=${() => { this.preferences.change({ scheme }); }}>${schemeNames[scheme]}</label>`)}
            </fieldset>
          </div>
        </section>
        <foyer-devices .client=${this.client}></foyer-devices>
      </div>`;
  }

  #switch(id: keyof Preferences, label: string, hint: string, isOn: boolean, onChange: (event: Event) => void) {
    return html`<label class="row"><span>${label}<span class="hint" id="${id}-hint">${hint}</span></span><input type="checkbox" role="switch" aria-label=${label} aria-describedby="${id}-hint" .checked=${isOn} @change=${onChange}></label>`;
  }

  readonly #onSound = (event: Event): void => {
    const sound = (event.target as HTMLInputElement).checked;
    this.preferences.change({ sound });
    if (sound) this.alerts.chime();
  };

  readonly #onNotifications = async (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const notifications = field.checked && await this.alerts.allow();
    this.isRefused = field.checked && !notifications;
    field.checked = notifications;
    this.preferences.change({ notifications });
  };

  readonly #onShortcuts = (event: Event): void => { this.preferences.change({ shortcuts: (event.target as HTMLInputElement).checked }); };
  readonly #onSignOut = (): void => { void this.client.reset(); };
}
