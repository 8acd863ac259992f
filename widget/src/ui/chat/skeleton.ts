import { html, type TemplateResult } from 'lit';
import { localize } from '../localize.ts';

/** In the place of what is on its way; styles in `barStyles`. A wait that is over in a moment is not worth a picture. */
export const skeleton = (): TemplateResult => html`<div class="skeleton" role="status" tabindex="-1"><span class="hidden-text">${localize('connecting')}</span><i></i><i></i><i></i></div>`;
