import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, FoyerClient, User } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { counterpart } from '../inbox/counterpart.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { ago } from '../times.ts';
import { tokens } from '../tokens.styles.ts';

/**
 * @tag foyer-chat-header
 * @summary Whom the panel is with: faces, a name, and who is here or was here last.
 * @event foyer-back - Back was asked for.
 * @event foyer-details - More about the conversation was asked for.
 * @event foyer-dismiss - Closing was asked for.
 * @csspart header - The bar.
 */
export class FoyerChatHeader extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, hasBack: { type: Boolean }, hasClose: { type: Boolean }, hasDetails: { type: Boolean } };
  static override styles = [tokens, css`
    :host { display: block; }
    .header { display: flex; align-items: center; gap: 4px; padding-block: 10px; padding-inline: 16px 12px; border-block-end: 1px solid var(--line); min-block-size: 64px; }
    foyer-faces { margin-inline-end: 8px; }
    .who { flex: 1; min-inline-size: 0; }
    h2, p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    h2 { font-size: calc(15 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); text-align: -webkit-match-parent; text-align: match-parent; }
    p { font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); }
    .back { margin-inline: -8px 0; }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  declare hasBack: boolean;
  declare hasClose: boolean;
  declare hasDetails: boolean;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);

  constructor() {
    super();
    this.hasBack = false;
    this.hasClose = false;
    this.hasDetails = false;
  }

  override render() {
    const snapshot = this.#snapshot.value;
    const { name, people } = snapshot ? counterpart(snapshot, this.#me.value?.id ?? '', false) : { name: localize('team'), people: this.#inbox.value?.team ?? [] };
    const faces = people.length === 0 ? [{ name }] : people.map((person) => ({ name: person.name, online: this.#isHere(person) }));
    return html`
      <div class="header" part="header">
        ${this.hasBack ? html`<button class="round back" aria-label=${localize('back')} @click=${() => { this.#ask('foyer-back'); }}>${icons.back}</button>` : nothing}
        <foyer-faces .people=${faces}></foyer-faces>
        <div class="who"><h2 dir="auto">${name}</h2><p>${this.#presenceLine(people)}</p></div>
        ${this.hasDetails ? html`<button class="round" aria-label=${localize('details')} @click=${() => { this.#ask('foyer-details'); }}>${icons.info}</button>` : nothing}
        ${this.hasClose ? html`<button class="round close" aria-label=${localize('closeChat')} @click=${() => { this.#ask('foyer-dismiss'); }}>${icons.close}</button>` : nothing}
      </div>`;
  }

  #isHere({ id }: User): boolean { return this.#presence.value?.get(id)?.online ?? false; }

  #presenceLine(people: readonly User[]): string {
    const here = people.find((person) => this.#isHere(person));
    const kind = this.#snapshot.value?.kind ?? 'support';
    if (here) return kind === 'direct' ? localize('here') : localize('isHere', { name: here.name });
    // Of a group one is told of those alone with whom one shares a chat: when they were here last says nothing of the others.
    const last = kind === 'group' ? 0 : Math.max(0, ...people.map(({ id }) => this.#presence.value?.get(id)?.lastSeenAt ?? 0));
    return last > 0 ? localize('lastSeen', { when: ago(last, Date.now()) }) : kind === 'support' ? localize('away') : '';
  }

  #ask(type: string): void { this.dispatchEvent(new CustomEvent(type)); }
}
