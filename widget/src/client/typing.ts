import * as limits from '../protocol/limits.ts';

/** Whether this user types: told on every key press, silent again `limits.typingTimeoutMs` after the last one. */
export class OwnTyping {
  readonly #show: (kind: 'text' | 'voice' | null) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(show: (kind: 'text' | 'voice' | null) => void) { this.#show = show; }

  set(kind: 'text' | 'voice' | null): void {
    clearTimeout(this.#timer);
    this.#timer = kind === null ? undefined : setTimeout(() => { this.#show(null); }, limits.typingTimeoutMs);
    this.#show(kind);
  }
}
