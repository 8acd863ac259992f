import { LitElement, css, html, svg } from 'lit';
import { icon } from '../icons.ts';
import { tokens } from '../tokens.styles.ts';
import { initialsOf, shadeOf } from './initials.ts';

/** Degrees on Oklch's wheel. One lightness for all: white on it has 5.5 : 1 and more, in both schemes. */
const hues = [255, 285, 320, 355, 25, 60, 100, 150, 185, 225];
const nobody = icon(svg`<circle cx="10" cy="7.5" r="3"/><path d="M4.5 16.5a5.5 5.5 0 0 1 11 0"/>`);

/**
 * @tag foyer-avatar
 * @summary A person's initials on a colour of their own, with a dot while they are here. Decoration: the name stands beside it.
 * @cssproperty --avatar-size - Width and height; 40 px by default.
 */
export class FoyerAvatar extends LitElement {
  static override properties = { name: {}, online: { type: Boolean, reflect: true } };
  static override styles = [tokens, css`
    :host { position: relative; display: inline-grid; inline-size: var(--avatar-size, 40px); block-size: var(--avatar-size, 40px); flex: none; user-select: none; }
    span {
      display: grid; place-items: center; overflow: hidden; border-radius: 50%; color: #fff; background: oklch(0.5 0.06 var(--hue));
      font-size: calc(var(--avatar-size, 40px) * 0.36); font-weight: 600; line-height: 1;
    }
    svg { inline-size: 55%; block-size: 55%; }
    :host([online])::after {
      content: ''; position: absolute; inset-block-end: 2%; inset-inline-end: 2%; inline-size: min(26%, 14px); block-size: min(26%, 14px); border-radius: 50%;
      background: var(--live); box-shadow: 0 0 0 2px var(--avatar-ring, var(--surface));
    }
    @media (forced-colors: active) {
      span { border: 1px solid; }
      :host([online])::after { forced-color-adjust: none; border: 1px solid Canvas; }
    }
  `, ...hues.map((hue, index) => css`.hue-${index} { --hue: ${hue}; }`)];

  declare name: string;
  declare online: boolean;

  constructor() {
    super();
    this.name = '';
    this.online = false;
  }

  override render() {
    return html`<span class="hue-${shadeOf(this.name, hues.length)}" aria-hidden="true">${initialsOf(this.name) || nobody}</span>`;
  }
}
