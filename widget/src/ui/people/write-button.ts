import { css, html } from 'lit';
import type { User } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';

/** Tells, from the element that shows it, that the conversation with this person should open: `foyer-pick` with `{with}`. */
export const writeButton = ({ id, name }: User, teller: EventTarget) => html`
  <button class="write" aria-label=${localize('writeTo', { name })} @click=${() => { teller.dispatchEvent(new CustomEvent('foyer-pick', { detail: { with: id } })); }}>${localize('write')}</button>`;

export const writeButtonStyles = css`
  .write { flex: none; min-block-size: 36px; padding: 4px 14px; border: 0; border-radius: 18px; background: var(--surface-3); font-weight: 600; }
  .write:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
  @media (pointer: coarse) { .write { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) { .write { border: 1px solid; } }
`;
