import { css } from 'lit';

export const chatStyles = css`
  .frame { position: fixed; z-index: var(--foyer-z, 2147483000); inset-block-end: var(--foyer-offset, 20px); inset-inline-end: var(--foyer-offset, 20px); }
  :host([position='start']) .frame { inset-inline: var(--foyer-offset, 20px) auto; }
  .launcher {
    display: grid; place-items: center; inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 50%;
    background: var(--accent); color: var(--on-accent); box-shadow: 0 2px 12px rgb(0 0 0 / 0.2); margin-inline-start: auto; position: relative;
  }
  .launcher svg { inline-size: 26px; block-size: 26px; }
  .launcher:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .badge {
    position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; block-size: 22px; padding-inline: 6px; border-radius: 11px;
    background: #c5221f; color: #fff; font-size: 12px; font-weight: 600; line-height: 22px; text-align: center;
  }
  .panel {
    display: grid; grid-template-rows: auto minmax(0, 1fr); overflow: hidden; background: var(--surface); color: var(--text);
    inline-size: min(var(--foyer-width, 400px), calc(100vw - 40px)); block-size: min(var(--foyer-height, 640px), calc(100dvh - 116px));
    border-radius: var(--r-panel); box-shadow: var(--shadow); margin-block-end: 16px; border: 1px solid var(--line);
  }
  .list { display: grid; grid-template-rows: minmax(0, 1fr) auto; min-block-size: 0; }
  .main { padding: 10px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .list .main { margin: 12px 16px 16px; }
  .fault { margin: auto; padding: 24px; text-align: center; text-wrap: balance; }
  .fault p { margin: 0 0 16px; color: var(--danger); }
  /* A wait that is over in a moment is not worth a picture. */
  .wait { display: grid; align-content: end; gap: 10px; padding: 16px; opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  .wait i { block-size: 38px; inline-size: 60%; border-radius: var(--r-bubble); background: var(--surface-3); }
  .wait i:nth-of-type(2) { inline-size: 45%; justify-self: end; background: var(--own); }
  .wait i:nth-of-type(3) { inline-size: 72%; }
  @keyframes appear { to { opacity: 1; } }
  @keyframes rise { from { opacity: 0; translate: 0 8px; } }
  @media (prefers-reduced-motion: no-preference) { .panel { animation: rise 160ms ease-out; } }
  :host([mode='inline']) .frame, :host([mode='page']) .frame { position: static; block-size: 100%; }
  :host([mode='inline']) .panel, :host([mode='page']) .panel { inline-size: 100%; block-size: 100%; margin: 0; box-shadow: none; }
  :host([mode='page']) .panel { border: 0; border-radius: 0; }
  @media (max-width: 480px) {
    :host(:not([mode='inline'], [mode='page'])) .frame.open { inset: 0; }
    :host(:not([mode='inline'], [mode='page'])) .frame.open .panel { inline-size: 100%; block-size: 100dvh; margin: 0; border: 0; border-radius: 0; }
    .frame.open .launcher { display: none; }
  }
`;
