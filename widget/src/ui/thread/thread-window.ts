import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { covers, RowHeights, rowAt, visibleRows, widened, type Slice } from './row-window.ts';
import type { ThreadRow } from './thread-rows.ts';

/** Rows kept on both sides of the view, and how few may be left there before more are drawn. */
const extraRows = 20;
const reserveRows = 8;
const nearEndPx = 48;
/** A row of which less can be seen is not in view. */
const shownPx = 4;
/** Before the first layout. */
const guessedViewPx = 800;

type Block = 'start' | 'center' | 'nearest';
type WindowHost = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
interface Place { key: string; top: number }

/**
 * Which rows of a long thread are in the document, and where the view stands. One of three holds at every update:
 *
 *   target   a row that was asked for      → it is brought to its place, once
 *   end      the view is at the end        → it stays there
 *   anchor   a message that is in view     → it stays where it is, whatever comes, goes or grows around it
 *
 * Rows outside the slice are two spacers, as high as the rows were measured or guessed; a wrong guess moves nothing, because
 * the anchor is put back before anything is painted.
 */
export class ThreadWindow implements ReactiveController {
  slice: Slice = { from: 0, to: 0 };
  isAtEnd = true;
  readonly #host: WindowHost;
  #rows: readonly ThreadRow[] = [];
  #heights = new RowHeights();
  #offsets: Float64Array = new Float64Array(1);
  #isStale = false;
  #anchor: Place | undefined;
  #target: { key: string; block: Block; settled: ((element: HTMLElement) => void) | undefined } | undefined;
  #topKnown = 0;
  /** How high thread and view were when the view was last put at the end: it is not put there again for nothing. */
  #extent = '';
  #resizes: ResizeObserver | undefined;

  constructor(host: WindowHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resizes?.disconnect();
    this.#resizes = undefined;
  }

  /** Another conversation: nothing of the former one holds. The view is at the end until something else is asked for. */
  reset(): void {
    this.#heights = new RowHeights();
    this.#rows = [];
    this.#anchor = undefined;
    this.#target = undefined;
    this.#extent = '';
    this.isAtEnd = true;
  }

  toEnd(): void {
    this.isAtEnd = true;
    this.#extent = '';
    this.#target = undefined;
    this.#host.requestUpdate();
  }

  /** Brings a row into the document and the view; `settled` hears of it once it is there. */
  reveal(key: string, block: Block, settled?: (element: HTMLElement) => void): void {
    this.#target = { key, block, settled };
    this.#host.requestUpdate();
  }

  /** The row at a distance from another one, for keys that turn pages. */
  rowBeside(index: number, px: number): number { return rowAt(this.#offsets, (this.#offsets[index] ?? 0) + px); }

  /** The message rows that are in view now, as indices of all rows. */
  get visible(): Slice {
    const scroller = this.#scroller;
    return scroller ? visibleRows(this.#offsets, this.#topOf(scroller) + shownPx, scroller.clientHeight - shownPx) : { from: 0, to: 0 };
  }

  /** Before rendering: chooses the slice. */
  prepare(rows: readonly ThreadRow[]): void {
    const scroller = this.#scroller;
    // Somebody may have scrolled a moment ago, and the event is still to come.
    if (scroller && this.isShown && scroller.scrollTop !== this.#topKnown) this.#note(scroller);
    if (rows !== this.#rows || this.#isStale) {
      this.#offsets = this.#heights.offsets(rows);
      this.#isStale = false;
    }
    const viewPx = scroller?.clientHeight ?? guessedViewPx;
    const visible = visibleRows(this.#offsets, this.#plannedTop(rows, scroller, viewPx), viewPx);
    if (rows !== this.#rows || !covers(this.slice, visible, reserveRows, rows.length)) this.slice = widened(visible, extraRows, rows.length);
    this.#rows = rows;
  }

  /** After rendering: measures, and puts the view where it belongs. */
  settle(): void {
    const scroller = this.#scroller;
    const box = scroller?.querySelector<HTMLElement>('.rows');
    if (!scroller || !box) return;
    const { from, to } = this.slice;
    const end = this.#offsets.at(-1) ?? 0;
    setBlockSize(box.previousElementSibling, this.#offsets[from] ?? 0);
    setBlockSize(box.nextElementSibling, end - (this.#offsets[to] ?? end));
    // Not earlier: what asks for sizes before the spacers are right moves the view.
    this.#watch(scroller, box);
    if (!this.isShown) return;
    this.#measure(box);
    this.#place(scroller);
    this.#note(scroller);
    if (!covers(this.slice, this.visible, 1, this.#rows.length)) this.#host.requestUpdate();
  }

  /** A thread that lies under another layer has no height: nothing can be measured, and its place is kept. */
  get isShown(): boolean { return !!this.#scroller?.clientHeight; }

  /** Whether there is so little above the view that more should be loaded, or too little to scroll at all. */
  get isNearStart(): boolean {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = this.#scroller ?? {};
    return clientHeight > 0 && (scrollHeight <= clientHeight || (!this.isAtEnd && scrollTop < Math.max(240, clientHeight)));
  }

  readonly onScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const wasAtEnd = this.isAtEnd;
    // What has grown since we put it there ourselves is still to be made good.
    if (scroller.scrollTop !== this.#topKnown) this.#note(scroller);
    if (wasAtEnd !== this.isAtEnd || !covers(this.slice, this.visible, reserveRows, this.#rows.length)) this.#host.requestUpdate();
  };

  /** The element of a row, if it is in the document. */
  element(key: string): HTMLElement | undefined {
    const index = this.#rows.findIndex((row) => row.key === key);
    return index < this.slice.from || index >= this.slice.to ? undefined : this.#scroller?.querySelector('.rows')?.children[index - this.slice.from] as HTMLElement | undefined;
  }

  get #scroller(): HTMLElement | null { return this.#host.renderRoot?.querySelector('.scroller') ?? null; }

  #topOf(scroller: HTMLElement): number { return scroller.scrollTop - (scroller.querySelector<HTMLElement>('.rows')?.previousElementSibling as HTMLElement | null ?? scroller).offsetTop; }

  #plannedTop(rows: readonly ThreadRow[], scroller: HTMLElement | null, viewPx: number): number {
    const offsetOf = (key: string): number | undefined => {
      const index = rows.findIndex((row) => row.key === key);
      return index < 0 ? undefined : this.#offsets[index];
    };
    const target = this.#target && offsetOf(this.#target.key);
    if (target !== undefined) return target - (this.#target?.block === 'start' ? 0 : viewPx / 2);
    if (this.isAtEnd || !scroller) return (this.#offsets.at(-1) ?? 0) - viewPx;
    const anchor = this.#anchor && offsetOf(this.#anchor.key);
    return anchor === undefined ? this.#topOf(scroller) : anchor - (this.#anchor?.top ?? 0);
  }

  #measure(box: HTMLElement): void {
    let index = this.slice.from;
    for (const element of box.children) {
      const row = this.#rows[index];
      if (row && this.#heights.measure(row.key, element.getBoundingClientRect().height)) this.#isStale = true;
      index += 1;
    }
    if (!this.#isStale) return;
    this.#offsets = this.#heights.offsets(this.#rows);
    this.#isStale = false;
  }

  #place(scroller: HTMLElement): void {
    const target = this.#target;
    const element = target && this.element(target.key);
    if (target && element) {
      this.#target = undefined;
      bring(scroller, element, target.block);
      this.isAtEnd = isNearEnd(scroller);
      target.settled?.(element);
    } else if (this.isAtEnd) {
      const extent = `${scroller.scrollHeight}/${scroller.clientHeight}`;
      if (extent !== this.#extent) scroller.scrollTop = scroller.scrollHeight;
      this.#extent = extent;
    } else if (this.#anchor) {
      const anchor = this.element(this.#anchor.key);
      const moved = anchor ? topWithin(scroller, anchor) - this.#anchor.top : 0;
      // Less than a pixel is the rounding of the scroll position itself.
      if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    }
  }

  /** Where the view is now: at the end, or at the first message in it. The end is left by scrolling alone, not because the view got lower. */
  #note(scroller: HTMLElement): void {
    const hasScrolled = scroller.scrollTop !== this.#topKnown;
    this.#topKnown = scroller.scrollTop;
    this.isAtEnd = isNearEnd(scroller) || (this.isAtEnd && !hasScrolled);
    this.#anchor = this.#firstInView(scroller);
  }

  #firstInView(scroller: HTMLElement): Place | undefined {
    const elements = scroller.querySelector('.rows')?.children;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (!elements || elements.length === 0) return undefined;
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((elements[middle] as HTMLElement).getBoundingClientRect().bottom <= top) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < elements.length; index += 1) {
      const row = this.#rows[this.slice.from + index];
      const element = elements[index] as HTMLElement;
      if (element.getBoundingClientRect().top >= bottom) return undefined;
      // Lines between messages come and go with what is around them.
      if (row?.kind === 'message') return { key: row.key, top: topWithin(scroller, element) };
    }
    return undefined;
  }

  /** Pictures that load, fonts, another width: whatever makes rows higher or lower later. */
  #watch(scroller: HTMLElement, box: HTMLElement): void {
    if (this.#resizes) return;
    let wasShown = this.isShown;
    this.#resizes = new ResizeObserver(() => {
      const cameBack = !wasShown;
      wasShown = this.isShown;
      if (!wasShown) return;
      if (cameBack) {
        // Not every browser keeps it for what is hidden.
        scroller.scrollTop = this.#topKnown;
        this.#host.requestUpdate();
        return;
      }
      this.#measure(box);
      // A scroll whose event is still to come is not undone.
      if (scroller.scrollTop !== this.#topKnown) { this.#note(scroller); return; }
      this.#place(scroller);
      this.#topKnown = scroller.scrollTop;
    });
    this.#resizes.observe(scroller);
    this.#resizes.observe(box);
  }
}

const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean => scrollHeight - scrollTop - clientHeight < nearEndPx;

/** Of what is said in a row: a name or a gap above it may come and go. */
function topWithin(scroller: HTMLElement, row: HTMLElement): number {
  return (row.querySelector('[data-seq]') ?? row).getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function bring(scroller: HTMLElement, element: HTMLElement, block: Block): void {
  const view = scroller.getBoundingClientRect();
  const { top, bottom, height } = element.getBoundingClientRect();
  if (block === 'start') scroller.scrollTop += top - view.top;
  else if (block === 'center') scroller.scrollTop += top - view.top - Math.max(0, (view.height - height) / 2);
  else if (top < view.top) scroller.scrollTop += top - view.top - 8;
  else if (bottom > view.bottom) scroller.scrollTop += Math.min(bottom - view.bottom + 8, top - view.top);
}

function setBlockSize(element: Element | null, px: number): void {
  if (element instanceof HTMLElement) element.style.blockSize = `${px}px`;
}
