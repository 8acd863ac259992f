import { html, nothing } from 'lit';
import type { Timeline, TimelineItem } from '../../../client/api.ts';
import { until } from '../../../client/until.ts';
import { screenTexts } from '../../../locales/en-screens.ts';
import type { ScreenTexts, TextKey } from '../../../locales/en.ts';
import { define } from '../../localize.ts';
import { FoyerReport } from '../../people/report.ts';
import type { FoyerThread } from '../thread.ts';
import type { ThreadWindow } from '../thread-window.ts';
import type { ThreadRow } from '../thread-rows.ts';
import { Announcer } from './announcer.ts';
import { FoyerEventLine } from './event-line.ts';
import { failure, retryAllButton } from './failed.ts';
import { latestButton } from './latest.ts';
import { FoyerMessageMenu } from './message-menu.ts';
import { FoyerMessageToolbar } from './message-toolbar.ts';
import { ReadingPlaces } from './reading-places.ts';
import type { Outcome } from './message-commands.ts';
import { FoyerSkipLink } from './skip-link.ts';
import { starLine } from './star-line.ts';
import { ThreadActions, type ActionsParts } from './thread-actions.ts';
import { keyOf, ThreadKeys } from './thread-keys.ts';
import { ThreadEvents } from './thread-events.ts';
import { ThreadStars } from './thread-stars.ts';
import { TypingDots } from './typing-dots.ts';

/** So long somebody waits for a message that is asked for. */
const patienceMs = 20_000;
const flashMs = 1_400;
/** Without a scroll for so long, somebody reads. */
const restMs = 150;

interface ToolsParts extends Omit<ActionsParts, 'closed' | 'stars' | 'tell'> {
  window: ThreadWindow;
  rows: () => readonly ThreadRow[];
  leave: () => void;
  /** Shows a text for a moment. */
  tell: (key: TextKey, english: ScreenTexts) => void;
  /** A message that is loaded. */
  itemAt: (seq: number) => TimelineItem | undefined;
  /** Resolves when the thread shows what it knows. */
  updated: () => Promise<unknown>;
  /** Sets a message off from the others, or none any more. */
  flash: (key: string | undefined) => void;
}

/** A key, or a press or the end of one, before the tools were there. */
export interface Missed { readonly event: Event; readonly target: EventTarget | null }

/** What a thread needs only after it is shown: keys, actions, announcements. Fetched once the first messages are there. */
export class ThreadTools {
  readonly announcer: Announcer;
  readonly dots: TypingDots;
  readonly actions: ThreadActions;
  readonly keys: ThreadKeys;
  readonly stars: ThreadStars;
  readonly #events: ThreadEvents;
  readonly #parts: ToolsParts;
  readonly #end = new AbortController();
  #flashTimer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ToolsParts) {
    define('foyer-message-menu', FoyerMessageMenu);
    define('foyer-report', FoyerReport);
    define('foyer-message-toolbar', FoyerMessageToolbar);
    define('foyer-skip-link', FoyerSkipLink);
    define('foyer-event-line', FoyerEventLine);
    this.#parts = parts;
    this.announcer = new Announcer({ isLoading: () => parts.conversation()?.timeline.value.loading ?? true, changed: parts.changed });
    this.dots = new TypingDots(parts.changed);
    const tell = (outcome: Outcome): void => { parts.tell(outcome, screenTexts); };
    const host = (parts.scroller.getRootNode() as ShadowRoot).host as FoyerThread;
    this.stars = new ThreadStars({ ...parts, host, tell });
    this.#events = new ThreadEvents({ ...parts, host });
    this.actions = new ThreadActions({ ...parts, tell, stars: this.stars, closed: (key) => { this.keys.focus(key); } });
    this.keys = new ThreadKeys({ ...parts, open: (key) => { this.actions.open(key); } });
    const { signal } = this.#end;
    const on = <T extends keyof HTMLElementEventMap>(type: T, act: (event: HTMLElementEventMap[T]) => void): void => { parts.scroller.addEventListener(type, act, { signal }); };
    on('keydown', (event) => { this.keys.onKey(event); });
    on('focusin', ({ target }) => { this.keys.onFocus(target); });
    on('contextmenu', (event) => { this.actions.onContextMenu(event); });
    on('pointerover', ({ pointerType, target }) => { this.actions.hover(pointerType === 'mouse' ? keyOf(target) : undefined); });
    on('pointerleave', () => { this.actions.hover(undefined); });
    on('scroll', () => {
      clearTimeout(this.#restTimer);
      // Who goes to the end and closes the chat has left the place.
      if (parts.window.isAtEnd) this.#keepPlace();
      else this.#restTimer = setTimeout(() => { this.#keepPlace(); }, restMs);
    });
    void this.#returnToPlace();
  }

  /** What was done just before the tools were there. Of keys and presses the last counts, and Escape has been heard by others. */
  catchUp(missed: readonly Missed[]): void {
    const { scroller } = this.#parts;
    const focused = (scroller.getRootNode() as ShadowRoot).activeElement;
    this.keys.onFocus(focused);
    if (matchMedia('(hover: hover)').matches) this.actions.hover(keyOf(scroller.querySelector('[data-key]:hover')));
    const last = missed.at(-1);
    if (!last) return;
    if (last.event instanceof KeyboardEvent) {
      if (scroller.contains(focused) && last.event.key !== 'Escape') this.keys.onKey(last.event, last.target);
      return;
    }
    const down = missed.findLast(({ event }) => event.type === 'pointerdown');
    if (down) this.actions.presses.catchUp(down.event as PointerEvent, down.target, last === down ? undefined : last.event as PointerEvent);
  }

  /** Stands before the messages, where there are any: the way past them, and what can be taken back. */
  extras() {
    return this.#parts.rows().length === 0 ? nothing : html`<foyer-skip-link @click=${this.#parts.leave}></foyer-skip-link>${starLine(this.stars, this.#toLastStarred(this.stars.last?.item.key))}`;
  }

  /** The focus must not be lost with the button. */
  #toLastStarred(key: string | undefined): () => void { return () => { if (key !== undefined) this.keys.focus(key); }; }

  get me(): string { return this.#parts.me(); }

  latest(items: readonly TimelineItem[], seenSeq: number) { return latestButton(items, seenSeq, () => { this.#parts.window.toEnd(); }); }

  failure(item: TimelineItem) { return failure(item, this.#parts.conversation()?.snapshot.value?.permissions, (action) => { this.actions.act(action, item); }); }

  retryAll(items: readonly TimelineItem[]) { return retryAllButton(items, (item) => { this.actions.act('retry', item); }); }

  /** Another conversation is shown. */
  reset(): void {
    this.announcer.reset();
    this.dots.reset();
    this.actions.reset();
    if (!this.#end.signal.aborted) {
      this.stars.reset();
      this.#events.reset();
    }
    this.keys.activeKey = undefined;
    clearTimeout(this.#restTimer);
    void this.#returnToPlace();
  }

  stop(): void {
    this.#end.abort();
    clearTimeout(this.#flashTimer);
    this.reset();
    this.stars.stop();
    this.#events.stop();
    this.actions.stop();
  }

  get #places(): ReadingPlaces {
    // Some pages may not even look at it.
    return new ReadingPlaces(this.#parts.me(), { getItem: (key) => sessionStorage.getItem(key), setItem: (key, value) => { sessionStorage.setItem(key, value); } });
  }

  #keepPlace(): void {
    const { window, rows, conversation } = this.#parts;
    if (!window.isShown) return;
    const first = window.isAtEnd ? undefined : rows().slice(window.visible.from).find((row) => row.kind === 'message');
    const id = conversation()?.id;
    if (id !== undefined) this.#places.set(id, first?.item.message.seq || undefined);
  }

  /** What is new since the last visit counts more than where one was then. */
  async #returnToPlace(): Promise<void> {
    const { window, conversation, changed } = this.#parts;
    const known = conversation();
    // Before the view moves for the first time, which counts as a place.
    const seq = known && this.#places.of(known.id);
    const place = seq === undefined ? undefined : await this.#find(seq);
    if (place && window.isAtEnd && known?.firstUnreadSeq === 0) window.reveal(place.key, 'start', changed);
  }

  /** Scrolls to a message, puts the focus on it and flashes it. */
  async jumpTo(seq: number): Promise<void> {
    const key = (await this.#find(seq))?.key;
    if (key === undefined) return;
    this.#parts.flash(key);
    clearTimeout(this.#flashTimer);
    this.#flashTimer = setTimeout(() => { this.#parts.flash(undefined); }, flashMs);
    this.keys.focus(key, 'center');
  }

  /** A message that may lie in history which is not loaded yet, or be newer than what this device had at the opening. */
  async #find(seq: number): Promise<TimelineItem | undefined> {
    const conversation = this.#parts.conversation();
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(patienceMs)]);
    if (!conversation) return undefined;
    for (;;) {
      await this.#parts.updated();
      if (signal.aborted || this.#parts.conversation() !== conversation) return undefined;
      const item = this.#parts.itemAt(seq);
      if (item) return item;
      const { timeline } = conversation;
      const now = timeline.value;
      const isAhead = !now.items.some(({ message }) => message.seq > seq);
      if (!now.loading && !isAhead) {
        if (!now.hasOlder) return undefined;
        await conversation.loadOlder();
      }
      // Somebody else may be loading, or there was nothing.
      const then = timeline.value;
      if (then.items[0] === now.items[0]) await until(timeline, (next): next is Timeline => next !== then, signal).catch(() => undefined);
    }
  }
}
