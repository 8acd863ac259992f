import { css } from 'lit';

export const settingsStyles = css`
  :host { display: flex; flex-direction: column; gap: 24px; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; background: var(--surface); scrollbar-width: thin; }
  fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  legend, h3 { margin: 0 0 8px; padding: 0; font-size: 13px; font-weight: 600; line-height: 20px; color: var(--text-2); }
  .segments { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px; padding: 3px; border-radius: 12px; background: var(--surface-3); }
  .segments label { position: relative; }
  .segments input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
  .segments span { display: grid; place-items: center; min-block-size: 36px; padding-inline: 6px; border-radius: 9px; text-align: center; overflow-wrap: anywhere; }
  .segments input:checked + span { background: var(--surface); font-weight: 600; box-shadow: 0 1px 2px rgb(0 0 0 / 0.12); }
  .segments input:focus-visible + span { outline: 2px solid var(--accent-ink); outline-offset: 1px; }
  .group { border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .group > :not(:first-child) { border-block-start: 1px solid var(--line); }
  .row { display: flex; align-items: center; justify-content: space-between; gap: 16px; inline-size: 100%; min-block-size: 52px; padding: 8px 16px; color: inherit; text-decoration: none; text-align: start; }
  button.row { border: 0; background: none; }
  a.row:hover, button.row:hover { background: var(--surface-2); }
  .row:focus-visible { outline-offset: -2px; }
  .danger { color: var(--danger); }
  input[type='range'] { inline-size: 132px; min-block-size: 24px; accent-color: var(--accent-ink); }
  .switch { appearance: none; position: relative; flex: none; inline-size: 44px; block-size: 26px; margin: 0; border-radius: 13px; background: var(--text-3); cursor: pointer; }
  .switch::after { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 20px; block-size: 20px; border-radius: 50%; background: #fff; }
  .switch:checked { background: var(--accent); }
  .switch:checked::after { inset-inline-start: 21px; background: var(--on-accent); }
  @media (prefers-reduced-motion: no-preference) { .switch::after { transition: inset-inline-start 120ms ease-out; } }
  select { max-inline-size: 180px; min-block-size: 36px; padding: 4px 8px; border: 1px solid var(--text-3); border-radius: 8px; background: var(--surface); color: var(--text); font: inherit; font-size: 16px; }
  .sure { padding: 16px; }
  .sure p { margin: 0 0 12px; color: var(--text-2); }
  .sure .fault { color: var(--danger); }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
  .actions button { min-block-size: 40px; padding: 6px 16px; border: 0; border-radius: 20px; font-weight: 600; }
  .plain { background: var(--surface-3); }
  .final { background: var(--danger); color: var(--surface); }
  .actions button:disabled { opacity: 0.6; cursor: default; }
  @media (pointer: coarse) { .actions button { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) {
    .switch { border: 1px solid; }
    .switch::after { background: ButtonText; }
    .switch:checked { background: Highlight; forced-color-adjust: none; }
    .segments input:checked + span { outline: 2px solid Highlight; }
    .actions button { border: 1px solid; }
  }
`;
