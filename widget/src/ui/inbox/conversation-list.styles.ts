import { css } from 'lit';

export const conversationListStyles = css`
  :host { position: relative; display: block; overflow: hidden auto; background: var(--surface); scrollbar-width: thin; }
  ul { list-style: none; margin: 0; padding: 0; }
  /* Rows out of sight cost nothing. */
  li { position: relative; content-visibility: auto; contain-intrinsic-block-size: auto calc(24px + 40 * var(--px)); }
  .row {
    position: relative; display: grid; grid-template: 'face name time' calc(20 * var(--px)) 'face line marks' calc(20 * var(--px)) / 40px minmax(0, 1fr) auto; gap: 2px 12px; align-content: center; align-items: center;
    inline-size: 100%; block-size: calc(24px + 40 * var(--px)); padding: 0 16px; border: 0; background: none; text-align: start; line-height: calc(20 * var(--px));
  }
  button.row:hover:not([aria-current]) { background: var(--surface-2); }
  .row:focus-visible { outline-offset: -2px; }
  .row[aria-current] { background: var(--own); }
  .row[aria-current]::before { content: ''; position: absolute; inset-block: 8px; inset-inline-start: 0; inline-size: 3px; border-start-end-radius: 3px; border-end-end-radius: 3px; background: var(--accent-ink); }
  .row[aria-current] foyer-avatar { --avatar-ring: var(--own); }
  foyer-avatar { grid-area: face; }
  .name { grid-area: name; font-weight: 600; }
  .line { grid-area: line; display: flex; gap: 4px; color: var(--text-2); font-size: calc(14 * var(--px)); }
  .line > * { flex: none; }
  .line svg { display: block; inline-size: 16px; block-size: calc(20 * var(--px)); }
  /* A text ends in an ellipsis where it ends itself, also one that runs against the line; it starts where the line does. */
  .name, .line .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: -webkit-match-parent; text-align: match-parent; }
  .line .text { flex: 1; min-inline-size: 0; }
  .is-read, .typing { color: var(--accent-ink); }
  .draft { color: var(--danger); }
  time { grid-area: time; justify-self: end; font-size: calc(13 * var(--px)); color: var(--text-2); font-variant-numeric: tabular-nums; white-space: nowrap; }
  .marks { grid-area: marks; justify-self: end; display: flex; align-items: center; gap: 6px; }
  .marks svg { inline-size: 16px; block-size: 16px; color: var(--text-2); }
  .count {
    min-inline-size: calc(20 * var(--px)); block-size: calc(20 * var(--px)); padding-inline: 6px; border-radius: calc(10 * var(--px)); background: var(--accent); color: var(--on-accent);
    font-size: calc(12 * var(--px)); font-weight: 600; text-align: center; font-variant-numeric: tabular-nums;
  }
  .count.is-muted { background: var(--surface-3); color: var(--text-2); }
  /* In the place of the time, so that nothing moves. */
  .more {
    position: absolute; inset-block-start: 9px; inset-inline-end: 14px; display: grid; place-items: center; inline-size: 24px; block-size: 24px; padding: 0; border: 0; border-radius: 50%;
    background: none; color: var(--text-2); visibility: hidden;
  }
  .more:hover, .more[aria-expanded='true'] { background: var(--surface-3); color: var(--text); }
  li:is(:has(.more[aria-expanded='true']), :has(:focus-visible)) .more { visibility: visible; }
  li:is(:has(.more[aria-expanded='true']), :has(:focus-visible)):has(.more) time { opacity: 0; }
  @media not (pointer: coarse) {
    li:hover .more { visibility: visible; }
    li:hover:has(.more) time { opacity: 0; }
  }
  /* Pushed aside by the browser's own scrolling; the list itself goes up and down as ever. */
  .swiped li { display: flex; overflow: auto hidden; overscroll-behavior-x: contain; scroll-snap-type: x mandatory; scrollbar-width: none; }
  .swiped .row { flex: none; scroll-snap-align: start; user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; }
  .swiped .more { pointer-events: none; }
  .actions { flex: none; display: flex; scroll-snap-align: end; background: var(--surface-2); }
  .actions button {
    display: grid; justify-items: center; align-content: center; gap: 4px; min-inline-size: 68px; max-inline-size: 96px; padding: 4px 6px; border: 0; background: none; color: var(--text-2);
    font-size: calc(12 * var(--px)); line-height: calc(16 * var(--px)); text-align: center; hyphens: auto; overflow-wrap: anywhere;
  }
  .actions button:focus-visible { outline-offset: -2px; }
  .actions button:last-child { background: var(--surface-3); color: var(--text); }
  .filter { position: sticky; inset-block-start: 0; z-index: 1; display: flex; gap: 4px; padding: 8px 12px; background: var(--surface); overflow-x: auto; scrollbar-width: none; }
  .filter button { flex: none; padding: 0 12px; min-block-size: 32px; border: 0; border-radius: 16px; background: none; color: var(--text-2); font-size: calc(14 * var(--px)); }
  .filter button:hover { background: var(--surface-2); color: var(--text); }
  .filter button[aria-pressed='true'] { background: var(--surface-3); color: var(--text); font-weight: 600; }
  .empty { display: grid; justify-items: center; gap: 16px; padding: 48px 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
  .empty > svg { inline-size: 32px; block-size: 32px; color: var(--text-3); }
  .empty p { margin: 0; }
  .action { padding: 0 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .action:hover { background: var(--accent-hover); }
  /* A wait that is over in a moment is not worth a picture. */
  .wait { opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  .wait i { border-radius: 6px; background: var(--surface-3); block-size: 12px; }
  .wait i:nth-child(1) { grid-area: face; block-size: 40px; border-radius: 50%; }
  .wait i:nth-child(2) { grid-area: name; inline-size: 45%; }
  .wait i:nth-child(3) { grid-area: line; inline-size: 75%; }
  .wait li:nth-child(2n) i:nth-child(2) { inline-size: 60%; }
  .wait li:nth-child(2n) i:nth-child(3) { inline-size: 55%; }
  @keyframes appear { to { opacity: 1; } }
  @media (pointer: coarse) { .filter button { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) {
    .count, .action, .actions button { border: 1px solid; }
    .marks svg { color: CanvasText; }
    .wait i { border: 1px solid GrayText; }
    .filter button[aria-pressed='true'] { border: 1px solid; }
  }
`;
