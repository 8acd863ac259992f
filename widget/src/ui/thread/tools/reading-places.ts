import * as v from 'valibot';

/** Conversations of which a place is kept. */
const kept = 20;

/** By conversation, the latest last. */
const placesSchema = v.record(v.string(), v.number());

/**
 * Up to which message somebody had scrolled back in their conversations: kept by the tab over a reload and a change of page. Whoever reads at
 * the end has no place.
 */
export class ReadingPlaces {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;

  constructor(me: string, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#key = `foyer:places:${me}`;
    this.#storage = storage;
  }

  /** The first message that was in view; `undefined` at the end. */
  of(conversation: string): number | undefined { return this.#read().get(conversation); }

  set(conversation: string, seq: number | undefined): void {
    const places = this.#read();
    places.delete(conversation);
    if (seq !== undefined) places.set(conversation, seq);
    try { this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries([...places].slice(-kept)))); } catch { /* it is no loss */ }
  }

  #read(): Map<string, number> {
    try {
      const parsed = v.safeParse(placesSchema, JSON.parse(this.#storage.getItem(this.#key) ?? '{}'));
      return new Map(Object.entries(parsed.success ? parsed.output : {}));
    } catch {
      return new Map();
    }
  }
}
