import { LitElement, html } from 'lit';
import type { FoyerClient, Snapshot } from '../../client/api.ts';
import * as limits from '../../protocol/limits.ts';
import { GroupActs } from '../groups/group-acts.ts';
import { groupIcons } from '../groups/group-icons.ts';
import { groupFormStyles } from '../groups/groups.styles.ts';
import { localize } from '../localize-screen.ts';
import { sectionStyles } from '../settings/settings.styles.ts';
import { tokens } from '../tokens.styles.ts';
import { groupStyles } from './group.styles.ts';

/**
 * @tag foyer-group-name
 * @summary Changes the name of a group, for those who may.
 */
export class FoyerGroupName extends LitElement {
  static override properties = { client: { attribute: false }, snapshot: { attribute: false }, draft: { state: true } };
  static override styles = [tokens, sectionStyles, groupFormStyles, groupStyles];

  declare client: FoyerClient | undefined;
  declare snapshot: Pick<Snapshot, 'id' | 'title'>;
  /** What is written and not saved; `undefined` while nothing is changed. */
  declare draft: string | undefined;
  readonly #acts = new GroupActs(this, () => this.client);

  override render() {
    if (this.draft === undefined) return html`<button class="row" @click=${this.#onOpen}>${groupIcons.pencil}<span>${localize('renameGroup')}</span></button>`;
    const title = this.draft.trim();
    const { isBusy } = this.#acts;
    return html`
      <form class="open" @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        <label class="field">${localize('groupName')}
          <input name="title" dir="auto" autocomplete="off" enterkeyhint="done" maxlength=${limits.titleMaxLength} .value=${this.draft} @input=${(event: Event) => { this.draft = (event.target as HTMLInputElement).value; }}></label>
        ${this.#acts.line()}
        <div class="actions">
          <button class="plain" type="button" ?disabled=${isBusy} @click=${this.#close}>${localize('cancel')}</button>
          <button class="main" type="submit" ?disabled=${isBusy || title === '' || title === this.snapshot.title}>${localize('save')}</button>
        </div>
      </form>`;
  }

  readonly #onOpen = (): void => {
    this.draft = this.snapshot.title;
    void this.updateComplete.then(() => { this.renderRoot.querySelector('input')?.select(); });
  };

  readonly #close = (): void => {
    this.draft = undefined;
    this.#acts.fault = undefined;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.row')?.focus(); });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#close();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#save(this.draft?.trim() ?? '');
  };

  async #save(title: string): Promise<void> {
    if (title === '' || title === this.snapshot.title) return;
    if (await this.#acts.act((groups) => groups.rename(this.snapshot.id, title))) this.#close();
  }
}
