import * as v from 'valibot';
import type { KeyValue } from './key-value.ts';
import { Store } from './store.ts';

const writeAfterMs = 300;
/** Where a draft is kept. */
export const draftKey = (conversation: string): string => `draft:${conversation}`;

interface DraftsParts {
  settings: KeyValue;
  /** Where the tab keeps what is not stored yet; nowhere where nothing is kept. */
  stash: string | undefined;
  /** A draft was stored: other tabs should look. */
  announce: (conversation: string) => void;
}

/** What is written and not sent, per conversation; kept on the device and shared between its tabs. */
export class Drafts {
  /** Those that are not empty, by conversation, as far as somebody has asked for them by `of`. */
  readonly written = new Store<ReadonlyMap<string, string>>(new Map());
  readonly #parts: DraftsParts;
  readonly #drafts = new Map<string, Store<string>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Conversations whose draft is being written in this tab. */
  readonly #own = new Set<string>();

  constructor(parts: DraftsParts) { this.#parts = parts; }

  /** Empty at first, then what is stored. */
  of(conversation: string): Store<string> {
    const known = this.#drafts.get(conversation);
    if (known) return known;
    const draft = new Store('');
    this.#drafts.set(conversation, draft);
    draft.subscribe((text) => { this.#note(conversation, text); });
    void this.reload(conversation);
    return draft;
  }

  set(conversation: string, text: string): void {
    this.of(conversation).set(text);
    if (text === '') this.#own.delete(conversation);
    else this.#own.add(conversation);
    this.#stash(JSON.stringify([conversation, text]));
    clearTimeout(this.#timers.get(conversation));
    this.#timers.set(conversation, setTimeout(() => { void this.#write(conversation); }, writeAfterMs));
  }

  /** Stores what the page before this one in the tab had no time to store: a transaction does not outlive its page. */
  async restore(): Promise<void> {
    try {
      const [conversation, text] = JSON.parse(sessionStorage.getItem(this.#parts.stash ?? '') ?? '') as string[];
      await this.#parts.settings.set(draftKey(`${conversation}`), text);
      this.#stash();
    } catch { /* there is nothing, or nothing that we have written */ }
  }

  /** Another tab has written; what is being written here counts more. */
  async reload(conversation: string): Promise<void> {
    const text = v.safeParse(v.string(), await this.#parts.settings.get(draftKey(conversation)));
    if (!this.#own.has(conversation) && !this.#timers.has(conversation)) this.#drafts.get(conversation)?.set(text.success ? text.output : '');
  }

  /** Resolves when everything is stored. */
  async flush(): Promise<void> { await Promise.all([...this.#timers.keys()].map((conversation) => this.#write(conversation))); }

  /** Forgets everything; the storage is cleared by its owner. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#own.clear();
    this.#stash();
    for (const draft of this.#drafts.values()) draft.set('');
  }

  #note(conversation: string, text: string): void {
    const written = new Map(this.written.value);
    if (text === '') written.delete(conversation);
    else written.set(conversation, text);
    this.written.set(written);
  }

  async #write(conversation: string): Promise<void> {
    clearTimeout(this.#timers.get(conversation));
    this.#timers.delete(conversation);
    const text = this.#drafts.get(conversation)?.value ?? '';
    await (text === '' ? this.#parts.settings.delete(draftKey(conversation)) : this.#parts.settings.set(draftKey(conversation), text));
    if (this.#timers.size === 0) this.#stash();
    this.#parts.announce(conversation);
  }

  #stash(words = ''): void {
    const { stash } = this.#parts;
    try {
      if (stash) sessionStorage[words ? 'setItem' : 'removeItem'](stash, words);
    } catch { /* a page without storage */ }
  }
}
