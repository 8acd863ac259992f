import type { ReactiveController, ReactiveElement } from 'lit';
import type { ReadableStore } from '../client/api.ts';
import type { ThreadTextKey } from '../locales/en.ts';
import { english, localeScopeOf } from './locale-scope.ts';
import type { Localizer, TextValues } from './localizer.ts';

/**
 * The scopes of the elements that are being updated now, the innermost last. An update is synchronous and takes its entry away again,
 * so that nothing of one element's language is left for the next.
 */
const updating: ReadableStore<Localizer>[] = [];

/** The language of the element that is being updated; in an event handler use `localizerOf(this)`. */
export const localizer = (): Localizer => updating.at(-1)?.value ?? english;

/** A text of the interface by its key, in the language of the element that is being updated: for `willUpdate`, `render` and `updated`. */
export const localize = (key: ThreadTextKey, values?: TextValues): string => localizer().text(key, values);

/** The language of an element, at any time: for event handlers and whatever else happens outside an update. */
export const localizerOf = (element: Element): Localizer => localeScopeOf(element).value;

interface Updatable { performUpdate(): void }

/** Updates an element in the language of its place, and again when that changes. */
class LocaleController implements ReactiveController {
  readonly #host: ReactiveElement;
  #scope: ReadableStore<Localizer> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    const updatable = host as unknown as Updatable;
    const performUpdate = updatable.performUpdate.bind(host);
    updatable.performUpdate = () => {
      updating.push(this.#scope ?? localeScopeOf(host));
      try { performUpdate(); } finally { updating.pop(); }
    };
  }

  hostConnected(): void {
    this.#scope = localeScopeOf(this.#host);
    this.#unsubscribe = this.#scope.subscribe(() => { this.#host.requestUpdate(); });
    // It may have been elsewhere before.
    if (this.#host.hasUpdated) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#scope = undefined;
  }
}

/** Registers an element whose texts come from `localize`. A name that is taken already is left alone. */
export function define(tag: string, element: typeof ReactiveElement & CustomElementConstructor): void {
  if (customElements.get(tag)) return;
  element.addInitializer((host) => { host.addController(new LocaleController(host)); });
  customElements.define(tag, element);
}
