/** A map that forgets what was used longest ago once it holds more than `max` entries. */
export class LruMap<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #max: number;
  readonly #evicted: ((value: V, key: K) => void) | undefined;

  constructor(max: number, evicted?: (value: V, key: K) => void) {
    this.#max = max;
    this.#evicted = evicted;
  }

  get size(): number { return this.#entries.size; }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#max) return;
    for (const [oldKey, oldValue] of this.#entries) {
      this.#entries.delete(oldKey);
      this.#evicted?.(oldValue, oldKey);
      return;
    }
  }

  /** From what was used longest ago. */
  entries(): IterableIterator<[K, V]> { return this.#entries.entries(); }
  delete(key: K): void { this.#entries.delete(key); }
  clear(): void { this.#entries.clear(); }
}
