import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, GroupRole, GroupTools, Person, Snapshot } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { whoRefused } from '../../protocol/groups.ts';
import { GroupActs } from '../groups/group-acts.ts';
import { groupIcons } from '../groups/group-icons.ts';
import { groupFormStyles } from '../groups/groups.styles.ts';
import { listIcons } from '../inbox/list-icons.ts';
import { localize } from '../localize-screen.ts';
import { canWriteTo, companions } from '../people/acquaintances.ts';
import { isStranger } from '../people/strangers.ts';
import { seenText } from '../people/seen-text.ts';
import { writeButton, writeButtonStyles } from '../people/write-button.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { groupStyles } from './group.styles.ts';
import { memberActions, rankOf, type MemberAction } from './member-actions.ts';
import { membersStyles } from './members.styles.ts';

/** Of a long list of people; the rest at the press of a button. */
const peopleFirst = 20;

/**
 * @tag foyer-group-members
 * @summary The members of a group with their roles; what may be done with each opens under the name. Who may add people does it here.
 * @event {CustomEvent<{with: string}>} foyer-pick - The conversation with somebody was asked for.
 */
export class FoyerGroupMembers extends LitElement {
  static override properties = {
    client: { attribute: false }, snapshot: { attribute: false }, canManage: { type: Boolean }, canAdd: { type: Boolean }, isWhole: { state: true }, opened: { state: true }, isHandingOver: { state: true }, chosen: { state: true },
  };
  static override styles = [tokens, sectionStyles, groupFormStyles, groupStyles, writeButtonStyles, membersStyles, css`
    .add { border-block-start: 1px solid var(--line); }
  `];

  declare client: FoyerClient | undefined;
  declare snapshot: Pick<Snapshot, 'id' | 'people'>;
  declare canManage: boolean;
  declare canAdd: boolean;
  declare isWhole: boolean;
  /** Id of the member under whose name it stands what may be done with them. */
  declare opened: string | undefined;
  declare isHandingOver: boolean;
  /** Ids of those who are to be added; `undefined` while nobody is being chosen. */
  declare chosen: readonly string[] | undefined;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #acts = new GroupActs(this, () => this.client);

  constructor() {
    super();
    this.canManage = false;
    this.canAdd = false;
    this.isWhole = false;
    this.isHandingOver = false;
  }

  override render() {
    const me = this.#me.value?.id ?? '';
    const members = this.snapshot.people.filter(({ hasLeft }) => !hasLeft)
      .sort((a, b) => rankOf(a) - rankOf(b) || Number(this.#isHere(b)) - Number(this.#isHere(a)) || a.name.localeCompare(b.name));
    const shown = this.isWhole ? members : members.slice(0, peopleFirst);
    const myRole = members.find(({ id }) => id === me)?.role;
    return html`
      <section aria-labelledby="people">
        <h3 id="people" tabindex="-1">${localize('people')}</h3>
        <div class="group">
          <ul>${shown.map((person) => this.#member(person, me, this.canManage ? memberActions(myRole, person, me) : []))}</ul>
          ${this.canAdd ? this.#adding(members) : nothing}
        </div>
        ${shown.length < members.length ? html`<button class="whole" @click=${() => { this.isWhole = true; }}>${localize('showEverybody', { count: members.length })}</button>` : nothing}
      </section>`;
  }

  #member(person: Person, me: string, actions: readonly MemberAction[]) {
    const { site = { direct: false } } = this.#inbox.value ?? {};
    const canBeBlocked = isStranger(person, this.#me.value);
    const hasMore = actions.length > 0 || canBeBlocked;
    const isOpen = person.id === this.opened && hasMore;
    return html`
      <li data-id=${person.id} @keydown=${this.#onKey}>
        <foyer-avatar .name=${person.name} .online=${this.#isHere(person)}></foyer-avatar>
        <span class="who"><span class="name" dir="auto">${person.name}</span><span class="seen">${this.#about(person, me)}</span></span>
        <span class="buttons">
          ${canWriteTo(person, me, site) ? writeButton(person, this) : nothing}
          ${!hasMore ? nothing : html`<button class="round more" aria-expanded=${isOpen ? 'true' : 'false'} aria-label=${localize('actionsFor', { name: person.name })} @click=${() => { this.#toggle(person.id); }}>${listIcons.more}</button>`}
        </span>
        ${isOpen ? html`<div class="acts" role="group" aria-label=${localize('actionsFor', { name: person.name })}>
          ${this.isHandingOver ? this.#handOver(person) : actions.length === 0 ? nothing : this.#actions(person, actions)}${this.#acts.line()}
          ${canBeBlocked && !this.isHandingOver ? html`<foyer-person-acts .client=${this.client} .person=${person} .conversation=${this.snapshot.id}></foyer-person-acts>` : nothing}
        </div>` : nothing}
      </li>`;
  }

  #actions(person: Person, actions: readonly MemberAction[]) {
    return html`<div class="actions">${actions.map(({ label, role, isGrave = false }) => html`
      <button class="plain ${isGrave ? 'danger' : ''}" ?disabled=${this.#acts.isBusy} @click=${() => { if (role === 'owner') this.#askToHandOver(); else void this.#set(person, role); }}>${localize(label)}</button>`)}</div>`;
  }

  #handOver(person: Person) {
    const { isBusy } = this.#acts;
    return html`
      <p>${localize('makeOwnerText', { name: person.name })}</p>
      <div class="actions">
        <button class="plain cancel" ?disabled=${isBusy} @click=${() => { this.isHandingOver = false; this.#focusOn('.acts button'); }}>${localize('cancel')}</button>
        <button class="main" ?disabled=${isBusy} @click=${() => { void this.#set(person, 'owner'); }}>${localize('makeOwner')}</button>
      </div>`;
  }

  #adding(members: readonly Person[]) {
    const { chosen } = this;
    if (chosen === undefined) return html`<button class="row add" @click=${this.#onAdd}>${groupIcons.add}<span>${localize('addPeople')}</span></button>`;
    const { conversations = [], site = { direct: false } } = this.#inbox.value ?? {};
    const people = companions(conversations, this.#me.value?.id ?? '', site).filter(({ id }) => members.every((member) => member.id !== id));
    const { isBusy } = this.#acts;
    return html`
      <div class="open add" role="group" aria-label=${localize('addPeople')} @keydown=${this.#onAddKey}>
        ${people.length === 0 ? html`<p>${localize('nobodyToAdd')}</p>` : html`
          <foyer-people-picker .people=${people} .chosen=${chosen} .isDisabled=${isBusy} @foyer-choose=${(event: CustomEvent<{ chosen: string[] }>) => { this.chosen = event.detail.chosen; }}></foyer-people-picker>`}
        ${this.opened === undefined ? this.#acts.line(people) : nothing}
        <div class="actions">
          <button class="plain" ?disabled=${isBusy} @click=${this.#stopAdding}>${localize('cancel')}</button>
          ${people.length === 0 ? nothing : html`<button class="main" ?disabled=${isBusy || chosen.length === 0} @click=${() => { void this.#add(chosen); }}>${localize('add')}</button>`}
        </div>
      </div>`;
  }

  readonly #onAdd = (): void => {
    this.opened = undefined;
    this.chosen = [];
    this.#acts.fault = undefined;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('foyer-people-picker, .add .plain')?.focus(); });
  };

  readonly #stopAdding = (): void => {
    this.chosen = undefined;
    this.#acts.fault = undefined;
    this.#focusOn('.row.add');
  };

  readonly #onAddKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#stopAdding();
  };

  /** One after the other: where the group is full, those before are in it, and where somebody is not to be added, all the others. */
  async #add(chosen: readonly string[]): Promise<void> {
    const { id } = this.snapshot;
    const isDone = await this.#acts.act(async (groups) => {
      const refused: string[] = [];
      for (const user of chosen) {
        await groups.setRole(id, user, 'member').catch((error: unknown) => {
          if (whoRefused(error).length === 0) throw error;
          refused.push(user);
        });
        this.chosen = this.chosen?.filter((one) => one !== user);
      }
      if (refused.length > 0) throw new FoyerError('out-of-reach', { details: { users: refused } });
    });
    if (isDone) this.#stopAdding();
    else if (this.chosen?.length === 0) this.#focusOn('.open.add .plain');
  }

  #toggle(id: string): void {
    this.opened = this.opened === id ? undefined : id;
    this.isHandingOver = false;
    this.chosen = undefined;
    this.#acts.fault = undefined;
  }

  /** Closes what is open under a name, the innermost first. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.opened === undefined) return;
    event.preventDefault();
    const { opened } = this;
    if (this.isHandingOver) {
      this.isHandingOver = false;
      this.#focusOn('.acts button');
    } else {
      this.opened = undefined;
      this.#focusOn(`li[data-id="${opened}"] .more`);
    }
  };

  #askToHandOver(): void {
    this.isHandingOver = true;
    this.#focusOn('.cancel');
  }

  async #set({ id }: Person, role: GroupRole | null): Promise<void> {
    const group = this.snapshot.id;
    const work = (groups: GroupTools): Promise<void> => (role === null ? groups.remove(group, id) : groups.setRole(group, id, role));
    if (!(await this.#acts.act(work))) return;
    this.opened = undefined;
    this.isHandingOver = false;
    this.#focusOn(`li[data-id="${id}"] .more`, '#people');
  }

  /** Whichever of them is there first. */
  #focusOn(...selectors: string[]): void {
    void this.updateComplete.then(() => {
      for (const selector of selectors) {
        const found = this.renderRoot.querySelector<HTMLElement>(selector);
        if (found) { found.focus(); return; }
      }
    });
  }

  #about(person: Person, me: string): string {
    const role = person.role === 'owner' || person.role === 'admin' ? localize(person.role) : '';
    return [role, person.id === me ? localize('you') : seenText(this.#presence.value?.get(person.id))].filter((part) => part !== '').join(' · ');
  }

  #isHere({ id }: Person): boolean { return this.#presence.value?.get(id)?.online ?? false; }
}
