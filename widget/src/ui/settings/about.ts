import { html } from 'lit';
import { localize } from '../localize-screen.ts';
import { version } from './version.ts';

/** What the visitor is using. */
export const about = () => html`
  <section aria-labelledby="about">
    <h3 id="about">${localize('about')}</h3>
    <div class="group"><p class="row"><span>Foyer</span><span class="value">${localize('version', { version })}</span></p></div>
  </section>`;
