import type { DatabaseSync, StatementSync } from 'node:sqlite';

interface Prepared { statement: StatementSync; hasRows: boolean }

/** The prepared statements of one connection; the longest unused go first. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #maxKept: number;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync, maxKept = 256) {
    this.#database = database;
    this.#maxKept = maxKept;
  }

  get(text: string): Prepared {
    let prepared = this.#prepared.get(text);
    if (prepared) {
      this.#prepared.delete(text);
    } else {
      const statement = this.#database.prepare(text);
      prepared = { statement, hasRows: statement.columns().length > 0 };
      const [oldest] = this.#prepared.keys();
      if (this.#prepared.size >= this.#maxKept && oldest !== undefined) this.#prepared.delete(oldest);
    }
    this.#prepared.set(text, prepared);
    return prepared;
  }
}
