import { css } from 'lit';
import { palette } from '../themes/palette.styles.ts';

/** The visual system: colours, radii and type, from the site's variables. Every element that stands alone includes it. */
export const tokens = css`
  ${palette}
  :host {
    --r-bubble: 16px;
    --r-joint: 5px;
    --r-field: 20px;
    --r-card: 12px;
    --r-panel: var(--foyer-radius, 20px);
    /* A pixel of the size of text: what grows with it is measured in these. */
    --px: calc(1px * var(--foyer-text-scale, 1));
    font: 400 calc(15 * var(--px))/1.4 var(--foyer-font, system-ui, sans-serif);
    color: var(--text);
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }
  * { box-sizing: border-box; }
  button { font: inherit; color: inherit; cursor: pointer; }
  :focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
  [hidden] { display: none !important; }
  .points:dir(rtl) { scale: -1 1; }
  .hidden-text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .round {
    display: grid; place-items: center; inline-size: 36px; block-size: 36px; padding: 0; border: 0; border-radius: 50%;
    background: none; color: var(--text-2);
  }
  .round:hover { background: var(--surface-3); color: var(--text); }
  @media (pointer: coarse) { .round { inline-size: 44px; block-size: 44px; } }
`;
