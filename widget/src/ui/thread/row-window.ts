/** Rows `from` up to, not including, `to`. */
export interface Slice { from: number; to: number }

/** A row before it was measured: by what it is, and for a message by how much is in it. */
export interface Guessable { key: string; guessPx: number }

/**
 * Heights by key: measured ones, and guesses until then. Kept for as long as the thread shows the conversation, so that rows which
 * leave the document and come back take the room they had.
 *
 *   offsets   0 ──── h₀ ──── h₀+h₁ ──── … ──── all       one more than there are rows
 */
export class RowHeights {
  readonly #measured = new Map<string, number>();

  /** Whether that is news by more than a rounding. */
  measure(key: string, px: number): boolean {
    const former = this.#measured.get(key);
    if (former !== undefined && Math.abs(former - px) < 0.01) return false;
    this.#measured.set(key, px);
    return true;
  }

  offsets(rows: readonly Guessable[]): Float64Array {
    const offsets = new Float64Array(rows.length + 1);
    let top = 0;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] as Guessable;
      top += this.#measured.get(row.key) ?? row.guessPx;
      offsets[index + 1] = top;
    }
    return offsets;
  }
}

/** The row that covers `px`; the first or last one for places before and after all. −1 where there is none. */
export function rowAt(offsets: Float64Array, px: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= px) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** The rows of which something lies between `top` and `top + viewPx`. */
export function visibleRows(offsets: Float64Array, top: number, viewPx: number): Slice {
  const first = rowAt(offsets, top);
  return first < 0 ? { from: 0, to: 0 } : { from: first, to: rowAt(offsets, top + Math.max(0, viewPx - 1)) + 1 };
}

/** `visible` with `extra` rows on both sides, as far as there are any. */
export function widened({ from, to }: Slice, extra: number, count: number): Slice {
  return { from: Math.max(0, from - extra), to: Math.min(count, to + extra) };
}

/** Whether a view of `visible` still has `reserve` rows of `slice` on both sides, or all that there are. */
export function covers(slice: Slice, visible: Slice, reserve: number, count: number): boolean {
  return slice.from <= Math.max(0, visible.from - reserve) && slice.to >= Math.min(count, visible.to + reserve);
}
