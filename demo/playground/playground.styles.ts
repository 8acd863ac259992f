import { css } from 'lit';

export const playgroundStyles = css`
  :host { display: block; min-block-size: 100dvh; background: var(--surface); }
  header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 24px; padding: 16px 24px; border-block-end: 1px solid var(--line); }
  h1 { margin: 0; font-size: 20px; line-height: 28px; }
  h2 { margin: 0; font-size: 15px; line-height: 20px; }
  nav { display: flex; gap: 20px; }
  a { color: var(--accent-ink); text-decoration: none; }
  a:hover { text-decoration: underline; }
  main { display: grid; grid-template-columns: 352px minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: auto auto 1fr; }
  main > section { padding: 16px 24px; min-inline-size: 0; border-block-end: 1px solid var(--line); }
  .options { grid-row: 1 / span 3; padding: 8px 24px 24px; border-inline-end: 1px solid var(--line); }
  .stage, .methods { grid-column: 2 / -1; }
  .code { border-inline-end: 1px solid var(--line); }
  main > :is(.code, .events) { border-block-end: 0; }

  fieldset { margin: 0; padding: 12px 0; border: 0; border-block-end: 1px solid var(--line); min-inline-size: 0; }
  legend { float: inline-start; inline-size: 100%; padding: 0 0 8px; font-size: 13px; line-height: 20px; font-weight: 600; color: var(--text-2); }
  .field { clear: both; display: grid; grid-template-columns: 80px minmax(0, 1fr); align-items: center; min-block-size: 44px; }
  .tall { align-items: start; padding-block: 6px; }
  .tall > span:first-child { padding-block-start: 8px; }
  .fault { grid-column: 2; font-size: 13px; color: var(--danger); padding-block-start: 4px; }
  input[type='text'], textarea { inline-size: 100%; font: inherit; color: var(--text); background: var(--surface-3); border: 1px solid transparent; border-radius: 10px; padding: 7px 12px; }
  :is(input[type='text'], textarea):focus-visible { outline: none; border-color: var(--accent-ink); }
  textarea { display: block; resize: vertical; font: 13px/20px ui-monospace, monospace; }
  ::placeholder { color: var(--text-2); opacity: 1; }
  .range, .colour { display: flex; align-items: center; gap: 12px; min-inline-size: 0; }
  .range input { flex: 1; min-inline-size: 0; accent-color: var(--accent); }
  output { font-variant-numeric: tabular-nums; color: var(--text-2); min-inline-size: 40px; text-align: end; }
  .colour output { text-align: start; }
  input[type='color'] { inline-size: 44px; block-size: 36px; padding: 3px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); cursor: pointer; }
  .segments { display: inline-flex; flex-wrap: wrap; gap: 4px; }
  .segments button { border: 0; border-radius: 18px; min-block-size: 36px; padding: 6px 12px; background: none; color: var(--text-2); }
  .segments button:hover { background: var(--surface-2); color: var(--text); }
  .segments [aria-pressed='true'] { background: var(--surface-3); color: var(--text); font-weight: 600; }
  .plain { margin-block-start: 16px; padding: 6px 0; border: 0; background: none; color: var(--accent-ink); }
  .plain:disabled { color: var(--text-3); cursor: default; }
  .pill { border: 1px solid var(--line); border-radius: 18px; min-block-size: 36px; padding: 6px 14px; background: var(--surface); color: var(--text); }
  .pill:hover { background: var(--surface-2); }
  .pill:disabled { color: var(--text-3); background: none; cursor: default; }

  .strip { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; min-block-size: 36px; }
  .strip > :last-child:not(:first-child) { margin-inline-start: auto; }
  .hint { color: var(--text-2); font-size: 13px; }
  .frame { margin-block-start: 12px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; block-size: clamp(480px, calc(100dvh - 140px), 760px); }
  .frame.phone { inline-size: min(390px, 100%); margin-inline: auto; }
  iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 12px; }
  .buttons .pill { font: 13px/20px ui-monospace, monospace; }
  pre, .log { margin: 12px 0 0; padding: 12px 16px; block-size: 280px; overflow: auto; border-radius: 12px; background: var(--surface-2); }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  pre, pre code, .log code { font: 13px/20px ui-monospace, monospace; }
  .log { font-size: 13px; line-height: 20px; }
  .log p { margin: 0; display: flex; flex-wrap: wrap; gap: 0 12px; padding-block: 2px; }
  .log time { color: var(--text-2); font-variant-numeric: tabular-nums; }
  .log code { color: var(--text-2); overflow-wrap: anywhere; min-inline-size: 0; }

  @media (max-width: 1100px) {
    main { grid-template-columns: 336px minmax(0, 1fr); }
    .code { border-inline-end: 0; }
    main > .code { border-block-end: 1px solid var(--line); }
    .options { grid-row: 1 / span 4; }
    .code, .events { grid-column: 2; }
  }
  @media (max-width: 820px) {
    main { display: block; }
    .stage .segments { display: none; }
    .stage .hint { margin: 0; }
    .strip .segments button { padding-inline: 10px; }
    header, main > section { padding-inline: 16px; }
    .options { border-inline-end: 0; border-block-end: 1px solid var(--line); padding-inline: 16px; }
    .frame { block-size: clamp(360px, 80dvh, 640px); }
  }
  @media (pointer: coarse) { :is(.segments button, .pill, input[type='text'], input[type='color']) { min-block-size: 44px; } input[type='text'], textarea { font-size: 16px; } }
  @media (forced-colors: active) { .segments [aria-pressed='true'] { outline: 2px solid Highlight; outline-offset: -2px; } :is(input, textarea) { border-color: currentColor; } }
`;
