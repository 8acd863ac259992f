import type { ReadableStore } from '../client/api.ts';
import { threadTexts } from '../locales/en-thread.ts';
import { choose, isLanguage, languageOf, textsIn, type OwnTexts } from '../locales/languages.ts';
import { Localizer, type KnownTexts } from './localizer.ts';

/** Scopes by the element that they belong to. */
const scopes = new WeakMap<Element, LocaleScope>();

/** Where nothing is drawn. */
export const english = new Localizer({ texts: threadTexts, tag: 'en', readers: navigator.languages });

/**
 * The language of an element and of all that is drawn inside it. English until a language that was asked for has been fetched,
 * and when it cannot be. With `auto` it follows the `lang` of the page, while somebody listens.
 */
class LocaleScope implements ReadableStore<Localizer> {
  #value = english;
  #tag = '';
  #own: OwnTexts | undefined;
  /** Of the latest choice: texts that arrive for an earlier one change nothing. */
  #turn = 0;
  readonly #listeners = new Set<(value: Localizer) => void>();
  readonly #page = new MutationObserver(() => { if (this.#asked === undefined) this.#choose(); });

  get value(): Localizer { return this.#value; }
  get #asked(): string | undefined { return this.#tag === '' || this.#tag === 'auto' ? undefined : this.#tag; }

  set(tag: string, own?: OwnTexts): void {
    if (tag === this.#tag && own === this.#own) return;
    this.#tag = tag;
    this.#own = own;
    this.#choose();
  }

  subscribe(listener: (value: Localizer) => void): () => void {
    if (this.#listeners.size === 0) {
      this.#page.observe(document.documentElement, { attributeFilter: ['lang'] });
      this.#choose();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#page.disconnect();
    };
  }

  #choose(): void {
    this.#turn += 1;
    const turn = this.#turn;
    const own = this.#own ?? {};
    const asked = this.#asked;
    // A language that only the site has texts in.
    if (asked !== undefined && !isLanguage(languageOf(asked)) && isTag(asked) && Object.keys(own).length > 0) {
      this.#show(new Localizer({ texts: threadTexts, tag: asked, own, readers: navigator.languages }));
      return;
    }
    const { language, tag } = choose((asked === undefined ? [document.documentElement.lang, ...navigator.languages] : [asked]).filter(isTag));
    const show = (texts: KnownTexts): void => {
      if (turn === this.#turn) this.#show(new Localizer({ texts, tag, own, readers: navigator.languages }));
    };
    if (language === 'en') show(threadTexts);
    else void textsIn(language).then(show, () => undefined);
  }

  #show(value: Localizer): void {
    this.#value = value;
    for (const listener of Array.from(this.#listeners)) listener(value);
  }
}

/** What the page says may be anything. */
function isTag(tag: string): boolean {
  try { return Intl.getCanonicalLocales(tag).length > 0; } catch { return false; }
}

/**
 * Gives an element, and all that is drawn inside it, a language: a tag, or `auto` for the page's own (`<html lang>`, then the browser's languages).
 * `own` are texts that replace ours. Whatever is drawn there is drawn anew when the language has arrived.
 *
 * `<foyer-chat>` calls it in `willUpdate`, whenever its `locale` or `texts` has changed:
 *
 *     if (changed.has('locale') || changed.has('texts')) setLocale(this, this.locale, this.texts);
 */
export function setLocale(element: Element, tag: string, own?: OwnTexts): void {
  let scope = scopes.get(element);
  if (!scope) scopes.set(element, scope = new LocaleScope());
  scope.set(tag, own);
}

/** The scope that an element is in: of the nearest element around it, across shadow roots, that has been given a language; the page's if none has. */
export function localeScopeOf(element: Element): ReadableStore<Localizer> {
  for (let at: Element | null = element; at; at = outside(at)) {
    const scope = scopes.get(at);
    if (scope) return scope;
  }
  const page = document.documentElement;
  let scope = scopes.get(page);
  if (!scope) scopes.set(page, scope = new LocaleScope());
  return scope;
}

function outside(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
