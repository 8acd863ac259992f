import { LitElement, css, html, nothing, type SVGTemplateResult } from 'lit';
import type { TextKey } from '../../locales/en.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize-screen.ts';
import { tokens } from '../tokens.styles.ts';
import { shellIcons } from './shell-icons.ts';

interface Picture { icon: SVGTemplateResult; title: TextKey; text: TextKey; remedy: 'retry' | 'reload' | 'none' }

const closed: Picture = { icon: shellIcons.closed, title: 'closedTitle', text: 'closedText', remedy: 'retry' };
const blocked: Picture = { icon: shellIcons.closed, title: 'blockedTitle', text: 'blockedText', remedy: 'none' };
const refused: Picture = { ...blocked, text: 'takesNone' };
const unknown: Picture = { ...blocked, text: 'knownOnly' };
const outdated: Picture = { icon: shellIcons.reload, title: 'outdatedTitle', text: 'outdatedText', remedy: 'reload' };
const unreachable: Picture = { icon: shellIcons.cloud, title: 'unreachableTitle', text: 'unreachableText', remedy: 'retry' };
const trouble: Picture = { icon: icons.alert, title: 'troubleTitle', text: 'troubleText', remedy: 'retry' };

/** What a code means to somebody who wants to chat. A server that does not understand us has been renewed since the page was loaded. */
const pictures: Readonly<Record<string, Picture>> = {
  'site-unknown': closed,
  'site-disabled': closed,
  'origin-denied': closed,
  'forbidden': refused,
  'out-of-reach': unknown,
  'blocked': blocked,
  'bad-request': outdated,
  'not-supported': outdated,
  'identity-refused': { icon: icons.alert, title: 'unknownYouTitle', text: 'unknownYouText', remedy: 'reload' },
  'offline': unreachable,
  'timeout': unreachable,
};

/**
 * @tag foyer-fault
 * @summary Why there is nothing to see, and what can be done about it.
 * @event foyer-retry - Another try was asked for.
 */
export class FoyerFault extends LitElement {
  static override properties = { code: {} };
  static override styles = [tokens, css`
    :host { display: grid; place-items: center; overflow-y: auto; background: var(--surface); }
    div { display: grid; justify-items: center; gap: 4px; max-inline-size: 320px; padding: 24px; text-align: center; text-wrap: balance; }
    i { display: grid; place-items: center; inline-size: 56px; block-size: 56px; margin-block-end: 12px; border-radius: 50%; background: var(--surface-3); color: var(--text-2); }
    i svg { inline-size: 24px; block-size: 24px; }
    h2 { margin: 0; font-size: calc(17 * var(--px)); font-weight: 600; line-height: calc(24 * var(--px)); }
    p { margin: 0; color: var(--text-2); }
    .code { font-size: calc(13 * var(--px)); color: var(--text-3); }
    button { margin-block: 16px 12px; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
    button:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
    button + .code, p + .code { margin-block-start: 8px; }
    @media (forced-colors: active) { button { border: 1px solid; } }
  `];

  declare code: string;

  constructor() {
    super();
    this.code = 'internal';
  }

  override focus(): void { this.renderRoot.querySelector('button')?.focus(); }

  override render() {
    const { icon, title, text, remedy } = pictures[this.code] ?? trouble;
    return html`
      <div role="alert">
        <i>${icon}</i>
        <h2>${localize(title)}</h2>
        <p>${localize(text)}</p>
        ${remedy === 'none' ? nothing : html`<button @click=${remedy === 'reload' ? this.#reload : this.#retry}>${localize(remedy)}</button>`}
        <p class="code">${localize('faultCode', { code: this.code })}</p>
      </div>`;
  }

  readonly #reload = (): void => { location.reload(); };
  readonly #retry = (): void => { this.dispatchEvent(new CustomEvent('foyer-retry')); };
}

/** What this file brings, by tag. */
export const elements = { 'foyer-fault': FoyerFault };
