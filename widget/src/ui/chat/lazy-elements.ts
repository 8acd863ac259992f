import type { ReactiveControllerHost } from 'lit';

/** Elements that a thread does without: fetched when a layer needs them, or when the browser has nothing else to do. */
const sources = {
  'foyer-home': () => import('../home/home.ts').then(({ FoyerHome }) => FoyerHome),
  'foyer-ask': () => import('../home/ask.ts').then(({ FoyerAsk }) => FoyerAsk),
  'foyer-settings': () => import('../settings/settings.ts').then(({ FoyerSettings }) => FoyerSettings),
  'foyer-info': () => import('../info/info.ts').then(({ FoyerInfo }) => FoyerInfo),
  'foyer-preview-card': () => import('./preview-card.ts').then(({ FoyerPreviewCard }) => FoyerPreviewCard),
} satisfies Record<string, () => Promise<CustomElementConstructor>>;

export type LazyTag = keyof typeof sources;

/** Which of them can be shown. Renders its host anew when one has come, or could not. */
export class LazyElements {
  readonly #host: ReactiveControllerHost;
  readonly #asked = new Set<LazyTag>();
  readonly #failed = new Set<LazyTag>();

  constructor(host: ReactiveControllerHost) { this.#host = host; }

  /** Asks for the element at its first use. */
  state(tag: LazyTag): 'ready' | 'loading' | 'failed' {
    if (customElements.get(tag)) return 'ready';
    if (this.#failed.has(tag)) return 'failed';
    this.load(tag);
    return 'loading';
  }

  load(tag: LazyTag): void {
    if (this.#asked.has(tag)) return;
    this.#asked.add(tag);
    sources[tag]().then((element) => {
      if (!customElements.get(tag)) customElements.define(tag, element);
    }, () => {
      this.#failed.add(tag);
    }).finally(() => { this.#host.requestUpdate(); });
  }

  /** After a failure: what could not be fetched is asked for again. */
  retry(): void {
    for (const tag of this.#failed) this.#asked.delete(tag);
    this.#failed.clear();
    this.#host.requestUpdate();
  }

  /** So that going back does not need a connection. */
  loadWhenIdle(...tags: LazyTag[]): void {
    const load = (): void => { for (const tag of tags) this.load(tag); };
    if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 4_000 });
    else setTimeout(load, 1_500);
  }
}
