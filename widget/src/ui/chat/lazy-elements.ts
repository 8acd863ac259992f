import type { ReactiveControllerHost } from 'lit';
import { define } from '../localize.ts';
import { whenIdle } from './when-idle.ts';

type Elements = Readonly<Record<string, Parameters<typeof define>[1]>>;

/** Elements that a thread does without: fetched when a layer needs them, or when the browser has nothing else to do. */
const sources = {
  'foyer-places': () => import('../home/places.ts'),
  'foyer-cover': () => import('../home/cover.ts'),
  'foyer-ask': () => import('../home/ask.ts'),
  'foyer-settings': () => import('../settings/settings.ts'),
  'foyer-info': () => import('../info/info.ts'),
  'foyer-fault': () => import('./fault.ts'),
  'foyer-preview-card': () => import('./preview-card.ts'),
} satisfies Record<string, () => Promise<{ elements: Elements }>>;

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
    void this.#fetch(tag, true);
    return 'loading';
  }

  /** After a failure: what could not be fetched is asked for again. */
  retry(): void {
    this.#failed.clear();
    this.#host.requestUpdate();
  }

  /** So that going back, or losing the connection, does not need a connection. What cannot be had then is asked for again when it is needed. */
  loadWhenIdle(...tags: LazyTag[]): void { whenIdle(() => { for (const tag of tags) void this.#fetch(tag, false); }); }

  async #fetch(tag: LazyTag, isNeeded: boolean): Promise<void> {
    if (this.#asked.has(tag)) return;
    this.#asked.add(tag);
    try {
      const { elements } = await sources[tag]();
      for (const [name, element] of Object.entries<Elements[string]>(elements)) define(name, element);
    } catch {
      this.#asked.delete(tag);
      if (isNeeded) this.#failed.add(tag);
    }
    this.#host.requestUpdate();
  }
}
