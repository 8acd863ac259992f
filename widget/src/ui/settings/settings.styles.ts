import { css } from 'lit';

/** What every section of the settings is drawn with. */
export const sectionStyles = css`
  fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  legend, h3 { margin: 0 0 8px; padding: 0; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
  .segments { display: flex; flex-wrap: wrap; gap: 2px; padding: 3px; border-radius: 12px; background: var(--surface-3); }
  .segments label { position: relative; flex: 1 1 0; min-inline-size: min-content; }
  .segments input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
  .segments label > span { display: grid; place-items: center; min-block-size: 36px; padding-inline: 6px; border-radius: 9px; text-align: center; }
  .segments input:checked + span { background: var(--surface); font-weight: 600; box-shadow: 0 1px 2px rgb(0 0 0 / 0.12); }
  .segments input:focus-visible + span { outline: 2px solid var(--accent-ink); outline-offset: 1px; }
  .group { border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .group > :not(:first-child) { border-block-start: 1px solid var(--line); }
  .row { display: flex; align-items: center; justify-content: space-between; gap: 4px 16px; inline-size: 100%; min-block-size: 52px; padding: 8px 16px; color: inherit; text-decoration: none; text-align: start; }
  .row > :first-child { min-inline-size: 0; overflow-wrap: anywhere; }
  button.row { border: 0; background: none; }
  a.row:hover, button.row:hover { background: var(--surface-2); }
  .row:focus-visible { outline-offset: -2px; }
  .row > svg { flex: none; color: var(--text-2); }
  .row .value { color: var(--text-2); text-align: end; }
  .danger { color: var(--danger); }
  .fault { margin: 0; color: var(--danger); }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: flex-end; }
  .actions button { min-block-size: 40px; padding: 6px 16px; border: 0; border-radius: 20px; font-weight: 600; }
  .plain { background: var(--surface-3); }
  .actions button:disabled { opacity: 0.6; cursor: default; }
  @media (pointer: coarse) { .actions button { min-block-size: 44px; border-radius: 22px; } .segments label > span { min-block-size: 44px; } }
  @media (forced-colors: active) {
    .segments input:checked + span { outline: 2px solid Highlight; }
    .actions button { border: 1px solid; }
  }
`;

export const settingsStyles = css`
  :host { display: flex; flex-direction: column; gap: 24px; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; background: var(--surface); scrollbar-width: thin; }
  :host > * { flex: none; }
  p.row { margin: 0; }
  .looks { display: grid; gap: 16px; }
  input[type='range'] { inline-size: 132px; min-block-size: 24px; accent-color: var(--accent-ink); }
  /* Letters of the sizes that they stand for, whatever the size now. */
  .small { font-size: 13px; }
  .normal { font-size: 16px; }
  .large { font-size: 19px; }
  .largest { font-size: 22px; }
`;

/** A list to choose from in a row. */
export const selectStyles = css`
  select { flex: 0 1 180px; min-inline-size: 0; min-block-size: 36px; padding: 4px 8px; border: 1px solid var(--text-3); border-radius: 8px; background: var(--surface); color: var(--text); font: inherit; font-size: max(16px, 16 * var(--px)); }
  @media (pointer: coarse) { select { min-block-size: 44px; } }
`;

/** A box to tick that looks like a switch. */
export const switchStyles = css`
  .switch { appearance: none; position: relative; flex: none; inline-size: 44px; block-size: 26px; margin: 0; border-radius: 13px; background: var(--text-3); cursor: pointer; }
  .switch::after { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 20px; block-size: 20px; border-radius: 50%; background: #fff; }
  .switch:checked { background: var(--accent); }
  .switch:checked::after { inset-inline-start: 21px; background: var(--on-accent); }
  @media (prefers-reduced-motion: no-preference) { .switch::after { transition: inset-inline-start 120ms ease-out; } }
  @media (forced-colors: active) {
    .switch { border: 1px solid; }
    .switch::after { background: ButtonText; }
    .switch:checked { background: Highlight; forced-color-adjust: none; }
  }
`;
