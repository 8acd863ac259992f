import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Half of a message counts; of one that is longer than the view, as much as fills half of the view. */
const enough = 0.5;
const steps = Array.from({ length: 26 }, (_, index) => (index * enough) / 25);

function isSeen({ isIntersecting, intersectionRatio, intersectionRect, target }: IntersectionObserverEntry): boolean {
  const view = target.closest('[role=log]')?.clientHeight ?? Infinity;
  return isIntersecting && (intersectionRatio >= enough || intersectionRect.height >= view * enough);
}

/** Reports the furthest message that was really seen: in view, in a visible page that has the focus. Never goes back. */
export class ReadReporter implements ReactiveController {
  readonly #report: (seq: number) => void;
  readonly #inView = new Set<Element>();
  readonly #seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (isSeen(entry)) this.#inView.add(entry.target);
      else this.#inView.delete(entry.target);
    }
    this.#check();
  }, { threshold: steps });
  #watched = new Set<Element>();

  constructor(host: ReactiveControllerHost, report: (seq: number) => void) {
    this.#report = report;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('focus', this.#check);
    document.addEventListener('visibilitychange', this.#check);
  }

  hostDisconnected(): void {
    removeEventListener('focus', this.#check);
    document.removeEventListener('visibilitychange', this.#check);
    this.#seen.disconnect();
    this.#watched.clear();
    this.#inView.clear();
  }

  /** The elements of messages that are shown now; each says its `data-seq`. */
  watch(elements: Iterable<Element>): void {
    const now = new Set(elements);
    for (const element of this.#watched) if (!now.has(element)) { this.#seen.unobserve(element); this.#inView.delete(element); }
    for (const element of now) if (!this.#watched.has(element)) this.#seen.observe(element);
    this.#watched = now;
    this.#check();
  }

  readonly #check = (): void => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const seqs = [...this.#inView].map((element) => Number((element as HTMLElement).dataset['seq']));
    const furthest = Math.max(0, ...seqs);
    if (furthest > 0) this.#report(furthest);
  };
}
