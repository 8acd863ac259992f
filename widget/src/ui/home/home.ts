import { LitElement, html, nothing } from 'lit';
import type { FoyerClient, Person, SiteFacts, Summary, User } from '../../client/api.ts';
import { isArchived } from '../../client/arrangement.ts';
import { shellIcons } from '../chat/shell-icons.ts';
import { groupIcons } from '../groups/group-icons.ts';
import { askForGroup } from '../groups/ask-for-group.ts';
import { icons } from '../icons.ts';
import { listed } from '../inbox/listed.ts';
import { localize } from '../localize-screen.ts';
import { acquaintances } from '../people/acquaintances.ts';
import { StoreController } from '../store-controller.ts';
import { followLink } from '../thread/follow-link.ts';
import { tokens } from '../tokens.styles.ts';
import { writeButton, writeButtonStyles } from '../people/write-button.ts';
import { homeStyles } from './home.styles.ts';
import { openingText } from './opening-text.ts';
import { OpeningWatch } from './opening-watch.ts';

const facesMax = 4;
const chatsMax = 3;
const peopleMax = 5;
const minuteMs = 60_000;
const answerTimes = [[10 * minuteMs, 'answersMinutes'], [60 * minuteMs, 'answersHour'], [6 * 60 * minuteMs, 'answersHours'], [24 * 60 * minuteMs, 'answersDay']] as const;

/**
 * @tag foyer-home
 * @summary Where a visitor begins: the team's faces, one sentence, one clear action, and the chats they had lately; what the site tells, and whom they could write to.
 * @event foyer-start - Writing to the team was asked for.
 * @event {CustomEvent<object>} foyer-pick - A conversation was chosen: `{id}`, or `{with}` a user.
 * @event {CustomEvent<{href: string}>} foyer-link - Cancelable: a link is about to be followed.
 * @event foyer-all - The whole list was asked for.
 * @event {CustomEvent<{name: string}>} foyer-cover - A new `group` was asked for.
 * @csspart list - The list of recent chats.
 */
export class FoyerHome extends LitElement {
  static override properties = { client: { attribute: false }, greeting: {}, notice: {} };
  static override styles = [tokens, homeStyles, writeButtonStyles];

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
  readonly #opening = new OpeningWatch(this, () => this.#inbox.value?.site.hours);

  constructor() {
    super();
    this.greeting = '';
    this.notice = '';
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.main')?.focus(); }

  override render() {
    const { team = [], conversations = [], answerMs = 0, site = { direct: false } } = this.#inbox.value ?? {};
    const opening = this.#opening.value;
    const chats = listed(conversations).filter((summary) => !isArchived(summary, Date.now()));
    const faces = team.map((person) => ({ name: person.name, online: this.#isHere(person) }));
    const here = faces.find(({ online }) => online);
    return html`
      <foyer-unsent .client=${this.client}></foyer-unsent>
      ${this.notice === '' ? nothing : html`<p class="notice" role="status">${this.notice}</p>`}
      ${site.notice === undefined ? nothing : html`<p class="notice news">${icons.info}<span dir="auto">${site.notice}</span></p>`}
      ${faces.length === 0 ? nothing : html`<foyer-faces .people=${faces} .max=${facesMax}></foyer-faces>`}
      <h2 tabindex="-1">${this.greeting || localize('greeting')}</h2>
      ${here ? html`<p class="sub">${localize('isHere', { name: here.name })}</p>` : nothing}
      ${opening ? html`<p class="sub">${openingText(opening, Date.now())}</p>` : nothing}
      ${opening?.isOpen === false ? nothing : this.#usual(answerMs)}
      <button class="main" @click=${() => { this.#ask('foyer-start'); }}>${icons.chat}<span>${localize('newChat')}</span></button>
      ${site.direct && !this.#me.value?.blocked ? html`<button class="second" @click=${() => { askForGroup(this); }}>${groupIcons.people}<span>${localize('newGroup')}</span></button>` : nothing}
      ${chats.length === 0 ? nothing : this.#recent(chats)}
      ${this.#people(acquaintances(conversations, this.#me.value?.id ?? '', site).slice(0, peopleMax))}
      ${this.#links(site.links ?? [])}`;
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

  #people(people: readonly Person[]) {
    if (people.length === 0) return nothing;
    return html`
      <section aria-labelledby="people">
        <h3 id="people">${localize('people')}</h3>
        <ul role="list">${people.map((person) => html`
          <li class="person">
            <foyer-avatar .name=${person.name} .online=${this.#isHere(person)}></foyer-avatar>
            <span class="name" dir="auto">${person.name}</span>
            ${writeButton(person, this)}
          </li>`)}
        </ul>
      </section>`;
  }

  #links(links: NonNullable<SiteFacts['links']>) {
    if (links.length === 0) return nothing;
    return html`
      <ul role="list" aria-label=${localize('links')}>${links.map(({ label, url }) => html`
        <li><a href=${url} target="_blank" rel="noopener noreferrer" @click=${followLink}>
          <span class="name" dir="auto">${label}</span>${shellIcons.outside}<span class="hidden-text">${localize('opensOutside')}</span>
        </a></li>`)}
      </ul>`;
  }

  #isHere({ id }: User): boolean { return this.#presence.value?.get(id)?.online ?? false; }
  #ask(type: string): void { this.dispatchEvent(new CustomEvent(type)); }
}
