import { css } from 'lit';

export const threadStyles = css`
  :host { position: relative; display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
  .scroller {
    flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; overflow-anchor: none; padding: 12px 16px 8px;
    scrollbar-width: thin; scrollbar-color: var(--surface-3) transparent;
  }
  .log { display: flex; flex-direction: column; min-block-size: 100%; justify-content: flex-end; }
  .day, .new { align-self: center; margin-block: 16px 8px; font-size: 13px; color: var(--text-3); }
  .new { align-self: stretch; display: flex; align-items: center; gap: 12px; color: var(--accent-ink); font-weight: 600; }
  .new::before, .new::after { content: ''; flex: 1; border-block-start: 1px solid var(--line); }
  /* Over the thread, not in it, so that nothing moves; and only when it takes a while. */
  .older {
    position: absolute; inset-block-start: 8px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; padding: 4px 12px; border-radius: 14px;
    background: var(--surface); border: 1px solid var(--line); font-size: 13px; color: var(--text-2); opacity: 0; animation: appear 140ms 200ms forwards;
  }
  @keyframes appear { to { opacity: 1; } }
  .empty { margin: auto; padding: 24px; text-align: center; color: var(--text-2); text-wrap: balance; }
  .row { display: grid; grid-template-columns: 28px minmax(0, 1fr); column-gap: 8px; margin-block-start: 2px; align-items: end; }
  .row.first { margin-block-start: 10px; }
  .row.own { grid-template-columns: minmax(0, 1fr); justify-items: end; }
  .row foyer-avatar { --avatar-size: 28px; grid-row: 1; }
  .row:not(.own) .bubble, .row:not(.own) .meta { grid-column: 2; justify-self: start; }
  .author { grid-column: 2; font-size: 13px; font-weight: 600; color: var(--text-2); padding-inline: 12px; margin-block-end: 2px; }
  .row:has(.author) foyer-avatar { grid-row: 2; }
  .bubble {
    max-inline-size: min(85%, 560px); padding: 8px 12px; border-radius: var(--r-bubble); background: var(--surface-3);
    overflow-wrap: anywhere; white-space: pre-wrap;
  }
  .own .bubble { background: var(--own); }
  .row:not(.own):not(.first) .bubble { border-start-start-radius: var(--r-joint); }
  .row:not(.own):not(.last) .bubble { border-end-start-radius: var(--r-joint); }
  .own:not(.first) .bubble { border-start-end-radius: var(--r-joint); }
  .own:not(.last) .bubble { border-end-end-radius: var(--r-joint); }
  .bubble.gone { color: var(--text-2); font-style: italic; background: none; border: 1px solid var(--line); }
  .bubble a { color: var(--accent-ink); }
  .meta {
    display: flex; align-items: center; gap: 4px; padding: 4px 12px 0; font-size: 12px; line-height: 16px; color: var(--text-3);
    font-variant-numeric: tabular-nums;
  }
  .meta svg { inline-size: 16px; block-size: 16px; }
  .meta .is-read { color: var(--accent-ink); display: flex; }
  .meta .tick { display: flex; }
  .meta.failed { color: var(--danger); flex-wrap: wrap; justify-content: flex-end; }
  .meta button { border: 0; background: none; padding: 4px; min-block-size: 24px; color: var(--accent-ink); font-weight: 600; }
  .typing { display: inline-flex; gap: 4px; padding: 12px; border-radius: var(--r-bubble); background: var(--surface-3); grid-column: 2; justify-self: start; }
  .typing i { inline-size: 6px; block-size: 6px; border-radius: 50%; background: var(--text-3); animation: dot 1.2s infinite ease-in-out; }
  .typing i:nth-child(2) { animation-delay: 0.15s; }
  .typing i:nth-child(3) { animation-delay: 0.3s; }
  @keyframes dot { 0%, 60%, 100% { opacity: 0.4; } 30% { opacity: 1; } }
  .latest {
    position: absolute; inset-block-end: 12px; inset-inline-end: 16px; background: var(--surface); border: 1px solid var(--line);
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.12);
  }
  @media (prefers-reduced-motion: reduce) { .typing i { animation: none; } }
  @media (forced-colors: active) { .bubble { border: 1px solid; } }
`;
