/** Lets work on one thing begin when the work before it on the same thing is over, so that what is heard of is heard of in the order in which it was done. */
export class Turns {
  readonly #last = new Map<number, Promise<unknown>>();

  take<T>(key: number, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(() => {}, () => {}).then(work);
    this.#last.set(key, turn);
    return turn.finally(() => { if (this.#last.get(key) === turn) this.#last.delete(key); });
  }
}
