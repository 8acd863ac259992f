import { html } from 'lit';
import { shellIcons } from '../chat/shell-icons.ts';
import { localize } from '../localize-screen.ts';
import { isChecked, type SectionParts } from './section.ts';

/** The way to the list of keys, and whether keys of one character do anything. */
export const keyboard = ({ chosen, set }: SectionParts) => html`
  <section aria-labelledby="keyboard">
    <h3 id="keyboard">${localize('keyboard')}</h3>
    <div class="group">
      <button class="row" @click=${showKeys}><span>${localize('showKeys')}</span>${shellIcons.forward}</button>
      <label class="row"><span>${localize('singleKeys')}</span>
        <input class="switch" type="checkbox" role="switch" .checked=${chosen.hasSingleKeys} @change=${(event: Event) => { set({ hasSingleKeys: isChecked(event) }); }}></label>
    </div>
  </section>`;

const showKeys = ({ currentTarget }: Event): void => { currentTarget?.dispatchEvent(new CustomEvent('foyer-keys', { bubbles: true, composed: true, cancelable: true })); };
