import { css } from 'lit';

export const threadStyles = css`
  :host { position: relative; display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
  .scroller {
    position: relative; flex: 1; min-block-size: 0; overflow: hidden auto; overscroll-behavior: contain; overflow-anchor: none; padding: 12px 16px 8px;
    scrollbar-width: thin; scrollbar-color: var(--surface-3) transparent;
  }
  .scroller:focus-visible { outline-offset: -2px; }
  .log { display: flex; flex-direction: column; min-block-size: 100%; justify-content: flex-end; }
  .log > * { flex: none; }
  /* Gaps are paddings: the height of a row is all of it. */
  .aside { padding-block-start: 10px; }
  .day, .new { padding-block: 16px 8px; font-size: calc(13 * var(--px)); color: var(--text-3); text-align: center; }
  .new { display: flex; align-items: center; gap: 12px; color: var(--accent-ink); font-weight: 600; }
  .new::before, .new::after { content: ''; flex: 1; border-block-start: 1px solid var(--line); }
  /* Over the thread, not in it, so that nothing moves; and only when it takes a while. */
  .float {
    position: absolute; inset-inline: 0; margin-inline: auto; inline-size: fit-content; padding: 4px 12px; border-radius: 14px;
    background: var(--surface); border: 1px solid var(--line); font-size: calc(13 * var(--px)); color: var(--text-2); max-inline-size: calc(100% - 32px);
  }
  .older { inset-block-start: 8px; opacity: 0; animation: appear 140ms 200ms forwards; }
  .toast { inset-block-end: 12px; background: var(--text); color: var(--surface); border: 0; }
  @keyframes appear { to { opacity: 1; } }
  .empty { margin: auto; padding: 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
  .empty button, .retry-all { border: 0; background: none; padding: 4px 8px; min-block-size: 32px; color: var(--accent-ink); font-weight: 600; }
  .retry-all { align-self: flex-end; }
  .skeleton { display: grid; gap: 10px; opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  .skeleton i { block-size: 37px; inline-size: 60%; margin-inline-start: 36px; border-radius: var(--r-bubble); background: var(--surface-3); }
  .skeleton i:nth-child(even) { inline-size: 45%; justify-self: end; background: var(--own); }
  .row {
    position: relative; display: grid; grid-template: '. author' auto 'face say' auto '. reactions' auto '. meta' auto / 28px minmax(0, 1fr); column-gap: 8px;
    justify-items: start; padding-block-start: 2px;
  }
  .row.first { padding-block-start: 10px; }
  .row.own { grid-template-columns: 0 minmax(0, 1fr); column-gap: 0; justify-items: end; }
  .row:focus { outline: none; }
  .row:focus-visible .bubble { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
  .row foyer-avatar { --avatar-size: 28px; grid-area: face; align-self: end; }
  .author { grid-area: author; font-size: calc(13 * var(--px)); font-weight: 600; color: var(--text-2); padding-inline: 12px; margin-block-end: 2px; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: -webkit-match-parent; text-align: match-parent; }
  .say { grid-area: say; position: relative; max-inline-size: min(88%, 560px); min-inline-size: 0; }
  .bubble { padding: 8px 12px; border-radius: var(--r-bubble); background: var(--surface-3); overflow-wrap: anywhere; }
  .bubble > [dir] { white-space: pre-wrap; }
  .own .bubble { background: var(--own); }
  .row:not(.own):not(.first) .bubble { border-start-start-radius: var(--r-joint); }
  .row:not(.own):not(.last) .bubble { border-end-start-radius: var(--r-joint); }
  .own:not(.first) .bubble { border-start-end-radius: var(--r-joint); }
  .own:not(.last) .bubble { border-end-end-radius: var(--r-joint); }
  .bubble.gone { color: var(--text-2); font-style: italic; background: none; border: 1px solid var(--line); padding: 7px 11px; }
  .bubble a { color: var(--accent-ink); }
  .quote {
    display: block; max-inline-size: 100%; margin: 1px 0 6px; padding-block: 1px; padding-inline: 9px 0; border: 0; border-inline-start: 3px solid var(--accent-ink);
    background: none; text-align: start; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2);
  }
  .quote b, .line { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .quote b { color: var(--accent-ink); font-weight: 600; }
  .reactions { grid-area: reactions; position: relative; display: flex; flex-wrap: wrap; gap: 4px; margin-block-start: -6px; margin-inline: 10px; }
  .reactions button {
    padding: 0 7px; min-block-size: 24px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); font-size: calc(13 * var(--px)); line-height: calc(20 * var(--px)); color: var(--text-2);
    font-variant-numeric: tabular-nums; white-space: nowrap;
  }
  .reactions button:hover { background: var(--surface-2); }
  .reactions [aria-pressed='true'] { border-color: var(--accent-ink); background: var(--own); color: var(--text); }
  .meta {
    grid-area: meta; display: flex; align-items: center; gap: 4px; padding: 4px 12px 0; font-size: calc(12 * var(--px)); line-height: calc(16 * var(--px)); color: var(--text-3);
    font-variant-numeric: tabular-nums;
  }
  .own .meta { padding-inline-end: 4px; }
  .meta svg { inline-size: 16px; block-size: 16px; }
  .meta .is-read { color: var(--accent-ink); display: flex; }
  .meta .tick { display: flex; }
  .meta.failed { color: var(--danger); flex-wrap: wrap; justify-content: flex-end; }
  .acts { display: flex; }
  .meta button, .gone button { border: 0; background: none; padding: 4px; min-block-size: 24px; color: var(--accent-ink); font-weight: 600; }
  .gone button { padding-block: 0; font-style: normal; }
  .typing { grid-area: say; display: inline-flex; align-items: center; gap: 4px; block-size: 37px; padding: 0 14px; border-radius: var(--r-bubble); background: var(--surface-3); }
  .typing i { inline-size: 6px; block-size: 6px; border-radius: 50%; background: var(--text-3); animation: dot 1.2s infinite ease-in-out; }
  .typing i:nth-child(2) { animation-delay: 0.15s; }
  .typing i:nth-child(3) { animation-delay: 0.3s; }
  @keyframes dot { 0%, 60%, 100% { opacity: 0.4; } 30% { opacity: 1; } }
  .latest {
    position: absolute; z-index: 1; inset-block-end: 12px; inset-inline-end: 16px; background: var(--surface); border: 1px solid var(--line);
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.12);
  }
  .count {
    position: absolute; inset-block-start: -8px; inset-inline-start: 50%; translate: -50%; min-inline-size: calc(20 * var(--px)); block-size: calc(20 * var(--px)); padding-inline: 6px; border-radius: calc(10 * var(--px));
    background: var(--accent); color: var(--on-accent); font-size: calc(12 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); font-variant-numeric: tabular-nums;
  }
  .latest:dir(rtl) .count { translate: 50%; }
  .flash .bubble { animation: flash 1.4s ease-out; }
  @keyframes flash { 0%, 40% { box-shadow: 0 0 0 3px var(--accent-ink); } }
  @media (prefers-reduced-motion: no-preference) {
    .enter { animation: enter 150ms ease-out; }
    @keyframes enter { from { opacity: 0; translate: 0 10px; } }
    .reactions button { animation: pop 150ms ease-out; }
    @keyframes pop { from { scale: 0.8; } }
  }
  @media (prefers-reduced-motion: reduce) {
    .typing i { animation: none; }
    .flash .bubble { animation: none; box-shadow: 0 0 0 3px var(--accent-ink); }
  }
  @media (pointer: coarse) {
    .row { -webkit-touch-callout: none; }
    .bubble { user-select: none; -webkit-user-select: none; }
    .reactions button { min-block-size: 32px; padding-inline: 10px; border-radius: 16px; }
    .meta button, .gone button, .retry-all { min-block-size: 44px; padding-inline: 8px; }
    .acts { margin-block: -8px; }
  }
  @media (forced-colors: active) {
    .bubble { border: 1px solid; padding: 7px 11px; }
    .reactions [aria-pressed='true'] { border-color: Highlight; }
    .flash .bubble { outline: 3px solid Highlight; }
  }
`;
