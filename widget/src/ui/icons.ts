import { svg, type SVGTemplateResult } from 'lit';

/** One set: 20 px, strokes of 1.5 px in the colour of the text, hidden from screen readers. One that `points` along the line turns round where lines run from right to left. */
export const icon = (paths: SVGTemplateResult, points = false): SVGTemplateResult => svg`
  <svg class=${points ? 'points' : ''} width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

export const icons = {
  chat: icon(svg`<path d="M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.5v-3.5a1.5 1.5 0 0 1-1.5-1.5z"/>`),
  chevron: icon(svg`<path d="m5 7.5 5 5 5-5"/>`),
  close: icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`),
  back: icon(svg`<path d="m12 4.5-5.5 5.5 5.5 5.5"/>`, true),
  send: icon(svg`<path d="M10 16V4.5M5 9l5-5 5 5"/>`),
  clock: icon(svg`<circle cx="10" cy="10" r="5.5"/><path d="M10 7v3l2 1.5"/>`),
  tick: icon(svg`<path d="m5 10.5 3.5 3.5 7-8"/>`),
  ticks: icon(svg`<path d="m2 10.5 3.5 3.5 7-8M9.5 12.5 11 14l7-8"/>`),
  alert: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 6.5v4M10 13.4v.1"/>`),
  info: icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.3v4.2M10 6.5v.1"/>`),
};
