import { LitElement, html, nothing } from 'lit';
import type { FoyerClient, Summary, User } from '../../client/api.ts';
import { isArchived } from '../../client/arrangement.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { homeStyles } from './home.styles.ts';

const facesMax = 4;
const chatsMax = 3;
const minuteMs = 60_000;
const answerTimes = [[10 * minuteMs, 'answersMinutes'], [60 * minuteMs, 'answersHour'], [6 * 60 * minuteMs, 'answersHours'], [24 * 60 * minuteMs, 'answersDay']] as const;

/**
 * @tag foyer-home
 * @summary Where a visitor begins: the team's faces, one sentence, one clear action, and the chats they had lately.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @event foyer-all - The whole list was asked for.
 * @csspart list - The list of recent chats.
 */
export class FoyerHome extends LitElement {
  static override properties = { client: { attribute: false }, greeting: {}, notice: {} };
  static override styles = [tokens, homeStyles];

  declare client: FoyerClient | undefined;
  /** The site's own words in place of ours. */
  declare greeting: string;
  /** Something that has just been done, to be said once. */
  declare notice: string;
  readonly #inbox = new StoreController(this, () => this.client?.inbox);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #drafts = new StoreController(this, () => this.client?.drafts);
  readonly #typing = new StoreController(this, () => this.client?.typing);

  constructor() {
    super();
    this.greeting = '';
    this.notice = '';
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.main')?.focus(); }

  override render() {
    const { team = [], conversations = [], answerMs = 0 } = this.#inbox.value ?? {};
    const chats = conversations.filter((summary) => summary.lastMessage !== null && !isArchived(summary, Date.now()));
    const faces = team.map((person) => ({ name: person.name, online: this.#isHere(person) }));
    const here = faces.find(({ online }) => online);
    return html`
      ${this.notice === '' ? nothing : html`<p class="notice" role="status">${this.notice}</p>`}
      ${faces.length === 0 ? nothing : html`<foyer-faces .people=${faces} .max=${facesMax}></foyer-faces>`}
      <h2 tabindex="-1">${this.greeting || localize('greeting')}</h2>
      ${here ? html`<p class="sub">${localize('isHere', { name: here.name })}</p>` : nothing}
      ${this.#usual(answerMs)}
      <button class="main" @click=${() => { this.#ask('foyer-start'); }}>${icons.chat}<span>${localize('newChat')}</span></button>
      ${chats.length === 0 ? nothing : this.#recent(chats)}`;
  }

  /** How long an answer takes, in words that promise no minutes. */
  #usual(answerMs: number) {
    const [, key] = answerTimes.find(([max]) => answerMs <= max) ?? [];
    return key === undefined || answerMs === 0 ? nothing : html`<p class="sub">${localize(key)}</p>`;
  }

  #recent(chats: readonly Summary[]) {
    return html`
      <div class="recent">
        <foyer-conversation-list exportparts="list" .conversations=${chats.slice(0, chatsMax)} .presence=${this.#presence.value ?? new Map()}
          .drafts=${this.#drafts.value ?? new Map()} .typing=${this.#typing.value ?? new Map()} .me=${this.#me.value?.id ?? ''}></foyer-conversation-list>
      </div>
      ${chats.length > chatsMax ? html`<button class="all" @click=${() => { this.#ask('foyer-all'); }}>${localize('allChats')}</button>` : nothing}`;
  }

  #isHere({ id }: User): boolean { return this.#presence.value?.get(id)?.online ?? false; }
  #ask(type: string): void { this.dispatchEvent(new CustomEvent(type)); }
}
