import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Presence, Summary } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize-screen.ts';
import { LongPress } from '../long-press.ts';
import { tokens } from '../tokens.styles.ts';
import { conversationListStyles } from './conversation-list.styles.ts';
import { conversationRow } from './conversation-row.ts';
import { counterpart } from './counterpart.ts';
import { emptyTexts, filterLabels, filtered, offeredFilters, type Filter } from './list-filters.ts';
import { listIcons } from './list-icons.ts';
import { askFor, rowActions, type RowAction } from './row-actions.ts';

const skeletonRows = 5;

/**
 * @tag foyer-conversation-list
 * @summary Conversations in the order given, with their last line and what is unread. The arrow keys, Home and End go from row to row.
 * With `canArrange` each row has a menu (right click, long press, Shift+F10, the button that shows on it) and, by touch, is pushed aside for the same.
 * @event {CustomEvent<{id: string}>} foyer-pick - A conversation was chosen.
 * @event foyer-start - The list is empty, and a new conversation was asked for (`canStart`).
 * @event {CustomEvent<{id: string, change: object}>} foyer-arrange - Pinning, muting or archiving was asked for, or its contrary.
 * @event {CustomEvent<{id: string}>} foyer-mark-read - All of a conversation should count as read.
 * @csspart list - The list.
 */
export class FoyerConversationList extends LitElement {
  static override properties = {
    conversations: { attribute: false }, presence: { attribute: false }, drafts: { attribute: false }, typing: { attribute: false },
    me: {}, current: {}, isStaff: { type: Boolean }, isLoading: { type: Boolean }, canStart: { type: Boolean }, canArrange: { type: Boolean },
    filter: { state: true }, reached: { state: true }, menuOf: { state: true },
  };
  static override styles = [tokens, conversationListStyles];

  /** All of them, also what is put away. */
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
  /** Whether conversations can be pinned, muted, archived and marked as read here. */
  declare canArrange: boolean;
  declare filter: Filter;
  /** Id of the row that the Tab key reaches. */
  declare reached: string | undefined;
  /** Id of the row whose menu is open. */
  declare menuOf: string | undefined;
  readonly #touch = matchMedia('(pointer: coarse)');
  #presses: LongPress | undefined;
  #shown: readonly Summary[] = [];
  #offered: readonly Filter[] = [];
  /** The row that is pushed aside. */
  #aside: Element | undefined;
  /** Where the row stood that had the focus, before it left. */
  #lostAt = -1;

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
    this.canArrange = false;
    this.filter = 'all';
    this.addEventListener('scroll', () => { this.#presses?.release(); });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#touch.addEventListener('change', this.#onTouchChange);
    this.#presses = new LongPress(this.renderRoot, this.#openMenu);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#touch.removeEventListener('change', this.#onTouchChange);
    this.#presses?.stop();
    this.menuOf = undefined;
  }

  /** The row that was reached last. */
  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus(); }

  override willUpdate(): void {
    const now = Date.now();
    const focused = this.shadowRoot?.activeElement?.closest<HTMLElement>('li')?.dataset['id'];
    const at = this.#shown.findIndex(({ id }) => id === focused);
    this.#offered = this.isStaff ? [] : offeredFilters(this.conversations, now);
    if (!this.#offered.includes(this.filter)) this.filter = 'all';
    this.#shown = this.isStaff ? this.conversations : filtered(this.conversations, this.filter, now);
    this.#lostAt = at >= 0 && !this.#shown.some(({ id }) => id === focused) ? at : -1;
  }

  override updated(): void {
    // What had the focus is gone: its neighbour goes on.
    if (this.#lostAt >= 0) (this.#rows.at(Math.min(this.#lostAt, this.#rows.length - 1)) ?? this.renderRoot.querySelector('button'))?.focus();
  }

  override render() {
    if (this.#shown.length === 0 && this.isLoading) return this.#skeleton();
    return html`${this.#offered.length > 0 ? this.#filters() : nothing}${this.#shown.length === 0 ? this.#empty() : this.#list()}`;
  }

  #list() {
    const stop = [this.reached, this.current].find((id) => this.#shown.some((summary) => summary.id === id)) ?? this.#shown[0]?.id;
    return html`
      <ul role="list" part="list" class=${this.canArrange && this.#touch.matches ? 'swiped' : ''} aria-label=${localize('conversations')}
        @keydown=${this.#onKey} @contextmenu=${this.#onContextMenu} @scroll=${{ handleEvent: this.#onSwipe, capture: true, passive: true }}>
        ${repeat(this.#shown, ({ id }) => id, (summary) => this.#row(summary, summary.id === stop))}
      </ul>
      ${this.#menu()}`;
  }

  #row(summary: Summary, isStop: boolean) {
    const { id } = summary;
    const name = this.canArrange ? counterpart(summary, this.me, this.isStaff).name : '';
    return html`
      <li data-id=${id}>
        <button class="row" tabindex=${isStop ? 0 : -1} aria-current=${id === this.current ? 'true' : nothing} @focus=${() => { this.reached = id; }} @click=${this.#onClick}>${conversationRow(summary, this)}</button>
        ${this.canArrange ? html`
          <button class="more" tabindex=${isStop ? 0 : -1} aria-haspopup="menu" aria-expanded=${this.menuOf === id ? 'true' : 'false'} aria-label=${localize('actionsFor', { name })}
            @focus=${() => { this.reached = id; }} @click=${() => { this.menuOf = this.menuOf === id ? undefined : id; }}>${listIcons.more}</button>
          ${this.#touch.matches ? html`
            <div class="actions" role="group" aria-label=${localize('actionsFor', { name })}>${rowActions(summary, Date.now()).map((action) => this.#action(id, action))}</div>` : nothing}` : nothing}
      </li>`;
  }

  #action(id: string, { short, icon, change }: RowAction) {
    return html`<button tabindex="-1" @click=${(event: Event) => { this.#putBack(event.currentTarget as Element); askFor(this, id, change); }}>${icon}<span>${localize(short)}</span></button>`;
  }

  #menu() {
    const summary = this.menuOf === undefined ? undefined : this.#shown.find(({ id }) => id === this.menuOf);
    const anchor = summary && this.#item(summary.id);
    if (!anchor) return nothing;
    return html`<foyer-row-menu .summary=${summary} .name=${counterpart(summary, this.me, this.isStaff).name} .anchor=${anchor} @foyer-menu-close=${this.#onMenuClose}></foyer-row-menu>`;
  }

  #filters() {
    return html`
      <div class="filter" role="group" aria-label=${localize('show')}>${this.#offered.map((filter) => html`
        <button aria-pressed=${this.filter === filter ? 'true' : 'false'} @click=${() => { this.filter = filter; }}>${localize(filterLabels[filter])}</button>`)}
      </div>`;
  }

  #empty() {
    if (this.conversations.length > 0) return html`<div class="empty"><p>${localize(emptyTexts[this.filter])}</p></div>`;
    return html`
      <div class="empty">${icons.chat}<p>${localize('noConversations')}</p>
        ${this.canStart ? html`<button class="action" @click=${() => { this.#tell('foyer-start'); }}>${localize('newChat')}</button>` : nothing}
      </div>`;
  }

  #skeleton() {
    return html`
      <div class="wait"><span class="hidden-text" role="status">${localize('loading')}</span>
        <ul aria-hidden="true">${Array.from({ length: skeletonRows }, () => html`<li><div class="row"><i></i><i></i><i></i></div></li>`)}</ul>
      </div>`;
  }

  get #rows(): HTMLElement[] { return Array.from(this.renderRoot.querySelectorAll<HTMLElement>('button.row')); }
  #item(id: string): HTMLElement | undefined { return Array.from(this.renderRoot.querySelectorAll('li')).find(({ dataset }) => dataset['id'] === id); }

  readonly #onTouchChange = (): void => { this.requestUpdate(); };

  /** A row that is pushed aside comes back first. */
  readonly #onClick = (event: Event): void => {
    const row = event.currentTarget as Element;
    if (row.parentElement?.scrollLeft) this.#putBack(row);
    else this.#tell('foyer-pick', { id: idOf(row) });
  };

  /** One at a time is pushed aside. */
  readonly #onSwipe = (event: Event): void => {
    const item = event.target as Element;
    if (item === this.#aside || item.scrollLeft === 0) return;
    if (this.#aside) this.#putBack(this.#aside);
    this.#aside = item;
  };

  #putBack(inside: Element): void {
    inside.closest('li')?.scrollTo({ left: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    this.#aside = undefined;
  }

  /** By the mouse, the menu key or Shift+F10; of a long press some browsers say it in this way. */
  readonly #onContextMenu = (event: Event): void => { if (this.#openMenu(event.target)) event.preventDefault(); };

  readonly #openMenu = (target: EventTarget | null): boolean => {
    const id = this.canArrange ? idOf(target) : undefined;
    if (id !== undefined) this.menuOf = id;
    return id !== undefined;
  };

  readonly #onMenuClose = ({ detail }: CustomEvent<{ takesFocus: boolean }>): void => {
    const item = this.menuOf === undefined ? undefined : this.#item(this.menuOf);
    this.menuOf = undefined;
    if (detail.takesFocus) item?.querySelector<HTMLElement>('.row')?.focus();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const rows = this.#rows;
    const at = rows.findIndex((row) => row.parentElement === (event.target as Element).closest('li'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  };

  #tell(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })); }
}

/** Of the row that something in the list belongs to. */
const idOf = (target: EventTarget | null): string | undefined => (target instanceof Element ? target.closest('li')?.dataset['id'] : undefined);
