import { css } from 'lit';

export const membersStyles = css`
  h3:focus-visible { outline: none; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; min-block-size: 60px; padding-block: 8px; padding-inline: 16px 12px; }
  li + li { border-block-start: 1px solid var(--line); }
  /* Where there is no room beside the name, the buttons stand below it. */
  .who { display: grid; flex: 1 1 6em; min-inline-size: 0; }
  .name { font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
  .name, .seen { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .seen { font-size: calc(13 * var(--px)); color: var(--text-2); }
  .buttons { display: flex; align-items: center; gap: 4px; margin-inline-start: auto; }
  .acts { flex-basis: 100%; display: grid; gap: 8px; padding-block: 0 4px; }
  .acts p { margin: 0; color: var(--text-2); }
  .acts .fault { color: var(--danger); }
  .acts .actions { justify-content: flex-start; }
  .whole { inline-size: 100%; margin-block-start: 8px; padding: 8px 16px; min-block-size: 44px; border: 0; border-radius: 22px; background: none; color: var(--accent-ink); font-weight: 600; }
  .whole:hover { background: var(--surface-2); }
`;
