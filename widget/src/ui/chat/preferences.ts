import type { ReadableStore } from '../../client/api.ts';
import { Store } from '../../client/store.ts';

type TextSize = (typeof textSizes)[number];

/** What a visitor has chosen for this site on this device, and what the launcher must remember. */
export interface Preferences {
  /** `auto`: as the site says. */
  readonly scheme: 'auto' | 'light' | 'dark';
  /** `normal`: as the site says. */
  readonly textSize: TextSize;
  /** A language tag; empty: as the site says. */
  readonly locale: string;
  readonly isSoundOn: boolean;
  /** What comes while the page is not in view is shown by the system, where the browser allows it. */
  readonly isNotifying: boolean;
  /** 0 to 1. */
  readonly volume: number;
  /** Otherwise Enter starts a line, and Ctrl or Cmd with it sends. */
  readonly isEnterSending: boolean;
  /** Keys of one character do something while a thread has the focus. */
  readonly hasSingleKeys: boolean;
  /** No sound and no preview before this; epoch ms. */
  readonly mutedUntil: number;
  /** Messages up to this moment, on the server's clock, are not shown as a preview again. */
  readonly dismissedAt: number;
  /** Name and address have been asked for. */
  readonly isAsked: boolean;
  /** There is a conversation to wait for news from: the chat may connect before it is opened. */
  readonly isReturning: boolean;
}

const initial: Preferences = { scheme: 'auto', textSize: 'normal', locale: '', isSoundOn: true, isNotifying: false, volume: 0.5, isEnterSending: true, hasSingleKeys: true, mutedUntil: 0, dismissedAt: 0, isAsked: false, isReturning: false };
const schemes = ['auto', 'light', 'dark'] as const;
export const textSizes = ['small', 'normal', 'large', 'largest'] as const;

/** Kept in `localStorage` under the site's name, shared by all tabs. Nothing is written before `keep()`; without storage it lives in memory. */
export class PreferenceStore implements ReadableStore<Preferences> {
  readonly #key: string;
  readonly #chosen = new Store(initial);
  #isKept = false;

  constructor(site: string) { this.#key = `foyer:${site}`; }

  get value(): Preferences { return this.#chosen.value; }

  subscribe(listener: (value: Preferences) => void): () => void { return this.#chosen.subscribe(listener); }

  /** Reads what is stored, and follows the other tabs until `disconnect()`. */
  connect(): void {
    this.#read();
    addEventListener('storage', this.#onStorage);
  }

  disconnect(): void { removeEventListener('storage', this.#onStorage); }

  /** From now on changes are stored. */
  keep(): void {
    if (this.#isKept) return;
    this.#isKept = true;
    if (this.value !== initial) this.#write();
  }

  set(change: Partial<Preferences>): void {
    if (Object.entries(change).every(([name, value]) => this.value[name as keyof Preferences] === value)) return;
    this.#chosen.set({ ...this.value, ...change });
    if (this.#isKept) this.#write();
  }

  /** Forgets everything, in every tab. */
  clear(): void {
    this.#isKept = false;
    this.#chosen.set(initial);
    try { localStorage.removeItem(this.#key); } catch { /* there is nothing to forget */ }
  }

  #read(): void {
    try {
      const stored = localStorage.getItem(this.#key);
      if (stored !== null) this.#chosen.set(parsed(stored));
    } catch { /* a page without storage */ }
  }

  #write(): void {
    try { localStorage.setItem(this.#key, JSON.stringify(this.value)); } catch { /* it lives until the page ends */ }
  }

  readonly #onStorage = ({ key, newValue }: StorageEvent): void => {
    // `null`: everything was cleared.
    if (key !== this.#key && key !== null) return;
    if (newValue === null) this.#isKept = false;
    this.#chosen.set(newValue === null ? initial : parsed(newValue));
  };
}

/** Any script of the page may have written there. */
function parsed(text: string): Preferences {
  let stored: unknown;
  try { stored = JSON.parse(text); } catch { return initial; }
  if (typeof stored !== 'object' || stored === null) return initial;
  const given = stored as Record<string, unknown>;
  const known = Object.entries(initial).map(([name, fallback]) => [name, typeof given[name] === typeof fallback ? given[name] : fallback] as const);
  const value = Object.fromEntries(known) as unknown as Preferences;
  return { ...value, scheme: oneOf(schemes, value.scheme, initial.scheme), textSize: oneOf(textSizes, value.textSize, initial.textSize), volume: Math.min(1, Math.max(0, value.volume)) };
}

const oneOf = <T extends string>(known: readonly T[], value: T, fallback: T): T => (known.includes(value) ? value : fallback);
