import { css } from 'lit';

/**
 * For the element that stands in a page of somebody else: nothing that the page says of all elements reaches what is drawn.
 * `!important` of a shadow tree counts before that of the page; what is inherited ends at `.frame`, which the page cannot name.
 * Custom properties and the direction pass.
 */
export const pageProof = css`
  :host(:not([hidden])) { display: contents !important; zoom: 1 !important; }
  :host(:is([mode='inline'], [mode='page']):not([hidden])) { display: block !important; block-size: 100%; }
  .frame { all: initial; color-scheme: light dark; font: 400 15px/1.4 var(--foyer-font, system-ui, sans-serif); color: var(--text); }
  :host([scheme='light']) .frame { color-scheme: light; }
  :host([scheme='dark']) .frame { color-scheme: dark; }
  @media (forced-colors: active) { .frame .launcher, .frame .panel { border: 1px solid; } }
  @media print { :host(:not([mode='inline'], [mode='page'])) .frame { display: none; } }
`;
