import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Presence, Summary } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize-screen.ts';
import { tokens } from '../tokens.styles.ts';
import { conversationListStyles } from './conversation-list.styles.ts';
import { conversationRow } from './conversation-row.ts';

declare global {
  interface HTMLElementTagNameMap { 'foyer-conversation-list': FoyerConversationList }
}

/** So few are seen at a glance. */
const filterFrom = 9;
const skeletonRows = 5;
type Filter = 'all' | 'unread';

/**
 * @tag foyer-conversation-list
 * @summary Conversations, the most recent first, with their last line and what is unread. One tab stop: the arrow keys, Home and End go from row to row.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @event foyer-start - The list is empty, and a new conversation was asked for (`canStart`).
 * @csspart list - The list.
 */
export class FoyerConversationList extends LitElement {
  static override properties = {
    conversations: { attribute: false }, presence: { attribute: false }, drafts: { attribute: false }, typing: { attribute: false },
    me: {}, current: {}, isStaff: { type: Boolean }, isLoading: { type: Boolean }, canStart: { type: Boolean }, filter: { state: true }, reached: { state: true },
  };
  static override styles = [tokens, conversationListStyles];

  declare conversations: readonly Summary[];
  declare presence: ReadonlyMap<string, Presence>;
  /** What is written and not sent, by conversation. */
  declare drafts: ReadonlyMap<string, string>;
  /** Ids of those who type now, by conversation. */
  declare typing: ReadonlyMap<string, readonly string[]>;
  /** The reader's user id. */
  declare me: string;
  /** Id of the conversation that is open. */
  declare current: string | undefined;
  declare isStaff: boolean;
  /** There may be conversations that are not known yet. */
  declare isLoading: boolean;
  /** Whether an empty list offers to start a conversation. */
  declare canStart: boolean;
  declare filter: Filter;
  /** Id of the row that the Tab key reaches. */
  declare reached: string | undefined;

  constructor() {
    super();
    this.conversations = [];
    this.presence = new Map();
    this.drafts = new Map();
    this.typing = new Map();
    this.me = '';
    this.isStaff = false;
    this.isLoading = false;
    this.canStart = false;
    this.filter = 'all';
  }

  override render() {
    const hasFilter = !this.isStaff && this.conversations.length >= filterFrom;
    const shown = hasFilter && this.filter === 'unread' ? this.conversations.filter(({ unread }) => unread > 0) : this.conversations;
    if (shown.length === 0 && this.isLoading) return this.#skeleton();
    return html`${hasFilter ? this.#filters() : nothing}${shown.length === 0 ? this.#empty(hasFilter) : this.#list(shown)}`;
  }

  #list(shown: readonly Summary[]) {
    const stop = [this.reached, this.current].find((id) => shown.some((summary) => summary.id === id)) ?? shown[0]?.id;
    return html`
      <ul part="list" aria-label=${localize('conversations')} @keydown=${this.#onKey}>${repeat(shown, ({ id }) => id, (summary) => html`
        <li><button class="row" tabindex=${summary.id === stop ? 0 : -1} aria-current=${summary.id === this.current ? 'true' : nothing}
          @focus=${() => { this.reached = summary.id; }} @click=${() => { this.#ask('foyer-pick', { id: summary.id }); }}>${conversationRow(summary, this)}</button></li>`)}
      </ul>`;
  }

  #filters() {
    const choice = (filter: Filter, label: string) => html`
      <button aria-pressed=${this.filter === filter ? 'true' : 'false'} @click=${() => { this.filter = filter; }}>${label}</button>`;
    return html`<div class="filter" role="group" aria-label=${localize('show')}>${choice('all', localize('filterAll'))}${choice('unread', localize('filterUnread'))}</div>`;
  }

  #empty(isFiltered: boolean) {
    if (isFiltered) return html`<div class="empty"><p>${localize('noneUnread')}</p></div>`;
    return html`
      <div class="empty">${icons.chat}<p>${localize('noConversations')}</p>
        ${this.canStart ? html`<button class="action" @click=${() => { this.#ask('foyer-start'); }}>${localize('newChat')}</button>` : nothing}
      </div>`;
  }

  #skeleton() {
    return html`
      <div class="wait"><span class="hidden-text" role="status">${localize('loading')}</span>
        <ul aria-hidden="true">${Array.from({ length: skeletonRows }, () => html`<li><div class="row"><i></i><i></i><i></i></div></li>`)}</ul>
      </div>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const rows = Array.from(this.renderRoot.querySelectorAll<HTMLElement>('button.row'));
    const at = rows.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  };

  #ask(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }
}
