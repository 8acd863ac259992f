import { css } from 'lit';

/** The visual system: colours, radii and type, from the site's variables. Every element that stands alone includes it. */
export const tokens = css`
  :host {
    --accent: var(--foyer-accent, #2a5bd7);
    --on-accent: var(--foyer-on-accent, #fff);
    --accent-ink: light-dark(color-mix(in oklab, var(--accent) 92%, #000), color-mix(in oklab, var(--accent) 52%, #fff));
    --surface: light-dark(#ffffff, #17181a);
    --surface-2: light-dark(#f6f6f5, #1f2023);
    --surface-3: light-dark(#ecebe9, #2b2c30);
    --own: light-dark(color-mix(in oklab, var(--accent) 13%, #fff), color-mix(in oklab, var(--accent) 34%, #17181a));
    --note: light-dark(#fdf3d3, #3a3218);
    --line: light-dark(rgb(0 0 0 / 0.09), rgb(255 255 255 / 0.11));
    --text: light-dark(#1a1b1c, #f1f1ef);
    --text-2: light-dark(#5b5c5e, #b0b0ad);
    --text-3: light-dark(#66676a, #9b9c96);
    --danger: light-dark(#b3261e, #ff8a80);
    --live: light-dark(#1a7f4b, #46c07f);
    --shadow: 0 1px 2px rgb(0 0 0 / 0.06), 0 12px 40px rgb(0 0 0 / 0.16);
    --r-bubble: 16px;
    --r-joint: 5px;
    --r-field: 20px;
    --r-panel: var(--foyer-radius, 20px);
    font: 400 15px/1.4 var(--foyer-font, system-ui, sans-serif);
    color: var(--text);
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }
  /* Black or white on the accent, whichever contrasts more: they are equal at a luminance of 0.179. */
  @supports (color: color(from red xyz x y z)) {
    :host {
      --flip: clamp(0, (0.179 - y) * 9999, 1);
      --on-accent: var(--foyer-on-accent, color(from var(--accent) xyz calc(var(--flip) * 0.9505) var(--flip) calc(var(--flip) * 1.089)));
    }
  }
  * { box-sizing: border-box; }
  button { font: inherit; color: inherit; cursor: pointer; }
  :focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
  [hidden] { display: none !important; }
  .hidden-text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .round {
    display: grid; place-items: center; inline-size: 36px; block-size: 36px; padding: 0; border: 0; border-radius: 50%;
    background: none; color: var(--text-2);
  }
  .round:hover { background: var(--surface-3); color: var(--text); }
  @media (pointer: coarse) { .round { inline-size: 44px; block-size: 44px; } }
`;
