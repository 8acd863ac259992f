import { LitElement, css, html, nothing } from 'lit';
import type { ConversationHandle, FoyerClient, Person, Snapshot } from '../../client/api.ts';
import { defaultPermissions } from '../../protocol/groups.ts';
import { GroupActs } from '../groups/group-acts.ts';
import { groupIcons } from '../groups/group-icons.ts';
import { groupFormStyles } from '../groups/groups.styles.ts';
import { FoyerPeoplePicker } from '../groups/people-picker.ts';
import { localize } from '../localize-screen.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { FoyerGroupLink } from './group-link.ts';
import { FoyerGroupMembers } from './group-members.ts';
import { FoyerGroupName } from './group-name.ts';
import { FoyerGroupRules } from './group-rules.ts';
import { groupStyles } from './group.styles.ts';

/**
 * @tag foyer-group
 * @summary Who is in a group and how it is run: its members and what they may do, for those who may its name and the link into it; and the way out.
 * @event {CustomEvent<{with: string}>} foyer-pick - The conversation with somebody was asked for.
 * @event {CustomEvent<{place: string}>} foyer-go - The visitor has left: the list should show.
 */
export class FoyerGroup extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, isLeaving: { state: true } };
  static override styles = [tokens, sectionStyles, groupFormStyles, groupStyles, css`
    :host { display: grid; gap: 24px; }
  `];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  /** It is asked once more. */
  declare isLeaving: boolean;
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #refused = new StoreController(this, () => this.conversation?.refused);
  readonly #acts = new GroupActs(this, () => this.client);

  constructor() {
    super();
    this.isLeaving = false;
  }

  override render() {
    const snapshot = this.#snapshot.value;
    const me = this.#me.value;
    const self = snapshot?.people.find((person) => person.id === me?.id && !person.hasLeft);
    // Whoever was taken out meanwhile reads what they had, and does nothing more here.
    if (!snapshot || !self || this.#refused.value) return nothing;
    const { client } = this;
    const { permissions = defaultPermissions } = snapshot;
    const canManage = (self.role === 'owner' || self.role === 'admin') && !me?.blocked;
    const may = (rule: keyof typeof permissions): boolean => canManage || (permissions[rule] === 'all' && !me?.blocked);
    return html`
      <foyer-group-members .client=${client} .snapshot=${snapshot} .canManage=${canManage} .canAdd=${may('add')} @foyer-pick=${this.#pass}></foyer-group-members>
      <foyer-group-rules .client=${client} .conversationId=${snapshot.id} .permissions=${permissions} .canManage=${canManage}></foyer-group-rules>
      <div class="group">
        ${may('rename') ? html`<foyer-group-name .client=${client} .snapshot=${snapshot}></foyer-group-name>` : nothing}
        ${may('add') ? html`<foyer-group-link .client=${client} .conversationId=${snapshot.id}></foyer-group-link>` : nothing}
        ${this.isLeaving ? this.#sure(snapshot, self) : html`<button class="row danger" @click=${this.#onLeave}>${groupIcons.leave}<span>${localize('leaveGroup')}</span></button>`}
      </div>`;
  }

  #sure({ people }: Omit<Snapshot, 'messages'>, { role }: Person) {
    const isLast = people.every(({ id, hasLeft }) => hasLeft || id === this.#me.value?.id);
    const { isBusy } = this.#acts;
    return html`
      <div class="sure" role="group" aria-label=${localize('leaveGroup')} @keydown=${this.#onKey}>
        <p>${localize(isLast ? 'leaveLastText' : role === 'owner' ? 'leaveOwnerText' : 'leaveText')}</p>
        ${this.#acts.line()}
        <div class="actions">
          <button class="plain" ?disabled=${isBusy} @click=${this.#onStay}>${localize('cancel')}</button>
          <button class="final" ?disabled=${isBusy} @click=${() => { void this.#leave(); }}>${localize('leaveGroup')}</button>
        </div>
      </div>`;
  }

  readonly #onLeave = (): void => {
    this.isLeaving = true;
    // The careful choice has the focus.
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.plain')?.focus(); });
  };

  readonly #onStay = (): void => {
    this.isLeaving = false;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.danger')?.focus(); });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#onStay();
  };

  async #leave(): Promise<void> {
    const id = this.conversation?.id ?? '';
    if (await this.#acts.act((groups) => groups.leave(id)) && this.isConnected) this.dispatchEvent(new CustomEvent('foyer-go', { detail: { place: 'chats' } }));
  }

  readonly #pass = ({ type, detail }: CustomEvent<unknown>): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };
}

/** What this file brings, by tag. */
export const groupElements = {
  'foyer-people-picker': FoyerPeoplePicker, 'foyer-group-members': FoyerGroupMembers, 'foyer-group-name': FoyerGroupName, 'foyer-group-link': FoyerGroupLink, 'foyer-group-rules': FoyerGroupRules, 'foyer-group': FoyerGroup,
};
