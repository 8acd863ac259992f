import { LitElement, css, html } from 'lit';
import { tokens } from '../tokens.styles.ts';

/** Who may be shown; more than `max` are cut. */
export interface Face { readonly name: string; readonly online?: boolean }

/**
 * @tag foyer-faces
 * @summary A few people, one overlapping the next. Decoration: what they are stands beside it.
 * @cssproperty --avatar-size - Width and height of one; 40 px by default.
 */
export class FoyerFaces extends LitElement {
  static override properties = { people: { attribute: false }, max: { type: Number } };
  static override styles = [tokens, css`
    :host { display: inline-flex; flex: none; }
    foyer-avatar { border-radius: 50%; box-shadow: 0 0 0 2px var(--surface); }
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
    return this.people.slice(0, this.max).map(({ name, online = false }) => html`<foyer-avatar .name=${name} .online=${online}></foyer-avatar>`);
  }
}
