import { css } from 'lit';

export const placesStyles = css`
  :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
  .body { flex: 1; min-block-size: 0; }
  .air { flex: none; block-size: 24px; }
  .main { flex: none; margin: 12px 20px 16px; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .fault { margin: 0; padding: 48px 24px; text-align: center; color: var(--danger); }
  .fault button { display: block; margin: 16px auto 0; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--surface-3); color: var(--text); font-weight: 600; }
  .tabs { flex: none; display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); border-block-start: 1px solid var(--line); padding-block-end: env(safe-area-inset-bottom); }
  .tabs button { display: grid; justify-items: center; gap: 2px; padding: 8px 4px 10px; border: 0; background: none; color: var(--text-2); font-size: 12px; line-height: 16px; }
  .tabs button:hover { color: var(--text); }
  .tabs button:focus-visible { outline-offset: -2px; border-radius: 8px; }
  .tabs button[aria-current] { color: var(--accent-ink); font-weight: 600; }
  .tabs span { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  @media (forced-colors: active) { .main { border: 1px solid; } .tabs button[aria-current] { text-decoration: underline; } }
`;
