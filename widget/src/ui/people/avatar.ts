import { LitElement, css, html } from 'lit';
import { tokens } from '../tokens.styles.ts';

const hues = [250, 330, 20, 70, 150, 190, 290];

function initialsOf(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1) ?? '';
  return ([...first][0] ?? '?').toUpperCase() + ([...last][0] ?? '').toUpperCase();
}

/**
 * @tag foyer-avatar
 * @summary A person's initials on a colour of their own, with a dot while they are here. Decoration: the name stands beside it.
 */
export class FoyerAvatar extends LitElement {
  static override properties = { name: {}, online: { type: Boolean, reflect: true } };
  static override styles = [tokens, css`
    :host { position: relative; display: inline-grid; inline-size: var(--avatar-size, 40px); block-size: var(--avatar-size, 40px); flex: none; }
    span {
      display: grid; place-items: center; border-radius: 50%; color: #fff; font-size: calc(var(--avatar-size, 40px) * 0.36); font-weight: 600; line-height: 1;
      background: oklch(0.5 0.07 var(--hue));
    }
    :host([online])::after {
      content: ''; position: absolute; inset-block-end: 0; inset-inline-end: 0; inline-size: 26%; block-size: 26%; border-radius: 50%;
      background: var(--live); box-shadow: 0 0 0 2px var(--surface);
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
    const sum = [...this.name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
    return html`<span class="hue-${sum % hues.length}" aria-hidden="true">${initialsOf(this.name)}</span>`;
  }
}
