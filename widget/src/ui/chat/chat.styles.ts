import { css } from 'lit';

export const chatStyles = css`
  .frame { position: fixed; z-index: var(--foyer-z, 2147483000); inset-block-end: var(--foyer-offset, 20px); inset-inline-end: var(--foyer-offset, 20px); pointer-events: none; }
  .frame > * { pointer-events: auto; }
  /* What the visitor has chosen goes before what the site says. */
  :host .frame.light.light { color-scheme: light; }
  :host .frame.dark.dark { color-scheme: dark; }
  .small { --foyer-text-scale: 0.9; }
  .large { --foyer-text-scale: 1.2; }
  .largest { --foyer-text-scale: 1.4; }
  .frame.start { inset-inline: var(--foyer-offset, 20px) auto; }
  .launcher {
    display: flex; align-items: center; justify-content: center; gap: 8px; min-inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 28px; position: relative;
    background: var(--accent); color: var(--on-accent); box-shadow: 0 2px 12px rgb(0 0 0 / 0.2); margin-inline-start: auto;
  }
  .start .launcher { margin-inline: 0 auto; }
  .launcher svg { inline-size: 26px; block-size: 26px; flex: none; }
  .launcher.pill { padding-inline: 18px 22px; max-inline-size: min(280px, calc(100vw - 2 * var(--foyer-offset, 20px))); font-weight: 600; }
  .pill > span:first-of-type { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .launcher:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .badge {
    position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; block-size: 22px; padding-inline: 6px; border-radius: 11px;
    background: #c5221f; color: #fff; font-size: 12px; font-weight: 600; line-height: 22px; text-align: center; box-shadow: 0 0 0 2px var(--surface); font-variant-numeric: tabular-nums;
  }
  .dot { position: absolute; inset-block-end: 2px; inset-inline-end: 2px; inline-size: 12px; block-size: 12px; border-radius: 50%; background: var(--live); box-shadow: 0 0 0 2px var(--surface); }
  .dot.gone { background: var(--surface); border: 3px solid var(--text-3); }
  .preview { display: block; inline-size: min(340px, calc(100vw - 2 * var(--foyer-offset, 20px))); margin-block-end: 14px; }
  .panel {
    color: var(--text); inline-size: min(var(--foyer-width, 400px), calc(100vw - 2 * var(--foyer-offset, 20px))); block-size: min(var(--foyer-height, 640px), calc(100dvh - 116px));
    border-radius: var(--r-panel); box-shadow: var(--shadow); margin-block-end: 16px; border: 1px solid var(--line);
  }
  @keyframes rise { from { opacity: 0; translate: 0 8px; } }
  @media (prefers-reduced-motion: no-preference) { .panel { animation: rise 160ms ease-out; } }
  .frame.full { inset: 0 0 auto; inline-size: 100%; block-size: 100dvh; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
  .full .panel { inline-size: 100%; block-size: 100%; margin: 0; border: 0; border-radius: 0; box-shadow: none; padding-block-start: env(safe-area-inset-top); padding-inline: env(safe-area-inset-left) env(safe-area-inset-right); }
  .full .edge { position: absolute; }
  :host([mode='inline']) .frame, :host([mode='page']) .frame { position: static; block-size: 100%; pointer-events: auto; }
  :host([mode='inline']) .panel, :host([mode='page']) .panel { inline-size: 100%; block-size: 100%; margin: 0; box-shadow: none; }
  :host([mode='page']) .panel { border: 0; border-radius: 0; }
  @media (forced-colors: active) { .dot { forced-color-adjust: none; } }
`;
