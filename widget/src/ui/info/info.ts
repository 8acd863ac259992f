import { LitElement, html, nothing } from 'lit';
import type { Arrangement, ConversationHandle, FoyerClient, Person } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { shellIcons } from '../chat/shell-icons.ts';
import { counterpart } from '../inbox/counterpart.ts';
import { revealOnTop } from '../home/reveal-on-top.ts';
import { muteAction } from '../inbox/row-actions.ts';
import { localize } from '../localize-screen.ts';
import { FoyerReport } from '../people/report.ts';
import { seenText } from '../people/seen-text.ts';
import { StoreController } from '../store-controller.ts';
import { followLink } from '../thread/follow-link.ts';
import { listTime } from '../list-time.ts';
import { tokens } from '../tokens.styles.ts';
import { firstSince } from './first-since.ts';
import { groupElements } from './group.ts';
import { infoStyles } from './info.styles.ts';
import { FoyerPersonActs } from './person-acts.ts';
import { sharedLinks } from './shared-links.ts';
import { FoyerStarredHere } from './starred-here.ts';

/** Of a long list of people; the rest at the press of a button. */
const peopleFirst = 20;

/**
 * @tag foyer-info
 * @summary About a conversation: who is in it and when they were last here, whether it is muted, the way to a day, the links that were sent, and what one does against somebody.
 * @event {CustomEvent<{with: string}>} foyer-pick - The conversation with somebody was asked for.
 * @event foyer-back - A day was chosen: the thread should come to the top, to show it.
 * @event {CustomEvent<{place: string}>} foyer-go - The visitor is not in the group any more: the list should show.
 */
export class FoyerInfo extends LitElement {
  static override properties = { client: { attribute: false }, conversation: { attribute: false }, isWhole: { state: true }, fault: { state: true }, day: { state: true } };
  static override styles = [tokens, infoStyles];

  declare client: FoyerClient | undefined;
  declare conversation: ConversationHandle | undefined;
  declare isWhole: boolean;
  /** Why it could not be muted. */
  declare fault: string | undefined;
  /** How it is with the day that was asked for. */
  declare day: 'none' | 'sought' | 'failed';
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #timeline = new StoreController(this, () => this.conversation?.timeline);
  readonly #presence = new StoreController(this, () => this.client?.presence);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #inbox = new StoreController(this, () => this.client?.inbox);

  constructor() {
    super();
    this.isWhole = false;
    this.day = 'none';
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('h3')?.focus(); }

  override render() {
    const snapshot = this.#snapshot.value;
    if (!snapshot) return nothing;
    const me = this.#me.value?.id ?? '';
    const { name, people } = counterpart(snapshot, me, false);
    const isGroup = snapshot.kind === 'group';
    const listed = [...people].sort((a, b) => Number(this.#isHere(b)) - Number(this.#isHere(a)) || a.name.localeCompare(b.name));
    return html`
      <div class="top">
        <foyer-avatar .name=${name} .online=${!isGroup && people.some((person) => this.#isHere(person))}></foyer-avatar>
        <h3 tabindex="-1"><bdi>${name}</bdi></h3>
        ${isGroup ? html`<p>${localize('members', { count: snapshot.people.filter(({ hasLeft }) => !hasLeft).length })}</p>` : snapshot.kind === 'direct' && people[0] ? html`<p>${seenText(this.#presence.value?.get(people[0].id))}</p>` : nothing}
        ${this.#mute(snapshot.id)}
      </div>
      ${isGroup ? html`<foyer-group .client=${this.client} .conversation=${this.conversation} @foyer-pick=${this.#pass} @foyer-go=${this.#onLeft}></foyer-group>`
        : snapshot.kind === 'direct' || listed.length === 0 ? nothing : this.#people(listed)}
      ${snapshot.lastSeq === 0 ? nothing : this.#days()}
      ${snapshot.lastSeq === 0 || this.#me.value?.kind === 'staff' ? nothing : html`<foyer-starred-here .client=${this.client} .conversation=${this.conversation}></foyer-starred-here>`}
      ${this.#links()}
      ${snapshot.kind === 'direct' ? people.map((person) => this.#acts(person)) : nothing}`;
  }

  #acts(person: Person) {
    return html`<foyer-person-acts .client=${this.client} .person=${person} .conversation=${this.conversation?.id ?? ''}></foyer-person-acts>`;
  }

  #days() {
    const today = new Date();
    // Local, as the separators of the thread are.
    const max = new Date(today.getTime() - today.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    return html`
      <section>
        <label class="day"><span>${localize('goToDay')}</span><input type="date" min="2000-01-01" max=${max} ?disabled=${this.day === 'sought'} @change=${this.#onDay}></label>
        ${this.day === 'failed' ? html`<p class="fault" role="alert">${localize('notDone')}</p>` : nothing}
      </section>`;
  }

  /** A year that is being typed is no day within the bounds yet. */
  readonly #onDay = (event: Event): void => {
    const { value, validity } = event.target as HTMLInputElement;
    if (value !== '' && validity.valid) void this.#goTo(new Date(`${value}T00:00`).getTime());
  };

  async #goTo(at: number): Promise<void> {
    const { conversation } = this;
    if (!conversation) return;
    this.day = 'sought';
    try {
      const seq = await firstSince({ timeline: conversation.timeline, loadOlder: () => conversation.loadOlder() }, at);
      if (!this.isConnected || seq === undefined) return;
      const panel = this.getRootNode() as ShadowRoot;
      this.dispatchEvent(new CustomEvent('foyer-back'));
      await revealOnTop(panel, { id: conversation.id, opened: (panel.host as LitElement).updateComplete.then(() => undefined) }, seq);
      this.day = 'none';
    } catch {
      this.day = 'failed';
    }
  }

  /** One that is in no list cannot be muted. */
  #mute(conversationId: string) {
    const summary = this.#inbox.value?.conversations.find(({ id }) => id === conversationId);
    if (!summary) return nothing;
    const { label, icon, change = {} } = muteAction(summary, Date.now());
    return html`
      <button class="mute" @click=${() => { void this.#arrange(conversationId, change); }}>${icon}${localize(label)}</button>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}`;
  }

  async #arrange(conversationId: string, change: Arrangement): Promise<void> {
    this.fault = undefined;
    try {
      (await this.client?.listTools())?.arrange(conversationId, change);
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'offline';
    }
  }

  #people(listed: readonly Person[]) {
    const shown = this.isWhole ? listed : listed.slice(0, peopleFirst);
    return html`
      <section aria-labelledby="people">
        <h4 id="people">${localize('people')}</h4>
        <ul role="list">${shown.map((person) => html`
          <li>
            <foyer-avatar .name=${person.name} .online=${this.#isHere(person)}></foyer-avatar>
            <span class="who"><span class="name" dir="auto">${person.name}</span><span class="seen">${seenText(this.#presence.value?.get(person.id))}</span></span>
          </li>`)}
        </ul>
        ${shown.length < listed.length ? html`<button class="more" @click=${() => { this.isWhole = true; }}>${localize('showEverybody', { count: listed.length })}</button>` : nothing}
      </section>`;
  }

  #links() {
    const links = sharedLinks(this.#timeline.value?.items ?? []);
    return html`
      <section aria-labelledby="links">
        <h4 id="links">${localize('sharedLinks')}</h4>
        ${links.length === 0 ? html`<p class="none">${localize('noSharedLinks')}</p>` : html`
          <ul role="list">${links.map(({ href, host, path, at }) => html`
            <li><a href=${href} target="_blank" rel="noopener noreferrer nofollow" @click=${followLink}>
              <i>${shellIcons.link}</i>
              <span class="who"><span class="name"><bdi>${host}</bdi></span><span class="seen"><bdi>${path}</bdi></span></span>
              <time datetime=${new Date(at).toISOString()}>${listTime(at, Date.now())}</time>
            </a></li>`)}
          </ul>`}
      </section>`;
  }

  /** The list has come in the place of all layers, and takes the focus. */
  readonly #onLeft = (event: CustomEvent<unknown>): void => {
    const panel = (this.getRootNode() as ShadowRoot).host as LitElement;
    this.#pass(event);
    void ((panel.getRootNode() as ShadowRoot).host as LitElement).updateComplete.then(() => { panel.focus(); });
  };

  readonly #pass = ({ type, detail }: CustomEvent<unknown>): void => { this.dispatchEvent(new CustomEvent(type, { detail })); };

  #isHere({ id }: Person): boolean { return this.#presence.value?.get(id)?.online ?? false; }
}

/** What this file brings, by tag. */
export const elements = { ...groupElements, 'foyer-info': FoyerInfo, 'foyer-starred-here': FoyerStarredHere, 'foyer-person-acts': FoyerPersonActs, 'foyer-report': FoyerReport };
