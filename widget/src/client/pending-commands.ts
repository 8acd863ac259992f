import { FoyerError } from '../protocol/errors.ts';
import * as limits from '../protocol/limits.ts';

interface Pending { resolve: (result: unknown) => void; reject: (error: FoyerError) => void; timer: ReturnType<typeof setTimeout> }

/** Commands on their way, each waiting for its answer. */
export class PendingCommands {
  readonly #pending = new Map<number, Pending>();
  #last = 0;

  /** `answer` rejects with `timeout` after `limits.commandTimeoutMs`. */
  add(): { id: number; answer: Promise<unknown> } {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => { this.reject(id, new FoyerError('timeout')); }, limits.commandTimeoutMs);
      this.#pending.set(id, { resolve, reject, timer });
    });
    return { id, answer };
  }

  resolve(id: number, result: unknown): void { this.#take(id)?.resolve(result); }
  reject(id: number, error: FoyerError): void { this.#take(id)?.reject(error); }
  rejectAll(error: FoyerError): void { for (const id of this.#pending.keys()) this.reject(id, error); }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    clearTimeout(pending?.timer);
    this.#pending.delete(id);
    return pending;
  }
}
