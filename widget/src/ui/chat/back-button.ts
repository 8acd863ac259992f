/** What an entry of the browser's history says that we made. */
interface Mark { page: string; depth: number }

const markOf = (state: unknown): Mark | undefined => (typeof state === 'object' && state !== null && 'foyer' in state ? state.foyer as Mark : undefined);

/**
 * Lets the browser's Back close layers before it leaves the page: one entry of the history for each layer, at the same address.
 *
 *  layers   0 ──open──▶ 1 ──open──▶ 2        each step forward pushes an entry
 *             ◀─Back───   ◀─Back───          Back takes one away: `onBack`
 *             ◀──────closed by a button──    the entries are taken away by us: the page's own listeners do not hear of it
 */
export class BackButton {
  readonly #page = Math.random().toString(36).slice(2);
  readonly #onBack: () => void;
  #wanted = 0;
  #depth = 0;
  /** We have asked the browser to go back, and it has not done so yet. */
  #isLeaving = false;
  #isListening = false;

  constructor(onBack: () => void) { this.#onBack = onBack; }

  /** How many layers Back has to close; 0 gives it back to the page. */
  setDepth(depth: number): void {
    this.#wanted = depth;
    if (depth > 0 && !this.#isListening) {
      this.#isListening = true;
      // Before those of the page: a router must not take our entries for its own.
      addEventListener('popstate', this.#onPop, { capture: true });
    }
    this.#settle();
  }

  #settle(): void {
    if (this.#isLeaving) return;
    while (this.#depth < this.#wanted) {
      this.#depth += 1;
      const mark: Mark = { page: this.#page, depth: this.#depth };
      history.pushState({ ...(history.state as object | null), foyer: mark }, '');
    }
    if (this.#depth > this.#wanted) {
      const excess = this.#depth - this.#wanted;
      const here = markOf(history.state);
      this.#depth = this.#wanted;
      // Where the page has gone on meanwhile, its entries lie on ours: they stay.
      if (here?.page === this.#page) {
        this.#isLeaving = true;
        history.go(-excess);
      }
    }
    if (this.#wanted === 0 && !this.#isLeaving && this.#isListening) {
      this.#isListening = false;
      removeEventListener('popstate', this.#onPop, { capture: true });
    }
  }

  readonly #onPop = (event: PopStateEvent): void => {
    if (this.#isLeaving) {
      this.#isLeaving = false;
      event.stopImmediatePropagation();
      this.#settle();
      return;
    }
    const mark = markOf(event.state);
    const depth = mark?.page === this.#page ? mark.depth : 0;
    const closed = this.#depth - depth;
    if (closed <= 0) return;
    event.stopImmediatePropagation();
    this.#depth = depth;
    for (let count = 0; count < closed; count += 1) this.#onBack();
  };
}
