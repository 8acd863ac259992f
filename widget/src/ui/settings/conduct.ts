import { html, nothing } from 'lit';
import { notificationPermission } from '../chat/notification.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { languages } from '../../locales/languages.ts';
import { localize } from '../localize-screen.ts';
import { isChecked, type SectionParts } from './section.ts';

/** How the chat behaves: its sound and notifications, what Enter does, its language. */
export function conduct({ chosen, set, trySound, preferences }: SectionParts & { trySound: () => void; preferences: PreferenceStore | undefined }) {
  const onSound = (event: Event): void => {
    set({ isSoundOn: isChecked(event) });
    if (isChecked(event)) trySound();
  };
  const onVolume = (event: Event): void => {
    set({ volume: Number((event.target as HTMLInputElement).value) / 100 });
    trySound();
  };
  return html`
    <div class="group">
      <label class="row"><span>${localize('sound')}</span>
        <input class="switch" type="checkbox" role="switch" .checked=${chosen.isSoundOn} @change=${onSound}></label>
      ${chosen.isSoundOn ? html`
        <label class="row"><span>${localize('volume')}</span>
          <input type="range" min="0" max="100" step="5" .value=${String(Math.round(chosen.volume * 100))} @change=${onVolume}></label>` : nothing}
      ${notificationPermission() === 'unsupported' ? nothing : html`<foyer-notify-switch .preferences=${preferences}></foyer-notify-switch>`}
      <label class="row"><span>${localize('enterSends')}</span>
        <input class="switch" type="checkbox" role="switch" .checked=${chosen.isEnterSending} @change=${(event: Event) => { set({ isEnterSending: isChecked(event) }); }}></label>
      <label class="row"><span>${localize('language')}</span>
        <select @change=${(event: Event) => { set({ locale: (event.target as HTMLSelectElement).value }); }}>
          <option value="" .selected=${chosen.locale === ''}>${localize('languageAuto')}</option>
          ${languages.map((tag) => html`<option value=${tag} lang=${tag} .selected=${chosen.locale === tag}>${nameOf(tag)}</option>`)}
        </select></label>
    </div>`;
}

const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
