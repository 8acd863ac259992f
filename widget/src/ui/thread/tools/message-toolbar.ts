import { LitElement, css, html } from 'lit';
import type { TimelineItem } from '../../../client/api.ts';
import { localize } from '../../localize-screen.ts';
import { tokens } from '../../tokens.styles.ts';
import type { RowContext } from '../message-row.ts';
import { actionIcons } from './action-icons.ts';

/**
 * @tag foyer-message-toolbar
 * @summary What can be done with the message under the pointer. By keys and touch the menu of the message does the same.
 */
export class FoyerMessageToolbar extends LitElement {
  static override properties = { item: { attribute: false }, act: { attribute: false } };
  static override styles = [tokens, css`
    :host { display: flex; padding: 2px; border-radius: 18px; background: var(--surface); border: 1px solid var(--line); box-shadow: 0 2px 8px rgb(0 0 0 / 0.12); }
    .round { inline-size: 28px; block-size: 28px; }
    .round svg { inline-size: 18px; block-size: 18px; }
  `];

  declare item: TimelineItem;
  declare act: RowContext['act'];

  override render() {
    const button = (action: 'react' | 'reply' | 'more', label: string) => html`
      <button class="round" tabindex="-1" aria-label=${label} title=${label} @click=${() => { this.act(action === 'reply' ? 'reply' : 'more', this.item); }}>${actionIcons[action]}</button>`;
    return html`${button('react', localize('react'))}${button('reply', localize('reply'))}${button('more', localize('more'))}`;
  }
}
