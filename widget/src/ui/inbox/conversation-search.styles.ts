import { css } from 'lit';

export const conversationSearchStyles = css`
  :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
  .head { display: flex; flex: none; align-items: center; gap: 4px; min-block-size: 56px; padding-block: 8px; padding-inline: 16px 12px; border-block-end: 1px solid var(--line); }
  /* The icon stands where the line of the page begins, also before a text that runs the other way. */
  .field { display: flex; flex: 1; align-items: center; gap: 8px; min-inline-size: 0; min-block-size: 40px; padding-inline: 12px 14px; border: 1px solid transparent; border-radius: 20px; background: var(--surface-3); }
  .field svg { flex: none; color: var(--text-2); }
  .field:focus-within { border-color: var(--accent-ink); }
  input {
    flex: 1; min-inline-size: 0; align-self: stretch; padding: 0; border: 0; background: none; color: var(--text); font: inherit; font-size: max(16px, 16 * var(--px)); text-overflow: ellipsis; appearance: none;
    text-align: -webkit-match-parent; text-align: match-parent;
  }
  input:focus-visible { outline: none; }
  input::placeholder { color: var(--text-2); opacity: 1; }
  input::-webkit-search-cancel-button { display: none; }
  .found { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; }
  ul { list-style: none; margin: 0; padding: 0; }
  .hit {
    display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 12px; align-items: start; inline-size: 100%; min-block-size: 64px; padding: 10px 16px; border: 0; background: none;
    text-align: start; line-height: calc(20 * var(--px));
  }
  .hit:hover { background: var(--surface-2); }
  .hit:focus-visible { outline-offset: -2px; }
  .hit[aria-current] { background: var(--own); }
  .words { display: grid; gap: 2px; min-inline-size: 0; }
  .top { display: flex; gap: 12px; align-items: baseline; }
  .name { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
  time { font-size: calc(13 * var(--px)); color: var(--text-2); white-space: nowrap; font-variant-numeric: tabular-nums; }
  .excerpt {
    display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; font-size: calc(14 * var(--px)); color: var(--text-2);
    text-align: -webkit-match-parent; text-align: match-parent;
  }
  mark { background: none; color: var(--text); font-weight: 600; }
  .button { display: block; margin: 8px auto 16px; padding: 8px 20px; min-block-size: 40px; border: 0; border-radius: 20px; background: var(--surface-3); font-weight: 600; }
  .button:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
  .partial { margin: 0; padding: 10px 16px; border-block-end: 1px solid var(--line); color: var(--text-2); font-size: calc(13 * var(--px)); }
  .status { margin: 0; padding: 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
  .status:empty { display: none; }
  .fault { color: var(--danger); }
  /* A wait that is over in a moment is not worth a word. */
  .busy { opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  @keyframes appear { to { opacity: 1; } }
  @media (pointer: coarse) { .field, .button { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) { .field, .button { border: 1px solid; } .field:focus-within { outline: 2px solid Highlight; } mark { text-decoration: underline; } }
`;
