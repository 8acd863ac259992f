import { html } from 'lit';
import { textSizes, type Preferences } from '../chat/preferences.ts';
import { localize } from '../localize-screen.ts';
import type { SectionParts } from './section.ts';

const schemes = { auto: 'schemeAuto', light: 'schemeLight', dark: 'schemeDark' } as const;
const sizes = { small: 'sizeSmall', normal: 'sizeNormal', large: 'sizeLarge', largest: 'sizeLargest' } as const;

/** Light or dark, and how large the text is. */
export const appearance = ({ chosen, set }: SectionParts) => html`
  <div class="looks">
    <fieldset>
      <legend>${localize('appearance')}</legend>
      <div class="segments">${Object.entries(schemes).map(([scheme, text]) => html`
        <label><input type="radio" name="scheme" value=${scheme} .checked=${chosen.scheme === scheme} @change=${() => { set({ scheme: scheme as Preferences['scheme'] }); }}><span>${localize(text)}</span></label>`)}
      </div>
    </fieldset>
    <fieldset>
      <legend>${localize('textSize')}</legend>
      <div class="segments">${textSizes.map((textSize) => html`
        <label title=${localize(sizes[textSize])}><input type="radio" name="text-size" value=${textSize} .checked=${chosen.textSize === textSize} @change=${() => { set({ textSize }); }}
          ><span class=${textSize}><span aria-hidden="true">${localize('sizeLetter')}</span><span class="hidden-text">${localize(sizes[textSize])}</span></span></label>`)}
      </div>
    </fieldset>
  </div>`;
