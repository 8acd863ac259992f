import type { ReactiveControllerHost } from 'lit';
import { define } from '../localize.ts';
import { whenIdle } from './when-idle.ts';

/** Elements that a thread does without: fetched when a layer needs them, or when the browser has nothing else to do. */
const sources = {
  'foyer-places': () => import('../home/places.ts').then(({ FoyerConversationList, FoyerHome, FoyerPlaces }) => ({
    'foyer-conversation-list': FoyerConversationList, 'foyer-home': FoyerHome, 'foyer-places': FoyerPlaces,
  })),
  'foyer-ask': () => import('../home/ask.ts').then(({ FoyerAsk }) => ({ 'foyer-ask': FoyerAsk })),
  'foyer-settings': () => import('../settings/settings.ts').then(({ FoyerSettings }) => ({ 'foyer-settings': FoyerSettings })),
  'foyer-info': () => import('../info/info.ts').then(({ FoyerInfo }) => ({ 'foyer-info': FoyerInfo })),
  'foyer-fault': () => import('./fault.ts').then(({ FoyerFault }) => ({ 'foyer-fault': FoyerFault })),
  'foyer-preview-card': () => import('./preview-card.ts').then(({ FoyerPreviewCard }) => ({ 'foyer-preview-card': FoyerPreviewCard })),
} satisfies Record<string, () => Promise<Record<string, Parameters<typeof define>[1]>>>;

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
      for (const [name, element] of Object.entries(await sources[tag]())) define(name, element);
    } catch {
      this.#asked.delete(tag);
      if (isNeeded) this.#failed.add(tag);
    }
    this.#host.requestUpdate();
  }
}
