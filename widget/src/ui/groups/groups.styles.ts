import { css } from 'lit';

/** What is written and pressed on the screens of groups. */
export const groupFormStyles = css`
  .field { display: grid; gap: 6px; font-weight: 600; }
  .field input {
    inline-size: 100%; min-inline-size: 0; min-block-size: 44px; padding: 8px 14px; border: 1px solid var(--text-3); border-radius: 12px; background: var(--surface); color: var(--text);
    font: inherit; font-size: max(16px, 16 * var(--px)); font-weight: 400;
  }
  .field input:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 0; border-color: transparent; }
  .fault { margin: 0; color: var(--danger); }
  .none { margin: 0; color: var(--text-2); }
  .main { min-block-size: 44px; padding: 8px 20px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .main:disabled { background: var(--surface-3); color: var(--text-3); cursor: default; }
  @media (forced-colors: active) { .main { border: 1px solid; } }
`;
