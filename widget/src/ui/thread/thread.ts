import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ConversationHandle, TimelineItem } from '../../client/api.ts';
import { whenIdle } from '../chat/when-idle.ts';
import { localize, localizerOf } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { followLink } from './follow-link.ts';
import { messageRow, type RowContext } from './message-row.ts';
import { ReadReporter } from './read-reporter.ts';
import { line, newAtEnd, skeleton, typingRow } from './thread-lines.ts';
import { threadRows, type Aside, type ThreadRow } from './thread-rows.ts';
import { ThreadWindow } from './thread-window.ts';
import { threadStyles } from './thread.styles.ts';
import type { Announcement } from './tools/announcer.ts';
import type { Missed, ThreadTools } from './tools/thread-tools.ts';

const toastMs = 2_500;
const enteringMax = 3;
const noItems: readonly TimelineItem[] = [];

/**
 * @tag foyer-thread
 * @summary The messages of one conversation, oldest first; of a long one only those around the view are in the document.
 * Arrow keys move over messages, Enter opens what can be done with one.
 * @event {CustomEvent<{kind: 'reply' | 'edit', item: object}>} foyer-compose - Somebody wants to answer or change a message.
 * @event foyer-leave-thread - Escape: the focus should go elsewhere.
 * @event {CustomEvent<{href: string}>} foyer-link - Cancelable: a link is about to be followed.
 * @csspart thread - The scroller.
 * @csspart bubble - A message of somebody else.
 * @csspart bubble-own - A message of one's own.
 */
export class FoyerThread extends LitElement {
  static override properties = { conversation: { attribute: false }, me: {}, showNames: { type: Boolean }, asides: { attribute: false }, flashedKey: { state: true }, said: { state: true }, toast: { state: true } };
  static override styles = [tokens, threadStyles];

  declare conversation: ConversationHandle | undefined;
  /** The own user's id. */
  declare me: string;
  /** Names above the groups of others: where more than one person answers. */
  declare showNames: boolean;
  /** What else stands between the messages, ascending; earlier than the first of them only where history ends. */
  declare asides: readonly Aside[];
  declare flashedKey: string | undefined;
  declare said: Announcement;
  /** What came of something that was asked for, in words. */
  declare toast: string | undefined;
  #shown: ConversationHandle | undefined;
  #items = noItems;
  #rows: readonly ThreadRow[] = [];
  #unreadSeq = 0;
  #asides: readonly Aside[] = [];
  #hasLine = false;
  #isTouched = false;
  #seenSeq = 0;
  #askedAbove: string | undefined;
  #typists: readonly string[] = [];
  #bySeq: ReadonlyMap<number, TimelineItem> | undefined;
  #toastTimer = 0;
  readonly #entering = new Set<string>();
  readonly #timeline = new StoreController(this, () => this.conversation?.timeline);
  readonly #typing = new StoreController(this, () => this.conversation?.typing);
  readonly #refused = new StoreController(this, () => this.conversation?.refused);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #reader = new ReadReporter(this, (seq) => { this.conversation?.markRead(seq); });
  readonly #window = new ThreadWindow(this);
  #tools: ThreadTools | undefined;
  #loading: Promise<ThreadTools> | undefined;
  #missed: readonly Missed[] = [];

  constructor() {
    super();
    this.me = '';
    this.showNames = false;
    this.asides = [];
    this.said = { polite: '', status: '', alert: '' };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#toastTimer);
    this.#shown = undefined;
    this.#tools?.stop();
    this.#tools = undefined;
    this.#loading = undefined;
  }

  /** The message that was read last by keys, or the scroller. */
  override focus(): void {
    const key = this.#tools?.keys.activeKey;
    const row = key === undefined ? undefined : this.#window.element(key);
    (row ?? this.#scroller)?.focus({ preventScroll: true });
  }

  override willUpdate(): void {
    const { conversation } = this;
    if (this.#shown !== conversation) this.#begin(conversation);
    const items = this.#timeline.value?.items ?? noItems;
    const unreadSeq = conversation?.firstUnreadSeq ?? 0;
    const former = this.#items;
    const { asides } = this;
    if (items !== former || unreadSeq !== this.#unreadSeq || asides !== this.#asides) {
      this.#unreadSeq = unreadSeq;
      this.#asides = asides;
      const since = this.#timeline.value?.hasOlder ? items[0]?.message.at ?? Infinity : 0;
      this.#rows = threadRows(items, unreadSeq, asides.filter(({ at }) => at >= since));
      this.#items = items;
      this.#bySeq = undefined;
    }
    const news = items === former ? [] : newAtEnd(former, items);
    if (news.at(-1)?.own && news.at(-1)?.message.seq === 0) { this.#window.toEnd(); this.#isTouched = true; }
    // A few slide in; what comes by the hundred after an absence is simply there.
    if (this.#window.isAtEnd && news.length <= enteringMax) for (const { key } of news) this.#entering.add(key);
    const typing = this.#typing.value ?? [];
    this.#typists = this.#tools?.dots.next(typing, news.map(({ message }) => message.from)) ?? typing;
    this.said = this.#tools?.announcer.next(items, this.#nameOf) ?? this.said;
    this.#land();
    this.#window.prepare(this.#rows);
    this.#keepFocus();
  }

  /** An empty thread, too, has its tools before the connection is lost. */
  override firstUpdated(): void { whenIdle(() => { if (this.isConnected) this.#load().catch(() => undefined); }); }

  override updated(): void {
    this.#window.settle();
    if (this.#window.isAtEnd) this.#seenSeq = this.#items.at(-1)?.message.seq || this.#seenSeq;
    this.renderRoot.querySelector('foyer-message-menu')?.place();
    this.#reader.watch(this.renderRoot.querySelectorAll<HTMLElement>('[data-seq]'));
    if (this.#items.length > 0) this.#load().catch(() => undefined);
    // Once for each beginning: what failed is tried again when somebody scrolls.
    const first = this.#items[0]?.key;
    if (first === this.#askedAbove || first === undefined || !this.#window.isNearStart) return;
    this.#askedAbove = first;
    this.#loadOlder();
  }

  override render() {
    const timeline = this.#timeline.value;
    const refused = this.#refused.value;
    const isEmpty = this.#rows.length === 0;
    const context = this.#context();
    const touched = { handleEvent: this.#onTouched, passive: true };
    const isReachable = context.activeKey !== undefined && this.#drawn().some(({ key }) => key === context.activeKey);
    const menuKey = this.#tools?.actions.menuKey;
    const menuItem = menuKey && this.#itemOf(menuKey);
    const anchor = menuItem && this.#window.element(menuItem.key);
    return html`${this.#tools?.extras()}
      <div class="scroller" part="thread" tabindex=${isReachable ? '-1' : '0'} role="log" aria-label=${localize('messages')} aria-live="off"
        aria-busy=${timeline?.loading ? 'true' : 'false'} @scroll=${this.#onScroll} @wheel=${touched} @keydown=${touched} @pointerdown=${touched} @pointerup=${touched}
        @pointercancel=${touched} @animationend=${this.#onEntered}>
        <div class="log">
          ${isEmpty && timeline?.loading ? skeleton : nothing}
          ${isEmpty && !timeline?.loading ? html`<p class="empty">${refused ? localize('errorStart', { code: refused.code }) : localize(this.#snapshot.value?.kind === 'support' ? 'emptyThread' : 'emptyTalk')}</p>` : nothing}
          <div></div>
          <div class="rows">${repeat(this.#drawn(), (row) => row.key, (row) => (row.kind === 'message' ? messageRow(row, context) : line(row)))}</div>
          <div></div>
          ${typingRow(this.#typists, this.#nameOf)}
          ${this.#tools?.retryAll(this.#items)}
        </div>
      </div>
      ${timeline?.loading && !isEmpty ? html`<div class="float older">${localize('loadingOlder')}</div>` : nothing}
      ${this.#window.isAtEnd ? nothing : this.#tools?.latest(this.#items, this.#seenSeq)}
      ${this.toast ? html`<div class="float toast">${this.toast}</div>` : nothing}
      ${menuItem && anchor ? html`<foyer-message-menu .item=${menuItem} .anchor=${anchor} .tools=${this.#tools} @foyer-menu-close=${this.#onMenuClose}></foyer-message-menu>` : nothing}
      <div class="hidden-text" aria-live="polite">${this.said.polite}</div>
      <div class="hidden-text" role="status">${this.toast ?? this.said.status}</div>
      ${this.said.alert === '' ? nothing : html`<div class="hidden-text" role="alert">${this.said.alert}</div>`}`;
  }

  get #scroller(): HTMLElement | null { return this.renderRoot.querySelector('.scroller'); }

  #drawn(): readonly ThreadRow[] { return this.#rows.slice(this.#window.slice.from, this.#window.slice.to); }

  readonly #nameOf = (user: string): string => this.#snapshot.value?.people.find(({ id }) => id === user)?.name ?? localize('team');

  #context(): RowContext {
    const { keys, actions } = this.#tools ?? {};
    return {
      me: this.me, showNames: this.showNames, nameOf: this.#nameOf, bySeq: (seq) => this.#itemAt(seq),
      activeKey: keys?.activeKey, hoveredKey: actions?.hoveredKey, flashedKey: this.flashedKey, entering: this.#entering,
      isLeaving: (message) => actions?.commands.isLeaving(message) ?? false, reactionsOf: (message) => actions?.commands.reactionsOf(message) ?? message.reactions ?? {},
      failure: (item) => this.#tools?.failure(item), follow: followLink, jumpTo: this.reveal, act: this.#act,
    };
  }

  #begin(conversation: ConversationHandle | undefined): void {
    this.#shown = conversation;
    this.#items = noItems;
    this.#rows = [];
    this.#hasLine = false;
    this.#isTouched = false;
    this.#seenSeq = 0;
    this.#askedAbove = undefined;
    this.#entering.clear();
    this.#missed = [];
    this.#tools?.reset();
    this.#window.reset();
  }

  /** At the first unread message, or at the end. The line may come a moment after the messages: then, too, unless somebody reads already. */
  #land(): void {
    if (this.#hasLine || this.#isTouched || !this.#rows.some(({ key }) => key === 'new')) return;
    this.#hasLine = true;
    this.#window.reveal('new', 'start');
  }

  /** A message that has the focus and leaves the document gives it to the scroller, from where the keys go on. */
  #keepFocus(): void {
    const focused = (this.renderRoot as ShadowRoot).activeElement?.closest<HTMLElement>('[data-key]');
    if (focused && !this.#drawn().some(({ key }) => key === focused.dataset['key'])) this.#scroller?.focus({ preventScroll: true });
  }

  #itemAt(seq: number): TimelineItem | undefined {
    this.#bySeq ??= new Map(this.#items.map((item) => [item.message.seq, item]));
    return this.#bySeq.get(seq);
  }

  #itemOf(key: string): TimelineItem | undefined { return this.#items.find((item) => item.key === key); }

  /** Brings a message into view, with the focus on it, and flashes it; history is loaded until it is there. */
  readonly reveal = (seq: number): void => {
    void this.#load().then((tools) => tools.jumpTo(seq)).catch(() => { this.#showToast(); });
  };

  readonly #act: RowContext['act'] = (...call) => {
    void this.#load().then((tools) => { tools.actions.act(...call); }, () => { this.#showToast(); });
  };

  #load(): Promise<ThreadTools> {
    return this.#loading ??= this.updateComplete.then(() => import('./tools/thread-tools.ts')).then(({ ThreadTools }) => {
      const tools = new ThreadTools({
        scroller: this.#scroller as HTMLElement,
        window: this.#window,
        rows: () => this.#rows,
        conversation: () => this.conversation,
        me: () => this.me,
        itemOf: (key) => this.#itemOf(key),
        itemAt: (seq) => this.#itemAt(seq),
        updated: () => this.updateComplete,
        flash: (key) => {
          this.#isTouched = true;
          this.flashedKey = key;
        },
        changed: () => { this.requestUpdate(); },
        compose: (kind, item) => { this.dispatchEvent(new CustomEvent('foyer-compose', { detail: { kind, item } })); },
        leave: () => { this.dispatchEvent(new CustomEvent('foyer-leave-thread')); },
        tell: (key, english) => { this.#showToast(localizerOf(this).text(key, {}, english)); },
      });
      tools.announcer.next(this.#items, this.#nameOf);
      if (this.isConnected) {
        this.#tools = tools;
        tools.catchUp(this.#missed);
      } else tools.stop();
      this.requestUpdate();
      return tools;
    }).catch((error: unknown) => {
      this.#loading = undefined;
      this.#missed = [];
      throw error;
    });
  }

  #showToast(text = localizerOf(this).text('notDone')): void {
    this.toast = text;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = window.setTimeout(() => { this.toast = undefined; }, toastMs);
  }

  /** Somebody reads already. The last that they did before the tools are here is kept for those. */
  readonly #onTouched = (event: Event): void => {
    this.#isTouched = true;
    if (this.#tools || event.type === 'wheel') return;
    this.#missed = [...this.#missed.slice(-1), { event, target: event.target }];
    this.#load().catch(() => undefined);
  };

  readonly #onMenuClose = ({ detail }: CustomEvent<{ takesFocus: boolean }>): void => { this.#tools?.actions.close(detail.takesFocus); };

  readonly #onScroll = (): void => {
    this.#window.onScroll();
    this.renderRoot.querySelector('foyer-message-menu')?.place();
    if (this.#window.isNearStart) this.#loadOlder();
  };

  readonly #onEntered = (event: Event): void => {
    this.#entering.delete((event.target as HTMLElement).dataset['key'] ?? '');
  };

  #loadOlder(): void {
    const timeline = this.#timeline.value;
    if (timeline?.hasOlder && !timeline.loading) void this.conversation?.loadOlder().catch(() => undefined);
  }
}
