import { LitElement, css, html, nothing } from 'lit';
import type { TimelineItem } from '../../../client/api.ts';
import { isForAdmins } from '../../conversation/is-for-admins.ts';
import { localize } from '../../localize-screen.ts';
import { clientAround } from '../../people/client-around.ts';
import { isStranger } from '../../people/strangers.ts';
import { PressOutside } from '../../press-outside.ts';
import { tokens } from '../../tokens.styles.ts';
import type { MessageAction } from '../message-row.ts';
import { textOf } from '../thread-rows.ts';
import type { FoyerThread } from '../thread.ts';
import { actionIcons } from './action-icons.ts';
import type { ThreadActions } from './thread-actions.ts';
import type { ThreadStars } from './thread-stars.ts';

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const gapPx = 6;

/** What the menu needs of a thread's tools. `me`: the own user's id. */
export interface MenuTools { readonly me: string; readonly actions: Pick<ThreadActions, 'act'>; readonly stars: Pick<ThreadStars, 'has' | 'isOffered'> }

/**
 * @tag foyer-message-menu
 * @summary The actions of one message: a row of reactions, then a list. Arrows move, Escape closes; it stands at its message. Reporting goes on in it.
 * @event {CustomEvent<{takesFocus: boolean}>} foyer-menu-close - The menu is done with; by keys the focus goes back to the message.
 */
export class FoyerMessageMenu extends LitElement {
  static override properties = { item: { attribute: false }, anchor: { attribute: false }, tools: { attribute: false }, isReporting: { state: true } };
  static override styles = [tokens, css`
    :host { position: absolute; z-index: 2; inline-size: max-content; max-inline-size: calc(100% - 16px); }
    .menu { padding: 6px; border-radius: 16px; background: var(--surface); border: 1px solid var(--line); box-shadow: var(--shadow); }
    .emojis { display: flex; flex-wrap: wrap; gap: 2px; padding-block-end: 6px; margin-block-end: 6px; border-block-end: 1px solid var(--line); }
    .emojis button { inline-size: 40px; block-size: 40px; padding: 0; border: 0; border-radius: 12px; background: none; font-size: 22px; line-height: 1; }
    .emojis [aria-checked='true'] { background: var(--own); }
    .action { display: flex; align-items: center; gap: 12px; inline-size: 100%; min-block-size: 40px; padding: 4px 12px 4px 10px; border: 0; border-radius: 10px; background: none; text-align: start; }
    .action svg { color: var(--text-2); flex: none; }
    .reporting { inline-size: 320px; max-inline-size: 100%; padding: 0; max-block-size: inherit; overflow-y: auto; scrollbar-width: thin; }
    .danger, .danger svg { color: var(--danger); }
    button:hover, button:focus-visible { background: var(--surface-3); }
    button:focus-visible { outline-offset: -2px; }
    @media (pointer: coarse) { .action, .emojis button { min-block-size: 44px; } .emojis button { inline-size: 44px; } }
    @media (forced-colors: active) { .menu { border-color: CanvasText; } }
    @keyframes pop { from { opacity: 0; scale: 0.96; } }
    @media (prefers-reduced-motion: no-preference) { .menu { animation: pop 120ms ease-out; } }
  `];

  declare item: TimelineItem;
  /** The row that it belongs to. */
  declare anchor: HTMLElement;
  declare tools: MenuTools;
  /** The team is being told about the message: nothing but a button ends that, lest what was written be lost. */
  declare isReporting: boolean;

  constructor() {
    super();
    this.isReporting = false;
    this.addController(new PressOutside(this, () => { if (!this.isReporting) this.#close(false); }));
  }

  override firstUpdated(): void { this.#buttons()[0]?.focus({ preventScroll: true }); }
  override updated(changed: Map<string, unknown>): void {
    this.place();
    if (changed.get('isReporting') === false) void this.#begin();
  }

  /** What is to be filled in has a size only once it is drawn. */
  async #begin(): Promise<void> {
    const report = this.renderRoot.querySelector('foyer-report');
    await report?.updateComplete;
    if (!this.isConnected) return;
    this.place();
    report?.focus();
  }

  /** Beside its message: below it where there is room, else above, and never outside of the thread. */
  place(): void {
    const thread = this.#thread.getBoundingClientRect();
    this.style.maxBlockSize = `${thread.height - 16}px`;
    const bubble = (this.anchor.querySelector('.bubble') ?? this.anchor).getBoundingClientRect();
    const { width, height } = this.getBoundingClientRect();
    const below = bubble.bottom + gapPx;
    const top = below + height <= thread.bottom ? below : bubble.top - gapPx - height;
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const start = isRtl ? thread.right - bubble.right : bubble.left - thread.left;
    const within = (px: number, roomPx: number): number => Math.max(8, Math.min(px, roomPx - 8));
    this.style.insetBlockStart = `${within(top - thread.top, thread.height - height)}px`;
    this.style.insetInlineStart = `${within(this.item.own ? start + bubble.width - width : start, thread.width - width)}px`;
  }

  override render() {
    const { item } = this;
    if (this.isReporting) return this.#report();
    const text = textOf(item.message) !== '';
    const { stars } = this.tools;
    const isWritten = !isForAdmins(this.#thread.conversation?.snapshot.value, this.tools.me);
    const isStarred = stars.has(item);
    return html`
      <div class="menu" role="menu" aria-label=${localize('messageActions')} @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
        ${text ? html`<div class="emojis" role="group" aria-label=${localize('react')}>${emojis.map((emoji) => html`
          <button role="menuitemcheckbox" tabindex="-1" aria-checked=${item.message.reactions?.[emoji]?.includes(this.tools.me) ? 'true' : 'false'}
            aria-label=${localize('reactWith', { emoji })} @click=${() => { this.#choose('react', emoji); }}>${emoji}</button>`)}</div>` : nothing}
        ${isWritten ? this.#action('reply', localize('reply'), actionIcons.reply) : nothing}
        ${text ? this.#action('copy', localize('copy'), actionIcons.copy) : nothing}
        ${text && stars.isOffered ? this.#action('star', localize(isStarred ? 'unstar' : 'star'), isStarred ? actionIcons.unstar : actionIcons.star) : nothing}
        ${item.own && text ? html`${isWritten ? this.#action('edit', localize('edit'), actionIcons.edit) : nothing}${this.#action('delete', localize('delete'), actionIcons.trash)}` : nothing}
        ${this.#author ? html`<button class="action" role="menuitem" tabindex="-1" @click=${() => { this.isReporting = true; }}>${actionIcons.flag}${localize('report')}</button>` : nothing}
      </div>`;
  }

  #report() {
    return html`
      <div class="menu reporting" role="dialog" aria-label=${localize('reportMessage')} @keydown=${this.#onReportKey}>
        <foyer-report .client=${clientAround(this)} .person=${this.#author} .conversation=${this.#thread.conversation?.id} .seq=${this.item.message.seq} @foyer-report-end=${this.#onReported}></foyer-report>
      </div>`;
  }

  get #thread(): FoyerThread { return (this.getRootNode() as ShadowRoot).host as FoyerThread; }

  /** Who has written it, where one may say something against them. */
  get #author() {
    const author = this.#thread.conversation?.snapshot.value?.people.find(({ id }) => id === this.item.message.from);
    return author && isStranger(author, clientAround(this)?.me.value) ? author : undefined;
  }

  readonly #onReported = ({ detail: { isSent } }: CustomEvent<{ isSent: boolean }>): void => {
    const { tools: { actions }, item } = this;
    this.#close(true);
    if (isSent) actions.act('reported', item);
  };

  readonly #onReportKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close(true);
  };

  #action(action: MessageAction, label: string, icon: unknown) {
    return html`<button class="action ${action === 'delete' ? 'danger' : ''}" role="menuitem" tabindex="-1" @click=${() => { this.#choose(action); }}>${icon}${label}</button>`;
  }

  #buttons(): HTMLElement[] { return [...this.renderRoot.querySelectorAll<HTMLElement>('button')]; }

  #choose(action: MessageAction, emoji?: string): void {
    const { tools, item } = this;
    // Reply and edit go on in the composer.
    this.#close(action !== 'reply' && action !== 'edit');
    tools.actions.act(action, item, emoji);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = this.#buttons();
    const rows = [buttons.filter(({ classList }) => !classList.contains('action')), ...buttons.filter(({ classList }) => classList.contains('action')).map((button) => [button])].filter(({ length }) => length > 0);
    const current = this.shadowRoot?.activeElement as HTMLElement | null;
    const row = Math.max(0, rows.findIndex((some) => some.some((button) => button === current)));
    const column = Math.max(0, rows[row]?.findIndex((button) => button === current) ?? 0);
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const at = (index: number): HTMLElement | undefined => rows.at(index % rows.length)?.[0];
    const beside = (step: number): HTMLElement | undefined => rows[row]?.at((column + step) % (rows[row]?.length ?? 1));
    const next = { ArrowDown: () => at(row + 1), ArrowUp: () => at(row - 1), Home: () => at(0), End: () => at(-1), ArrowLeft: () => beside(forward === 'ArrowLeft' ? 1 : -1), ArrowRight: () => beside(forward === 'ArrowRight' ? 1 : -1) }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') this.#close(true);
    else if (next) next()?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => { if (relatedTarget !== null && !this.renderRoot.contains(relatedTarget as Node)) this.#close(false); };

  #close(takesFocus: boolean): void { this.dispatchEvent(new CustomEvent('foyer-menu-close', { detail: { takesFocus } })); }
}
