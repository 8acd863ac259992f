import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';

/** A sweep in short transactions, so that no writer waits long. */
export interface RetentionSteps {
  /** Empties what need not be kept of the next conversations; `next` is where to go on. */
  expire(now: number, after: number): Promise<{ emptied: { conversationId: number; seqs: number[] }[]; next: number | null }>;
  /** Forgets some husks, changes and tokens past their time; `false` when there are no more. */
  forget(now: number): Promise<boolean>;
}

export class RetentionRepository implements RetentionSteps {
  constructor(_db: Db, _heads: Heads) { /* see next commit */ }
  async expire(): Promise<{ emptied: { conversationId: number; seqs: number[] }[]; next: number | null }> { return { emptied: [], next: null }; }
  async forget(): Promise<boolean> { return false; }
}
