import { css } from 'lit';

export const barStyles = css`
  .bar { display: flex; flex: none; align-items: center; gap: 4px; min-block-size: 56px; padding-block: 8px; padding-inline: 20px 12px; }
  .bar .back { margin-inline-start: -12px; }
  .bar h2 { flex: 1; min-inline-size: 0; margin: 0; font-size: calc(17 * var(--px)); font-weight: 600; line-height: calc(24 * var(--px)); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .bar .fill { flex: 1; }
  .skeleton { display: grid; align-content: end; gap: 10px; padding: 16px; opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  .skeleton:focus { outline: none; }
  .skeleton i { block-size: 38px; inline-size: 60%; border-radius: var(--r-bubble); background: var(--surface-3); }
  .skeleton i:nth-of-type(2) { inline-size: 45%; justify-self: end; background: var(--own); }
  .skeleton i:nth-of-type(3) { inline-size: 72%; }
  @keyframes appear { to { opacity: 1; } }
`;
