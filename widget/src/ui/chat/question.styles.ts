import { css } from 'lit';

/** A layer with one question in its middle: a picture, what it is about, and what can be answered. */
export const questionStyles = css`
  :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
  .ask { flex: 1; display: grid; place-content: center; justify-items: center; gap: 8px; overflow-y: auto; padding: 24px; text-align: center; text-wrap: balance; --avatar-size: 72px; }
  h2 { margin: 8px 0 0; font-size: calc(20 * var(--px)); font-weight: 650; line-height: calc(28 * var(--px)); overflow-wrap: anywhere; }
  .bar h2 { margin: 0; }
  h2:focus-visible { outline: none; }
  p { margin: 0; max-inline-size: 320px; color: var(--text-2); }
  .actions { display: grid; gap: 8px; justify-self: stretch; margin-block-start: 16px; }
  .later { min-block-size: 44px; padding: 8px 20px; border: 0; border-radius: 22px; background: none; color: var(--accent-ink); font-weight: 600; }
  .later:hover { background: var(--surface-2); }
  @media (forced-colors: active) { .later { border: 1px solid; } }
`;
