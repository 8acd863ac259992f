import { LitElement, css, html } from 'lit';
import type { FoyerClient, Person } from '../../client/api.ts';
import * as limits from '../../protocol/limits.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import { localize } from '../localize-screen.ts';
import { companions } from '../people/acquaintances.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { GroupActs } from './group-acts.ts';
import { groupFormStyles } from './groups.styles.ts';

/**
 * @tag foyer-new-group
 * @summary The layer in which a group is made: its name, and who is in it of those whom one shares conversations with.
 * @event {CustomEvent<{id: string}>} foyer-pick - The group is there, and should open.
 * @event foyer-back - The screen is left.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerNewGroup extends LitElement {
  static override properties = { client: { attribute: false }, canClose: { type: Boolean }, name: { state: true }, chosen: { state: true } };
  static override styles = [tokens, barStyles, groupFormStyles, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    form { flex: 1; min-block-size: 0; display: flex; flex-direction: column; }
    .fields { flex: 1; min-block-size: 0; display: flex; flex-direction: column; gap: 20px; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; scrollbar-width: thin; }
    fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
    legend { margin-block-end: 8px; padding: 0; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
    form > .main { flex: none; margin: 12px 20px max(16px, env(safe-area-inset-bottom)); }
  `];

  declare client: FoyerClient | undefined;
  declare canClose: boolean;
  declare name: string;
  /** Ids of those who are to be in it. */
  declare chosen: readonly string[];
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #acts = new GroupActs(this, () => this.client);

  constructor() {
    super();
    this.canClose = false;
    this.name = '';
    this.chosen = [];
  }

  override focus(): void { this.renderRoot.querySelector('input')?.focus(); }

  override render() {
    const { conversations = [], site = { direct: false } } = this.#inbox.value ?? {};
    const people = companions(conversations, this.#me.value?.id ?? '', site);
    const { isBusy } = this.#acts;
    return html`
      ${bar({ title: localize('newGroup'), hasBack: true, canClose: this.canClose, ask: this.#ask })}
      <form @submit=${this.#onSubmit}>
        <div class="fields">
          <label class="field">${localize('groupName')}
            <input name="title" dir="auto" autocomplete="off" enterkeyhint="done" maxlength=${limits.titleMaxLength} ?disabled=${isBusy} .value=${this.name}
              @input=${(event: Event) => { this.name = (event.target as HTMLInputElement).value; }}></label>
          ${people.length === 0 ? html`<p class="none">${localize('nobodyToChoose')}</p>` : this.#people(people)}
          ${this.#acts.line(people, 'notGathered')}
        </div>
        <button class="main" type="submit" ?disabled=${isBusy || this.name.trim() === ''}>${localize('makeGroup')}</button>
      </form>`;
  }

  #people(people: readonly Person[]) {
    return html`
      <fieldset>
        <legend>${localize('groupPeople')}</legend>
        <foyer-people-picker .people=${people} .chosen=${this.chosen} .isDisabled=${this.#acts.isBusy}
          @foyer-choose=${(event: CustomEvent<{ chosen: string[] }>) => { this.chosen = event.detail.chosen; }}></foyer-people-picker>
      </fieldset>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.name.trim() !== '') void this.#make();
  };

  async #make(): Promise<void> {
    let id = '';
    const isMade = await this.#acts.act(async (groups) => { id = await groups.create(this.name.trim(), this.chosen); });
    // It is made without them at the next press, or not.
    this.chosen = this.chosen.filter((one) => !this.#acts.refused.includes(one));
    if (!isMade) return;
    // Who has gone elsewhere meanwhile stays there: the group is in the list.
    if (!this.isConnected) return;
    // The thread comes in the place of this screen.
    this.#ask('foyer-back');
    this.dispatchEvent(new CustomEvent('foyer-pick', { detail: { id } }));
  }

  readonly #ask = (type: string): void => { this.dispatchEvent(new CustomEvent(type)); };
}
