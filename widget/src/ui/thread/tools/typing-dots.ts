/** Somebody who stops typing mostly has sent something, which is here a moment later. */
const lingerMs = 600;

/**
 * Whose dots are shown. Word that somebody has stopped and the message itself come apart, in either order: the dots wait for the
 * message and go with its arrival, so that it takes their place and nothing moves twice.
 */
export class TypingDots {
  readonly #changed: () => void;
  readonly #clock: () => number;
  /** Shown now; with a time once they have stopped. */
  readonly #shown = new Map<string, number>();
  /** Have written since they began to type, and are not heard of as typing anew yet. */
  readonly #written = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is called when dots go by themselves. */
  constructor(changed: () => void, clock: () => number = Date.now) {
    this.#changed = changed;
    this.#clock = clock;
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#shown.clear();
    this.#written.clear();
  }

  /** `typing`: who is said to type; `authors`: of messages that have just come in. */
  next(typing: readonly string[], authors: readonly string[]): readonly string[] {
    for (const user of this.#written) if (!typing.includes(user)) this.#written.delete(user);
    for (const user of authors) {
      if (typing.includes(user)) this.#written.add(user);
      this.#shown.delete(user);
    }
    const now = this.#clock();
    for (const user of typing) if (!this.#written.has(user)) this.#shown.set(user, 0);
    for (const [user, until] of this.#shown) {
      if (typing.includes(user)) continue;
      if (until === 0) this.#shown.set(user, now + lingerMs);
      else if (until <= now) this.#shown.delete(user);
    }
    clearTimeout(this.#timer);
    if ([...this.#shown.values()].some((until) => until > 0)) this.#timer = setTimeout(this.#changed, lingerMs);
    return [...this.#shown.keys()];
  }
}
