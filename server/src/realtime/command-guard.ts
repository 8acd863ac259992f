import { FoyerError } from '@foyer-chat/widget/protocol';

/** Bounds the commands under way in the whole process: beyond it they are refused at once instead of queued for seconds. */
export class CommandGuard {
  readonly #max: number;
  #count = 0;

  constructor(max: number) { this.#max = max; }

  get isFull(): boolean { return this.#count >= this.#max; }
  begin(): void { this.#count += 1; }
  end(): void { this.#count -= 1; }
  refusal(): FoyerError { return new FoyerError('overloaded', { retryAfterMs: 500 + Math.floor(Math.random() * 1_000) }); }
}
