import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ConversationHandle, MessageStatus, Person, TimelineItem } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { clockTime, dayName } from '../times.ts';
import { tokens } from '../tokens.styles.ts';
import { linkify } from './linkify.ts';
import { ReadReporter } from './read-reporter.ts';
import { textOf, threadRows, type ThreadRow } from './thread-rows.ts';
import { threadStyles } from './thread.styles.ts';

const nearEndPx = 48;
const nearStartPx = 240;
const ticks: Record<MessageStatus, unknown> = { queued: icons.clock, sent: icons.tick, delivered: icons.ticks, read: icons.ticks, failed: icons.alert };

/**
 * @tag foyer-thread
 * @summary The messages of one conversation, oldest first. Loads history upward without moving the view.
 * @csspart thread - The scroller.
 * @csspart bubble - A message of somebody else.
 * @csspart bubble-own - A message of one's own.
 */
export class FoyerThread extends LitElement {
  static override properties = { conversation: { attribute: false }, showNames: { type: Boolean }, isAtEnd: { state: true } };
  static override styles = [tokens, threadStyles];

  declare conversation: ConversationHandle | undefined;
  /** Names above the groups of others: where more than one person answers. */
  declare showNames: boolean;
  declare isAtEnd: boolean;
  #shown: ConversationHandle | undefined;
  #heightBefore = 0;
  #topBefore = 0;
  #firstKey: string | undefined;
  #lastKey: string | undefined;
  readonly #timeline = new StoreController(this, () => this.conversation?.timeline);
  readonly #typing = new StoreController(this, () => this.conversation?.typing);
  readonly #snapshot = new StoreController(this, () => this.conversation?.snapshot);
  readonly #reader = new ReadReporter(this, (seq) => { this.conversation?.markRead(seq); });
  readonly #resizes = new ResizeObserver(() => { if (this.isAtEnd) this.#toEnd(); });

  constructor() {
    super();
    this.showNames = false;
    this.isAtEnd = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#shown = undefined;
  }

  override willUpdate(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    // Somebody may have scrolled a moment ago, and the event is still to come.
    if (scroller.scrollTop !== this.#topBefore) this.isAtEnd = this.#isNearEnd(scroller);
    this.#heightBefore = scroller.scrollHeight - scroller.scrollTop;
  }

  override updated(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const items = this.#timeline.value?.items ?? [];
    const firstKey = items[0]?.key;
    const last = items.at(-1);
    const isJustWritten = last?.message.seq === 0 && last.key !== this.#lastKey;
    const isNew = this.#shown !== this.conversation;
    if (isNew && firstKey !== undefined) {
      this.#shown = this.conversation;
      this.#resizes.observe(scroller);
      this.#land();
    } else if (firstKey !== this.#firstKey && !this.isAtEnd && !isJustWritten) {
      scroller.scrollTop = scroller.scrollHeight - this.#heightBefore;
    } else if (this.isAtEnd || isJustWritten) {
      this.#toEnd();
    }
    this.#firstKey = firstKey;
    this.#lastKey = last?.key;
    this.#topBefore = scroller.scrollTop;
    this.#reader.watch(this.renderRoot.querySelectorAll<HTMLElement>('[data-seq]'));
    if (firstKey !== undefined && scroller.scrollHeight <= scroller.clientHeight) this.#loadOlder();
  }

  override render() {
    const timeline = this.#timeline.value;
    const items = timeline?.items ?? [];
    const typists = this.#typing.value ?? [];
    // What comes in above is not read out.
    const isHistory = timeline?.loading === true || items[0]?.key !== this.#firstKey;
    const rows = threadRows(items, this.conversation?.firstUnreadSeq ?? 0);
    return html`
      <div class="scroller" part="thread" tabindex="0" role="log" aria-label=${localize('messages')} aria-live=${isHistory ? 'off' : 'polite'}
        aria-busy=${timeline?.loading ? 'true' : 'false'} @scroll=${this.#onScroll}>
        <div class="log">
          ${items.length === 0 && !timeline?.loading ? html`<p class="empty">${localize('emptyThread')}</p>` : nothing}
          ${repeat(rows, (row) => row.key, (row) => this.#row(row))}
          ${typists.length > 0 ? this.#typists(typists) : nothing}
        </div>
      </div>
      ${timeline?.loading ? html`<div class="older">${localize('loadingOlder')}</div>` : nothing}
      ${this.isAtEnd ? nothing : html`<button class="round latest" aria-label=${localize('jumpToLatest')} @click=${this.#toEnd}>${icons.down}</button>`}`;
  }

  #isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean { return scrollHeight - scrollTop - clientHeight < nearEndPx; }

  get #scroller(): HTMLElement | null { return this.renderRoot.querySelector('.scroller'); }

  #person(id: string): Person | undefined { return this.#snapshot.value?.people.find((person) => person.id === id); }

  #row(row: ThreadRow) {
    if (row.kind === 'day') return html`<div class="day"><time datetime=${new Date(row.at).toISOString()}>${dayName(row.at, Date.now())}</time></div>`;
    if (row.kind === 'new') return html`<div class="new">${localize('newMessages')}</div>`;
    const { item, isFirst, isLast } = row;
    const { message, own } = item;
    const name = own ? localize('you') : this.#person(message.from)?.name ?? localize('team');
    return html`
      <div class="row ${own ? 'own' : ''} ${isFirst ? 'first' : ''} ${isLast ? 'last' : ''}">
        ${!own && isFirst && this.showNames ? html`<span class="author"><bdi>${name}</bdi></span>` : nothing}
        ${!own && isLast ? html`<foyer-avatar .name=${name}></foyer-avatar>` : nothing}
        ${this.#bubble(item, name)}
        ${isLast ? this.#meta(item) : nothing}
      </div>`;
  }

  #bubble({ message, own }: TimelineItem, name: string) {
    const author = html`<span class="hidden-text">${name}: </span>`;
    if (message.content.kind === 'none') {
      return html`<div class="bubble gone" data-seq=${message.seq}>${author}${localize(message.deletedAt === undefined ? 'expiredMessage' : 'deletedMessage')}</div>`;
    }
    const parts = linkify(textOf(message)).map((part) => (part.kind === 'text' ? part.text
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer" @click=${this.#onLink}>${part.text}</a>`));
    return html`<div class="bubble" part=${own ? 'bubble-own' : 'bubble'} data-seq=${message.seq}>${author}<span dir="auto" lang="">${parts}</span></div>`;
  }

  #meta({ message, own, status, error }: TimelineItem) {
    const time = html`<time datetime=${new Date(message.at).toISOString()}>${clockTime(message.at)}</time>`;
    const edited = message.editedAt === undefined ? nothing : html`<span>${localize('edited')}</span>`;
    if (!own || !status) return html`<div class="meta">${time}${edited}</div>`;
    if (status !== 'failed') {
      return html`<div class="meta">${edited}${time}<span class="tick ${status === 'read' ? 'is-read' : ''}">${ticks[status]}</span><span class="hidden-text">${localize(status)}</span></div>`;
    }
    const reason = localize(error === 'timeout' ? 'errorExpired' : 'errorRefused');
    return html`<div class="meta failed" role="alert">
      <span class="tick">${ticks.failed}</span><span class="hidden-text">${localize('failed')}</span><span>${localize('failedText', { reason })}</span>
      <button @click=${() => this.conversation?.retry(message.clientId)}>${localize('retry')}</button>
      <button @click=${() => this.conversation?.discard(message.clientId)}>${localize('discard')}</button>
    </div>`;
  }

  #typists(ids: readonly string[]) {
    const name = this.#person(ids[0] ?? '')?.name ?? localize('team');
    const text = ids.length === 1 ? localize('typingOne', { name }) : localize('typingMany');
    return html`<div class="row first last"><foyer-avatar .name=${name}></foyer-avatar><div class="typing" title=${text}><i></i><i></i><i></i><span class="hidden-text">${text}</span></div></div>`;
  }

  /** Hosts may take links over: `foyer-link` is cancelable. */
  readonly #onLink = (event: Event): void => {
    const href = (event.currentTarget as HTMLAnchorElement).href;
    if (!this.dispatchEvent(new CustomEvent('foyer-link', { detail: { href }, bubbles: true, composed: true, cancelable: true }))) event.preventDefault();
  };

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.isAtEnd = this.#isNearEnd(scroller);
    this.#topBefore = scroller.scrollTop;
    if (scroller.scrollTop < nearStartPx) this.#loadOlder();
  };

  readonly #toEnd = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#topBefore = scroller.scrollTop;
  };

  /** At the first unread message, or at the end. */
  #land(): void {
    const line = this.renderRoot.querySelector('.new');
    if (line) line.scrollIntoView({ block: 'start' });
    else this.#toEnd();
    this.#onScroll();
  }

  #loadOlder(): void {
    const timeline = this.#timeline.value;
    if (timeline?.hasOlder && !timeline.loading) void this.conversation?.loadOlder().catch(() => undefined);
  }
}
