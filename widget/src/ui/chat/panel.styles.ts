import { css } from 'lit';

export const panelStyles = css`
  :host { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); overflow: hidden; background: var(--surface); }
  .layer { display: flex; flex-direction: column; min-block-size: 0; }
  .layer > :is(foyer-conversation, foyer-home, foyer-settings, foyer-info, foyer-ask, foyer-fault, .chats, .skeleton) { flex: 1; min-block-size: 0; }
  .bar { display: flex; align-items: center; gap: 4px; min-block-size: 56px; padding-block: 8px; padding-inline: 20px 12px; }
  .bar .back { margin-inline-start: -12px; }
  .bar h2 { flex: 1; min-inline-size: 0; margin: 0; font-size: 17px; font-weight: 600; line-height: 24px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .bar .fill { flex: 1; }
  .chats { display: grid; grid-template-rows: minmax(0, 1fr) auto; }
  .main { margin: 12px 20px 16px; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .tabs { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); border-block-start: 1px solid var(--line); padding-block-end: env(safe-area-inset-bottom); }
  .tabs button { display: grid; justify-items: center; gap: 2px; padding: 8px 4px 10px; border: 0; background: none; color: var(--text-2); font-size: 12px; line-height: 16px; }
  .tabs button:hover { color: var(--text); }
  .tabs button:focus-visible { outline-offset: -2px; border-radius: 8px; }
  .tabs button[aria-current] { color: var(--accent-ink); font-weight: 600; }
  .tabs span { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .skeleton { display: grid; align-content: end; gap: 10px; padding: 16px; opacity: 0; animation: appear 140ms ease-out 200ms forwards; }
  .skeleton:focus { outline: none; }
  .skeleton i { block-size: 38px; inline-size: 60%; border-radius: var(--r-bubble); background: var(--surface-3); }
  .skeleton i:nth-of-type(2) { inline-size: 45%; justify-self: end; background: var(--own); }
  .skeleton i:nth-of-type(3) { inline-size: 72%; }
  @keyframes appear { to { opacity: 1; } }
  @media (forced-colors: active) { .main { border: 1px solid; } .tabs button[aria-current] { text-decoration: underline; } }
`;
