import { css } from 'lit';

/** Buttons, fields and headings, the same on every screen of the desk. */
export const controls = css`
  h1, h2, h3, p { margin: 0; }
  h1 { font-size: 18px; line-height: 24px; font-weight: 600; }
  h2 { font-size: 15px; line-height: 20px; font-weight: 600; }
  h3 { font-size: 13px; line-height: 18px; font-weight: 600; color: var(--text-2); }
  svg { flex: none; }
  .pill {
    display: inline-flex; align-items: center; gap: 8px; min-block-size: 36px; padding: 0 14px; border: 1px solid var(--line); border-radius: 18px;
    background: none; font-size: 14px; font-weight: 600; white-space: nowrap;
  }
  .pill:hover { background: var(--surface-2); }
  .pill svg { inline-size: 18px; block-size: 18px; }
  .pill.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
  .pill.primary:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .pill:disabled { background: var(--surface-3); border-color: transparent; color: var(--text-3); cursor: default; }
  .pill.quiet { border-color: transparent; color: var(--accent-ink); }
  .pill.danger { color: var(--danger); }
  label.field { display: grid; gap: 4px; font-size: 13px; font-weight: 600; }
  input.text, textarea.text {
    inline-size: 100%; min-inline-size: 0; min-block-size: 40px; padding: 8px 12px; border: 1px solid var(--text-3); border-radius: 10px;
    background: var(--surface); color: var(--text); font: inherit; font-size: 16px; font-weight: 400; line-height: 22px;
  }
  textarea.text { resize: vertical; min-block-size: 96px; }
  input.text:focus-visible, textarea.text:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: -1px; }
  .hint { font-size: 13px; font-weight: 400; color: var(--text-2); }
  .fault { font-size: 14px; color: var(--danger); }
  .empty { padding: 40px 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
  kbd {
    display: inline-block; min-inline-size: 20px; padding: 0 6px; border: 1px solid var(--line); border-radius: 5px; font: inherit; font-size: 12px; line-height: 18px;
    text-align: center; color: var(--text-2);
  }
  @media (pointer: coarse), (max-width: 720px) {
    .pill { min-block-size: 44px; border-radius: 22px; }
    .round { inline-size: 44px; block-size: 44px; }
    input.text { min-block-size: 44px; }
  }
`;
