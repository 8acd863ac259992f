import { LitElement, css, html } from 'lit';
import { localize } from '../../localize-screen.ts';
import { tokens } from '../../tokens.styles.ts';

/**
 * @tag foyer-skip-link
 * @summary The way past the messages, for those who come by Tab: seen only while it has the focus. A click on it asks for the field.
 */
export class FoyerSkipLink extends LitElement {
  static override styles = [tokens, css`
    :host { position: absolute; z-index: 2; inset-block-start: 8px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; max-inline-size: calc(100% - 32px); }
    :host(:not(:focus-within)) button { max-inline-size: 100%; padding: 0; }
    :host(:not(:focus-within)) { margin-inline: 0; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    button { min-block-size: 36px; padding: 4px 16px; border: 1px solid var(--line); border-radius: 18px; background: var(--surface); color: var(--accent-ink); font-weight: 600; box-shadow: var(--shadow); }
    @media (pointer: coarse) { button { min-block-size: 44px; } }
  `];

  override render() { return html`<button>${localize('skipMessages')}</button>`; }
}
