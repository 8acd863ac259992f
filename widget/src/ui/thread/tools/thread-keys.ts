import type { ThreadRow } from '../thread-rows.ts';
import type { ThreadWindow } from '../thread-window.ts';

interface KeysParts {
  window: ThreadWindow;
  rows: () => readonly ThreadRow[];
  scroller: HTMLElement;
  open: (key: string) => void;
  leave: () => void;
  changed: () => void;
}

/**
 * Moving over messages by keys, one of which the tab key reaches:
 *
 *   Up, Down        the message before or after          Enter, Menu, Shift+F10    its actions
 *   Page Up, Down   as far as the view reaches           Escape                    back to the composer
 *   Home, End       the first loaded, the newest             ?                         the list of keys (`foyer-keys`)
 */
export class ThreadKeys {
  activeKey: string | undefined;
  readonly #parts: KeysParts;

  constructor(parts: KeysParts) { this.#parts = parts; }

  /** This has the focus now. */
  onFocus(target: EventTarget | null): void {
    const key = keyOf(target);
    if (key === undefined || key === this.activeKey) return;
    this.activeKey = key;
    this.#parts.changed();
  }

  onKey(event: KeyboardEvent, target = event.target): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isOnRow = target === rowOf(target);
    if (event.key === 'Escape') {
      // What else lies under the thread is closed by another press.
      event.stopPropagation();
      this.#parts.leave();
    } else if (isOnRow && this.activeKey !== undefined && (event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault();
      this.#parts.open(this.activeKey);
    } else if (event.key === '?') {
      // Whoever shows the list says so; else it is a key like any other.
      const ask = new CustomEvent('foyer-keys', { detail: { isKey: true }, bubbles: true, composed: true, cancelable: true });
      if (!(event.target as Element).dispatchEvent(ask)) event.preventDefault();
    } else {
      const next = this.#next(event.key);
      if (!next) return;
      event.preventDefault();
      this.focus(next);
    }
  }

  /** Brings a message into view and puts the focus on it. */
  focus(key: string, block: 'nearest' | 'center' = 'nearest'): void {
    this.activeKey = key;
    this.#parts.window.reveal(key, block, (element) => { element.focus({ preventScroll: true }); });
  }

  #next(pressed: string): string | undefined {
    const rows = this.#parts.rows();
    const { window } = this.#parts;
    const found = rows.findIndex(({ key }) => key === this.activeKey);
    // Nothing was chosen yet: begin where the reader looks.
    if (found < 0) return ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(pressed) ? nearest(rows, window.visible.to - 1, -1) : this.#far(rows, pressed);
    const viewPx = this.#parts.scroller.clientHeight;
    switch (pressed) {
      case 'ArrowUp': return nearest(rows, found - 1, -1) ?? nearest(rows, found, 1);
      case 'ArrowDown': return nearest(rows, found + 1, 1) ?? nearest(rows, found, -1);
      case 'PageUp': return nearest(rows, Math.min(found - 1, window.rowBeside(found, -viewPx) + 1), -1) ?? nearest(rows, 0, 1);
      case 'PageDown': return nearest(rows, Math.max(found + 1, window.rowBeside(found, viewPx) - 1), 1) ?? nearest(rows, rows.length - 1, -1);
      default: return this.#far(rows, pressed);
    }
  }

  #far(rows: readonly ThreadRow[], pressed: string): string | undefined {
    if (pressed === 'Home') return nearest(rows, 0, 1);
    return pressed === 'End' ? nearest(rows, rows.length - 1, -1) : undefined;
  }
}

/** The first message from there on. */
function nearest(rows: readonly ThreadRow[], from: number, step: 1 | -1): string | undefined {
  for (let index = from; index >= 0 && index < rows.length; index += step) if (rows[index]?.kind === 'message') return rows[index]?.key;
  return undefined;
}

const rowOf = (target: EventTarget | null): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null);

/** Of the message that something in the thread belongs to. */
export const keyOf = (target: EventTarget | null): string | undefined => rowOf(target)?.dataset['key'];
