import { css } from 'lit';

export const composerStyles = css`
  :host { position: relative; display: block; background: var(--surface); border-block-start: 1px solid var(--line); padding: 8px 12px max(8px, env(safe-area-inset-bottom)); }
  form { display: flex; align-items: end; gap: 8px; }
  .field { position: relative; flex: 1; min-inline-size: 0; }
  .emoji { position: absolute; inset-block-end: 2px; inset-inline-end: 4px; }
  textarea {
    display: block; inline-size: 100%; resize: none; border: 1px solid transparent; border-radius: var(--r-field); background: var(--surface-3); color: var(--text);
    font: inherit; font-size: max(16px, 16 * var(--px)); line-height: calc(22 * var(--px)); padding: 8px 14px; padding-inline-end: 44px; field-sizing: content; max-block-size: calc(6 * 22 * var(--px) + 18px); min-block-size: 40px;
    scrollbar-width: thin; overflow-wrap: anywhere;
  }
  textarea::placeholder { color: var(--text-2); opacity: 1; }
  textarea:focus-visible { outline: none; border-color: var(--accent-ink); }
  .send { flex: none; inline-size: 40px; block-size: 40px; background: var(--accent); color: var(--on-accent); }
  .send:hover { background: color-mix(in oklab, var(--accent) 88%, #000); color: var(--on-accent); }
  .send:disabled { background: var(--surface-3); color: var(--text-3); cursor: default; }
  .hint { margin: 0; padding: 4px 14px 0; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); font-variant-numeric: tabular-nums; }
  .danger { color: var(--danger); }
  .notice { margin: 0; padding: 10px 14px; text-align: center; color: var(--text-2); font-size: calc(14 * var(--px)); line-height: calc(20 * var(--px)); text-wrap: balance; }
  .bar { display: flex; align-items: center; gap: 8px; padding: 0 0 8px; padding-inline-start: 6px; }
  .about { flex: 1; min-inline-size: 0; border-inline-start: 3px solid var(--accent-ink); padding-inline-start: 9px; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); }
  .about b, .about bdi.line { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .about b { color: var(--accent-ink); font-weight: 600; }
  .above { position: absolute; inset-inline: 12px; inset-block-end: calc(100% + 6px); z-index: 1; }
  @keyframes pop { from { scale: 0.7; opacity: 0; } }
  @media (prefers-reduced-motion: no-preference) { .send { animation: pop 120ms ease-out; } }
  @media (pointer: coarse) { .send { inline-size: 44px; block-size: 44px; } .emoji { display: none; } textarea { min-block-size: 44px; padding-block: 10px; padding-inline-end: 14px; max-block-size: calc(6 * 22 * var(--px) + 22px); } }
  @media (forced-colors: active) { textarea { border-color: currentColor; } .send { border: 1px solid ButtonText; } }
`;
