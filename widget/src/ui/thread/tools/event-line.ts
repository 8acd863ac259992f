import { LitElement, css, html } from 'lit';
import { tokens } from '../../tokens.styles.ts';

/**
 * @tag foyer-event-line
 * @summary One line between messages of what has happened.
 * @slot - The text.
 */
export class FoyerEventLine extends LitElement {
  static override styles = [tokens, css`
    :host { display: block; padding-inline: 16px; text-align: center; text-wrap: balance; overflow-wrap: anywhere; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); }
  `];

  override render() { return html`<slot></slot>`; }
}
