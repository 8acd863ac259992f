import type { DeskResponses, DeskTools, FoyerClient, Summary, VisitorPage } from '@foyer-chat/widget/headless';
import { ago, dateTime, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { deviceName, languageName, shortUrl } from './names.ts';

type Person = DeskResponses['person'];

const kinds = { visitor: 'Not signed in', customer: 'Customer', staff: 'Staff' } as const;
const pagesShown = 8;

/** Who the open conversation is with: where they are, what the site says of them, where they were, what was spoken before; and to block them. Says `foyer-pick` and `desk-act`. */
export class VisitorPanel extends LitElement {
  static override properties = { client: { attribute: false }, tools: { attribute: false }, userId: { attribute: false }, conversation: { attribute: false }, person: { state: true }, isRefused: { state: true } };
  static override styles = [tokens, controls, css`
    :host { display: block; overflow-y: auto; background: var(--surface); padding: 20px; scrollbar-width: thin; }
    .who { display: flex; align-items: center; gap: 12px; }
    .who foyer-avatar { --avatar-size: 44px; }
    .who > div { min-inline-size: 0; }
    h2 { overflow-wrap: anywhere; }
    .who p { color: var(--text-2); font-size: 14px; }
    section { margin-block-start: 20px; }
    .blocked { padding: 1px 8px; border-radius: 10px; background: color-mix(in oklab, var(--danger) 14%, transparent); color: var(--danger); font-size: 12px; font-weight: 600; }
    .block { display: flex; align-items: center; gap: 12px; padding-block-start: 20px; border-block-start: 1px solid var(--line); }
    h3 { margin-block-end: 8px; font-size: 12px; color: var(--text-3); }
    dl { display: grid; grid-template-columns: minmax(80px, auto) minmax(0, 1fr); gap: 6px 12px; margin: 0; font-size: 14px; }
    dt { color: var(--text-2); max-inline-size: 112px; overflow-wrap: anywhere; }
    dd { margin: 0; overflow-wrap: anywhere; }
    a { color: var(--accent-ink); text-decoration: none; overflow-wrap: anywhere; }
    a:hover { text-decoration: underline; text-underline-offset: 2px; }
    ul { list-style: none; margin: 0; padding: 0; font-size: 14px; }
    li { display: flex; align-items: baseline; gap: 12px; min-block-size: 26px; }
    li > :first-child { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    time { color: var(--text-3); font-size: 12px; white-space: nowrap; font-variant-numeric: tabular-nums; }
    li button { padding: 3px 0; border: 0; background: none; text-align: start; }
    li button:hover { color: var(--accent-ink); }
    .wait i { display: block; block-size: 12px; margin-block: 12px; border-radius: 6px; background: var(--surface-3); opacity: 0; animation: appear 1ms 200ms forwards; }
    @keyframes appear { to { opacity: 1; } }
    @media (pointer: coarse), (max-width: 720px) { li { min-block-size: 44px; align-items: center; } li a, li button { line-height: 44px; padding: 0; } }
  `];

  declare client: FoyerClient;
  declare tools: DeskTools | undefined;
  declare userId: string;
  /** Id of the conversation that is open: not one of the earlier ones. */
  declare conversation: string;
  declare person: Person | undefined;
  declare isRefused: boolean;
  #askedFor = '';
  /** Of the visitor, as last told: another object whenever there is news. */
  #place: unknown;
  readonly #presence = new StoreController(this, () => this.client.presence);
  readonly #desk = new StoreController(this, () => this.client.desk);

  /** Asked for anew whenever the visitor goes to another page or the site says something else. */
  override willUpdate(): void {
    const place = this.#desk.value?.places.get(this.userId);
    if (!this.tools || (this.userId === this.#askedFor && place === this.#place)) return;
    this.#place = place;
    const asked = this.#askedFor = this.userId;
    this.isRefused = false;
    if (this.person?.user.id !== this.userId) this.person = undefined;
    this.tools.person(this.userId).then(
      (person) => { if (this.#askedFor === asked && this.#place === place) this.person = person; },
      () => { if (this.#askedFor === asked) this.isRefused = true; },
    );
  }

  override render() {
    if (!this.person) {
      return this.isRefused ? html`<p class="hint" role="status">What is known of this visitor shows when you are online again. <button class="pill quiet" @click=${this.#again}>Try again</button></p>`
        : html`<div class="wait" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;
    }
    const { user, createdAt, devices, context, pages, conversations } = this.person;
    const presence = this.#presence.value?.get(user.id) ?? this.person.presence;
    const said = Object.entries(context);
    const isBlocked = this.#isBlocked(user);
    const earlier = conversations.filter(({ id, lastMessage }) => id !== this.conversation && lastMessage !== null);
    return html`
      <div class="who">
        <foyer-avatar .name=${user.name} .online=${presence.online}></foyer-avatar>
        <div><h2><bdi>${user.name}</bdi></h2><p>${kinds[user.kind]}${isBlocked ? html` <span class="blocked">Blocked</span>` : nothing}</p></div>
      </div>
      ${this.#now(this.person, presence)}
      ${said.length > 0 ? html`<section><h3>From the site</h3><dl>${said.map(([name, value]) => html`<dt><bdi>${name}</bdi></dt><dd><bdi>${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}</bdi></dd>`)}</dl></section>` : nothing}
      ${pages.length > 0 ? html`<section><h3>Pages</h3><ul role="list">${pages.slice(0, pagesShown).map((page) => html`<li>${this.#link(page)}<time datetime=${new Date(page.at).toISOString()}>${ago(page.at, Date.now())}</time></li>`)}</ul></section>` : nothing}
      ${earlier.length > 0 ? html`<section><h3>Earlier</h3><ul role="list">${earlier.map((summary) => this.#earlier(summary))}</ul></section>` : nothing}
      <section><h3>Known</h3><dl>
        <dt>Since</dt><dd>${dateTime(createdAt)}</dd>
        ${devices.length > 1 ? devices.slice(1).map(({ label, lastSeenAt }) => html`<dt>${deviceName(label)}</dt><dd>${ago(lastSeenAt, Date.now())}</dd>`) : nothing}
      </dl></section>
      ${user.kind === 'staff' ? nothing : html`<section class="block">
        <button class="pill ${isBlocked ? '' : 'danger'}" @click=${() => { this.#act(isBlocked ? 'unblock' : 'block'); }}>${isBlocked ? 'Unblock' : 'Block'}</button>
        <p class="hint">${isBlocked ? 'They can read, but not write.' : 'Who is blocked can read, but not write.'}</p>
      </section>`}`;
  }

  /** As the lists tell it now; what was asked for may be older. */
  #isBlocked(user: Person['user']): boolean {
    const row = this.#desk.value?.conversations.find(({ id }) => id === this.conversation);
    return (row?.people.find(({ id }) => id === user.id) ?? user).blocked === true;
  }

  #act(id: string): void { this.dispatchEvent(new CustomEvent('desk-act', { detail: { id }, bubbles: true, composed: true })); }

  #now({ user, devices, pages, language }: Person, { online, lastSeenAt }: { online: boolean; lastSeenAt?: number | undefined }) {
    const place = this.#desk.value?.places.get(user.id);
    const page = place?.page ?? pages[0];
    const from = [...pages].reverse().find(({ referrer }) => referrer !== undefined)?.referrer;
    const spoken = place?.language ?? language;
    return html`
      <section><h3>Now</h3><dl>
        <dt>Status</dt><dd>${online ? 'Online' : lastSeenAt === undefined ? 'Not here' : `Last seen ${ago(lastSeenAt, Date.now())}`}</dd>
        ${online && page ? html`<dt>Page</dt><dd>${this.#link(page)}</dd>` : nothing}
        ${from === undefined ? nothing : html`<dt>Came from</dt><dd><bdi>${shortUrl(from)}</bdi></dd>`}
        ${spoken === undefined ? nothing : html`<dt>Language</dt><dd>${languageName(spoken)}</dd>`}
        ${devices[0] ? html`<dt>Device</dt><dd>${deviceName(devices[0].label)}</dd>` : nothing}
        ${user.email === undefined ? nothing : html`<dt>Email</dt><dd><a href="mailto:${user.email}">${user.email}</a></dd>`}
      </dl></section>`;
  }

  #link({ url, title }: VisitorPage) {
    return html`<a href=${url} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer" title=${url}><bdi>${title || shortUrl(url)}</bdi></a>`;
  }

  #earlier({ id, lastMessage }: Summary) {
    const text = lastMessage?.content.kind === 'text' ? lastMessage.content.text : 'Conversation';
    return html`<li><button @click=${() => { this.dispatchEvent(new CustomEvent('foyer-pick', { detail: { id }, bubbles: true, composed: true })); }}><bdi>${text}</bdi></button>${lastMessage ? html`<time datetime=${new Date(lastMessage.at).toISOString()}>${ago(lastMessage.at, Date.now())}</time>` : nothing}</li>`;
  }

  readonly #again = (): void => {
    this.#askedFor = '';
    this.requestUpdate();
  };
}
