import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '../schema.ts';
import { Statements } from './statements.ts';

/** The query builder over one connection of `node:sqlite`. Statements run at once; nothing else may use the connection meanwhile. */
export function kyselyOver(database: DatabaseSync): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> { /* the connection is open */ }
  async acquireConnection(): Promise<DatabaseConnection> { return this.#connection; }
  async beginTransaction(): Promise<void> { this.#database.exec('BEGIN IMMEDIATE'); }
  async commitTransaction(): Promise<void> { this.#database.exec('COMMIT'); }
  async rollbackTransaction(): Promise<void> { if (this.#database.isTransaction) this.#database.exec('ROLLBACK'); }
  async releaseConnection(): Promise<void> { /* there is but one */ }
  async destroy(): Promise<void> { /* closed by its owner */ }
}

class SqliteConnection implements DatabaseConnection {
  readonly #statements: Statements;
  constructor(database: DatabaseSync) { this.#statements = new Statements(database); }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, hasRows } = this.#statements.get(query.sql);
    const parameters = query.parameters as SQLInputValue[];
    if (hasRows) return { rows: statement.all(...parameters) as R[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> { throw new Error('No query is streamed: none may be held across a turn.'); }
}
