import { css } from 'lit';

export const infoStyles = css`
  :host { display: flex; flex-direction: column; gap: 24px; overflow-y: auto; overscroll-behavior: contain; padding: 16px 20px 20px; background: var(--surface); scrollbar-width: thin; }
  .top { display: grid; justify-items: center; gap: 2px; text-align: center; --avatar-size: 72px; }
  h3 { margin: 10px 0 0; font-size: calc(18 * var(--px)); font-weight: 600; line-height: calc(24 * var(--px)); overflow-wrap: anywhere; }
  h3:focus-visible { outline: none; }
  .top p { margin: 0; color: var(--text-2); }
  .mute { display: flex; align-items: center; gap: 8px; margin-block-start: 12px; padding: 4px 18px 4px 14px; min-block-size: 40px; border: 0; border-radius: 20px; background: var(--surface-3); font-weight: 600; }
  .mute:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
  .mute svg { color: var(--text-2); }
  .day { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 12px; min-block-size: 52px; padding: 6px 16px; border: 1px solid var(--line); border-radius: 12px; font-weight: 600; }
  .day input { max-inline-size: 100%; min-block-size: 36px; padding: 0 10px; border: 1px solid var(--line); border-radius: 9px; background: var(--surface); color: var(--text); font: inherit; font-size: max(16px, 16 * var(--px)); font-weight: 400; }
  .fault { margin: 8px 0 0; color: var(--danger); }
  .top .fault { margin-block-start: 8px; color: var(--danger); }
  h4 { margin: 0 0 8px; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
  ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  li + li { border-block-start: 1px solid var(--line); }
  li:not(:has(a)), a { align-items: center; min-block-size: 60px; padding: 8px 16px; }
  a { display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; column-gap: 12px; }
  li:not(:has(a)) { display: flex; flex-wrap: wrap; gap: 8px 12px; }
  li > .who { flex: 1 1 6em; }
  a { color: inherit; text-decoration: none; }
  a:hover { background: var(--surface-2); }
  a:focus-visible { outline-offset: -2px; }
  a i { display: grid; place-items: center; inline-size: 40px; block-size: 40px; border-radius: 10px; background: var(--surface-3); color: var(--text-2); }
  .who { display: grid; min-inline-size: 0; }
  .name { font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
  .name, .seen { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .seen, time { font-size: calc(13 * var(--px)); color: var(--text-2); }
  time { font-variant-numeric: tabular-nums; }
  .none { margin: 0; color: var(--text-2); }
  .more { inline-size: 100%; margin-block-start: 8px; padding: 8px 16px; min-block-size: 44px; border: 0; border-radius: 22px; background: none; color: var(--accent-ink); font-weight: 600; }
  .more:hover { background: var(--surface-2); }
  @media (pointer: coarse) { .mute { min-block-size: 44px; border-radius: 22px; } }
  @media (forced-colors: active) { .mute { border: 1px solid; } }
`;
