import { LitElement, css, html } from 'lit';
import { tokens } from '../tokens.styles.ts';

/** One of those who may be shown. */
export interface Face { readonly name: string; readonly online?: boolean }

/**
 * @tag foyer-faces
 * @summary A few people, one overlapping the next, first who is here. Decoration: what they are stands beside it.
 * @cssproperty --avatar-size - Width and height of one; 40 px by default.
 */
export class FoyerFaces extends LitElement {
  static override properties = { people: { attribute: false }, max: { type: Number } };
  static override styles = [tokens, css`
    :host { display: inline-flex; flex: none; isolation: isolate; }
    foyer-avatar { border-radius: 50%; box-shadow: 0 0 0 2px var(--surface); }
    /* Its dot lies over the next one. */
    foyer-avatar[online] { z-index: 1; }
    foyer-avatar + foyer-avatar { margin-inline-start: calc(var(--avatar-size, 40px) * -0.2); }
  `];

  declare people: readonly Face[];
  declare max: number;

  constructor() {
    super();
    this.people = [];
    this.max = 3;
  }

  override render() {
    return [...this.people].sort((a, b) => Number(b.online ?? false) - Number(a.online ?? false)).slice(0, this.max).map(({ name, online = false }) => html`<foyer-avatar .name=${name} .online=${online}></foyer-avatar>`);
  }
}
