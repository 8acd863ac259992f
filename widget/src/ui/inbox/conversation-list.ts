import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message, Person, Presence, Summary } from '../../client/api.ts';
import { localize } from '../localize.ts';
import { textOf } from '../thread/thread-rows.ts';
import { listTime } from '../times.ts';
import { tokens } from '../tokens.styles.ts';

/** Whom a conversation is with, as its reader sees it. */
export function counterpart(summary: Pick<Summary, 'kind' | 'title' | 'people'>, me: string, isStaff: boolean): { name: string; people: Person[] } {
  const others = summary.people.filter((person) => person.id !== me);
  const shown = summary.kind === 'support' ? others.filter((person) => (person.role === 'staff') !== isStaff) : others;
  const name = summary.kind === 'support' && !isStaff ? summary.title || localize('team') : summary.title || shown[0]?.name || localize('team');
  return { name, people: shown };
}

/**
 * @tag foyer-conversation-list
 * @summary Conversations, the most recent first, with their last line and what is unread.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @csspart list - The list.
 */
export class FoyerConversationList extends LitElement {
  static override properties = { conversations: { attribute: false }, presence: { attribute: false }, me: {}, current: {}, isStaff: { type: Boolean } };
  static override styles = [tokens, css`
    :host { display: block; overflow-y: auto; background: var(--surface); scrollbar-width: thin; }
    ul { list-style: none; margin: 0; padding: 0; }
    button {
      display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; column-gap: 12px; align-items: center; inline-size: 100%; min-block-size: 64px;
      padding: 10px 16px; border: 0; background: none; text-align: start;
    }
    button:hover { background: var(--surface-2); }
    button:focus-visible { outline-offset: -2px; }
    button[aria-current] { background: var(--own); }
    .main { display: grid; min-inline-size: 0; }
    .name { font-weight: 600; }
    .name, .line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .line { color: var(--text-2); }
    .side { display: grid; justify-items: end; gap: 4px; align-self: start; padding-block-start: 2px; }
    time { font-size: 13px; color: var(--text-2); font-variant-numeric: tabular-nums; }
    .count {
      min-inline-size: 20px; block-size: 20px; padding-inline: 6px; border-radius: 10px; background: var(--accent); color: var(--on-accent);
      font-size: 12px; font-weight: 600; line-height: 20px; text-align: center;
    }
    .empty { padding: 40px 24px; margin: 0; text-align: center; color: var(--text-2); }
  `];

  declare conversations: readonly Summary[];
  declare presence: ReadonlyMap<string, Presence>;
  /** The reader's user id. */
  declare me: string;
  /** Id of the conversation that is open. */
  declare current: string | undefined;
  declare isStaff: boolean;

  constructor() {
    super();
    this.conversations = [];
    this.presence = new Map();
    this.me = '';
    this.isStaff = false;
  }

  override render() {
    if (this.conversations.length === 0) return html`<p class="empty">${localize('noConversations')}</p>`;
    return html`<ul part="list" aria-label=${localize('conversations')}>${repeat(this.conversations, ({ id }) => id, (summary) => this.#row(summary))}</ul>`;
  }

  #row(summary: Summary) {
    const { name, people } = counterpart(summary, this.me, this.isStaff);
    const { lastMessage, unread } = summary;
    const isOnline = people.some(({ id }) => this.presence.get(id)?.online);
    return html`<li>
      <button aria-current=${summary.id === this.current ? 'true' : nothing} @click=${() => this.#pick(summary.id)}>
        <foyer-avatar .name=${name} .online=${isOnline}></foyer-avatar>
        <span class="main"><span class="name"><bdi>${name}</bdi></span><span class="line">${lastMessage ? html`${this.#author(summary, lastMessage)}<bdi>${textOf(lastMessage)}</bdi>` : nothing}</span></span>
        <span class="side">
          ${lastMessage ? html`<time datetime=${new Date(lastMessage.at).toISOString()}>${listTime(lastMessage.at, Date.now())}</time>` : nothing}
          ${unread > 0 ? html`<span class="count"><span aria-hidden="true">${unread > 99 ? '99+' : unread}</span><span class="hidden-text">${localize('unreadCount', { count: unread })}</span></span>` : nothing}
        </span>
      </button>
    </li>`;
  }

  /** Named where it is not the one that the row is named after. */
  #author({ people }: Summary, { from }: Message): string {
    if (from === this.me) return `${localize('you')}: `;
    const person = people.find(({ id }) => id === from);
    return this.isStaff && person?.role === 'staff' ? `${person.name}: ` : '';
  }

  #pick(id: string): void { this.dispatchEvent(new CustomEvent('foyer-pick', { detail: { id }, bubbles: true, composed: true })); }
}
