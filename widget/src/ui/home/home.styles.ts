import { css } from 'lit';

export const homeStyles = css`
  :host { display: flex; flex-direction: column; align-items: stretch; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; background: var(--surface); scrollbar-width: thin; }
  foyer-unsent { --gap: 16px; --radius: 12px; }
  .notice { margin: 0 0 16px; padding: 10px 14px; border-radius: 12px; background: var(--surface-2); color: var(--text-2); font-size: calc(13 * var(--px)); }
  .news { display: flex; gap: 8px; overflow-wrap: anywhere; }
  .news svg { flex: none; block-size: calc(18 * var(--px)); }
  .news span { flex: 1; min-inline-size: 0; line-height: calc(18 * var(--px)); }
  foyer-faces { margin-block-end: 16px; --avatar-size: 48px; }
  h2 { margin: 0; font-size: calc(24 * var(--px)); font-weight: 650; line-height: calc(32 * var(--px)); letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
  h2:focus-visible { outline: none; }
  .sub { margin: 4px 0 0; color: var(--text-2); }
  .main {
    display: flex; align-items: center; justify-content: center; gap: 8px; flex: none; min-block-size: 44px; margin-block-start: 20px; padding: 8px 20px;
    border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .second {
    display: flex; align-items: center; justify-content: center; gap: 8px; flex: none; min-block-size: 44px; margin-block-start: 8px; padding: 8px 20px;
    border: 0; border-radius: 22px; background: var(--surface-3); font-weight: 600;
  }
  .second:hover { background: color-mix(in oklab, var(--surface-3) 92%, var(--text)); }
  .second svg { color: var(--text-2); }
  .recent { flex: none; margin-block-start: 16px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .all { align-self: center; margin-block-start: 8px; padding: 8px 16px; min-block-size: 36px; border: 0; border-radius: 18px; background: none; color: var(--accent-ink); font-weight: 600; }
  .all:hover { background: var(--surface-2); }
  h3 { margin: 24px 0 8px; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
  section, ul { flex: none; }
  ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .recent + ul, .all + ul, .main + ul, .second + ul, section + ul { margin-block-start: 16px; }
  li + li { border-block-start: 1px solid var(--line); }
  .person, a { display: flex; align-items: center; gap: 12px; min-block-size: 52px; padding: 8px 16px; }
  .person { flex-wrap: wrap; gap: 8px 12px; padding-inline-end: 12px; }
  /* Where there is no room beside the name, the button stands below it. */
  .person .name { flex-basis: 6em; }
  .write { margin-inline-start: auto; }
  .name { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
  .name, .news span { text-align: -webkit-match-parent; text-align: match-parent; }
  a { color: inherit; text-decoration: none; }
  a .name { font-weight: 400; }
  a svg { flex: none; color: var(--text-2); }
  a:hover { background: var(--surface-2); }
  a:focus-visible { outline-offset: -2px; }
  @media (forced-colors: active) { .main, .second, .all { border: 1px solid; } }
`;
