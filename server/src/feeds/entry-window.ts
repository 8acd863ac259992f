const shrinkFactor = 4;

/**
 * Encoded entries back to back in one buffer. Thousands of feeds keep some each: an object per entry would outlive the collector's
 * short generations, and be what its long ones are spent on.
 */
export class EntryWindow {
  #bytes = new Uint8Array(0);
  /** Where each entry ends. */
  #ends: number[] = [];

  get count(): number { return this.#ends.length; }

  /** Copies entries to the end. `ends`: where each ends in `bytes`, ascending; the last is all of it. */
  push(bytes: Uint8Array, ends: readonly number[]): void {
    const from = this.#ends.at(-1) ?? 0;
    const needed = from + bytes.length;
    if (needed > this.#bytes.length) this.#resize(Math.max(needed, from * 2));
    this.#bytes.set(bytes, from);
    for (const end of ends) this.#ends.push(from + end);
  }

  /** Forgets the first `count` entries. */
  drop(count: number): void {
    const from = this.#ends[count - 1] ?? 0;
    const end = this.#ends.at(-1) ?? 0;
    this.#bytes.copyWithin(0, from, end);
    this.#ends = this.#ends.slice(count).map((entryEnd) => entryEnd - from);
    if (this.#bytes.length > (end - from) * shrinkFactor) this.#resize(end - from);
  }

  /** All entries from the `index`th on. Stands until the next `push` or `drop`. */
  from(index: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[index - 1] ?? 0, this.#ends.at(-1) ?? 0);
  }

  #resize(length: number): void {
    const bytes = new Uint8Array(length);
    bytes.set(this.#bytes.subarray(0, length));
    this.#bytes = bytes;
  }
}
