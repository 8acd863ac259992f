import { css } from 'lit';

export const placesStyles = css`
  :host { display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; background: var(--surface); }
  .body { flex: 1; min-block-size: 0; }
  .air { flex: none; block-size: 24px; }
  .main { flex: none; margin: 12px 20px 16px; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .fault { margin: 0; padding: 48px 24px; text-align: center; color: var(--danger); }
  .fault button { display: block; margin: 16px auto 0; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--surface-3); color: var(--text); font-weight: 600; }
  .line { display: flex; align-items: center; justify-content: space-between; gap: 12px; flex: none; margin: 12px 20px 0; padding-block: 4px; padding-inline: 16px 4px; border-radius: 12px; text-align: start; }
  .line.fault { background: var(--surface-2); }
  .line.undo { background: var(--text); color: var(--surface); }
  .line button { flex: none; margin: 0; padding: 4px 12px; min-block-size: 36px; border: 0; border-radius: 9px; background: none; color: inherit; font-weight: 600; }
  .line.undo button:focus-visible { outline-color: currentColor; outline-offset: -2px; }
  .tabs { flex: none; display: grid; grid-auto-flow: column; grid-auto-columns: minmax(min-content, 1fr); overflow: hidden; border-block-start: 1px solid var(--line); padding-block-end: env(safe-area-inset-bottom); }
  .tabs button { display: grid; justify-items: center; gap: 2px; padding: 8px 4px 10px; border: 0; background: none; color: var(--text-2); font-size: calc(12 * var(--px)); line-height: calc(16 * var(--px)); }
  .tabs button:hover { color: var(--text); }
  .tabs button:focus-visible { outline-offset: -2px; border-radius: 8px; }
  .tabs button[aria-current] { color: var(--accent-ink); font-weight: 600; }
  .tabs span { max-inline-size: 100%; overflow: clip; text-overflow: ellipsis; white-space: nowrap; }
  @media (pointer: coarse) { .line button { min-block-size: 44px; } }
  @keyframes rise { from { opacity: 0; translate: 0 8px; } }
  @media (prefers-reduced-motion: no-preference) { .line { animation: rise 140ms ease-out; } }
  @media (forced-colors: active) { .line { border: 1px solid; } .main { border: 1px solid; } .tabs button[aria-current] { text-decoration: underline; } }
`;
