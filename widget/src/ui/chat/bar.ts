import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';

interface Bar { title?: string; hasBack?: boolean; canClose: boolean; more?: unknown; ask: (type: 'foyer-back' | 'foyer-dismiss') => void }

/** The bar above a layer that is no thread. */
export const bar = ({ title, hasBack = false, canClose, more, ask }: Bar): TemplateResult => html`
  <div class="bar">
    ${hasBack ? html`<button class="round back" aria-label=${localize('back')} @click=${() => { ask('foyer-back'); }}>${icons.back}</button>` : nothing}
    ${title === undefined ? html`<span class="fill"></span>` : html`<h2>${title}</h2>`}
    ${more}${canClose ? html`<button class="round" aria-label=${localize('closeChat')} @click=${() => { ask('foyer-dismiss'); }}>${icons.close}</button>` : nothing}
  </div>`;
