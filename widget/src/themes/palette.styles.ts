import { css } from 'lit';

/*
 * The colours, from the site's variables. Every one may be set as `--foyer-<name>`; `light-dark()` in it tells the schemes apart.
 *
 *   accent       the site's colour: primary button, send, count, launcher
 *   on-accent    text on it: black or white, whichever contrasts more
 *   accent-ink   the accent as text, tick or ring: its hue at a lightness that has 4.5 : 1 on every surface and on `own`
 *   own          own bubbles and the chosen row: a tint of the accent at a fixed lightness, so that text on it keeps the normal colour
 *
 * A lightness in Oklch is nearly a luminance (its cube), whatever the hue: that is why bounds on it bound the contrast.
 * The browser tests measure it over accents of every kind.
 */
export const palette = css`
  :host {
    --accent: var(--foyer-accent, #2a5bd7);
    --on-accent: var(--foyer-on-accent, #fff);
    --accent-hover: color-mix(in oklab, var(--accent) 88%, #000);
    --accent-ink: var(--foyer-accent-ink, light-dark(color-mix(in oklab, var(--accent) 60%, #000), color-mix(in oklab, var(--accent) 40%, #fff)));
    --own: var(--foyer-own, light-dark(color-mix(in oklab, var(--accent) 13%, #fff), color-mix(in oklab, var(--accent) 20%, #17181a)));
    --surface: var(--foyer-surface, light-dark(#fff, #17181a));
    --surface-2: var(--foyer-surface-2, light-dark(#f6f6f5, #1f2023));
    --surface-3: var(--foyer-surface-3, light-dark(#ecebe9, #2b2c30));
    --note: var(--foyer-note, light-dark(#fdf3d3, #3a3218));
    --line: var(--foyer-line, light-dark(rgb(0 0 0 / 0.09), rgb(255 255 255 / 0.11)));
    --text: var(--foyer-text, light-dark(#1a1b1c, #f1f1ef));
    --text-2: var(--foyer-text-2, light-dark(#5b5c5e, #b0b0ad));
    --text-3: var(--foyer-text-3, light-dark(#66676a, #a3a49e));
    --danger: var(--foyer-danger, light-dark(#b3261e, #ff8a80));
    --live: var(--foyer-live, light-dark(#1a7f4b, #46c07f));
    --shadow: 0 1px 2px rgb(0 0 0 / 0.06), 0 12px 40px rgb(0 0 0 / 0.16);
  }
  /* Black and white contrast equally with a luminance of 0.179. */
  @supports (color: oklch(from red calc(l * 1) c h)) {
    :host {
      --flip: clamp(0, (0.179 - y) * 9999, 1);
      --on-accent: var(--foyer-on-accent, color(from var(--accent) xyz calc(var(--flip) * 0.9505) var(--flip) calc(var(--flip) * 1.089)));
      --accent-ink: var(--foyer-accent-ink, light-dark(oklch(from var(--accent) min(l, 0.48) min(c, 0.19) h), oklch(from var(--accent) max(l, 0.77) min(c, 0.12) h)));
      --own: var(--foyer-own, light-dark(oklch(from var(--accent) 0.93 min(c, 0.03) h), oklch(from var(--accent) 0.32 min(c, 0.07) h)));
    }
  }
  /* Safari before 17.5 knows one scheme. */
  @supports not (color: light-dark(#000, #fff)) {
    :host {
      --accent-ink: var(--foyer-accent-ink, color-mix(in oklab, var(--accent) 60%, #000));
      --own: var(--foyer-own, color-mix(in oklab, var(--accent) 13%, #fff));
      --surface: #fff; --surface-2: #f6f6f5; --surface-3: #ecebe9; --note: #fdf3d3; --line: rgb(0 0 0 / 0.09);
      --text: #1a1b1c; --text-2: #5b5c5e; --text-3: #66676a; --danger: #b3261e; --live: #1a7f4b;
    }
  }
  @media (prefers-contrast: more) {
    :host { --line: light-dark(#000, #fff); --text: light-dark(#000, #fff); --text-2: var(--text); --text-3: var(--text); --surface-2: var(--surface); --danger: light-dark(#8c1610, #ffb4ab); }
  }
  @media (forced-colors: active) {
    :host {
      --accent: ButtonFace; --on-accent: ButtonText; --accent-hover: ButtonFace; --accent-ink: LinkText; --own: Canvas; --surface: Canvas; --surface-2: Canvas; --surface-3: Canvas; --note: Canvas;
      --line: CanvasText; --text: CanvasText; --text-2: CanvasText; --text-3: CanvasText; --danger: CanvasText; --live: Highlight;
    }
  }
`;
