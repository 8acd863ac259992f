import { css } from 'lit';

/** Of rows that say two things and ask before they act. */
export const deviceRowStyles = css`
  ul { list-style: none; margin: 0; padding: 0; }
  li + li { border-block-start: 1px solid var(--line); }
  .words { flex: 1; display: grid; overflow-wrap: anywhere; }
  .words small { color: var(--text-2); font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); }
  .words .here { color: var(--accent-ink); }
  .row button { flex: none; min-block-size: 36px; padding: 4px 14px; border: 0; border-radius: 18px; background: var(--surface-3); font-weight: 600; }
  .row button:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
  .sure { display: grid; gap: 12px; padding: 12px 16px 16px; }
  .sure p, .note { margin: 0; color: var(--text-2); }
  .note { padding: 12px 16px; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); }
  .sure strong { font-weight: 600; color: var(--text); overflow-wrap: anywhere; }
  .end { background: var(--danger); color: var(--surface); }
  p.fault { padding: 12px 16px; }
  h3:focus-visible { outline-offset: 2px; }
  i { display: block; inline-size: 40%; block-size: 12px; border-radius: 6px; background: var(--surface-3); opacity: 0; animation: appear 1ms 200ms forwards; }
  @keyframes appear { to { opacity: 1; } }
  @media (pointer: coarse) { .row button { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) { .row button { border: 1px solid; } }
`;
