import { type ColumnDefinitionBuilder, type ColumnDataType, sql } from 'kysely';
import type { Db } from './schema.ts';

/** All that differs between the engines in SQL. */
export interface Dialect {
  readonly idType: ColumnDataType;
  readonly blobType: 'blob' | 'bytea';
  /** Makes a column count by itself and never give a number twice. */
  counting(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Whether a transaction must lock the rows it is going to change (SQLite has one writer at a time). */
  readonly locksRows: boolean;
  /** Holds other processes' migrations back until the transaction ends. */
  lockMigrations(transaction: Db): Promise<void>;
}

export const sqliteDialect: Dialect = {
  idType: 'integer',
  blobType: 'blob',
  counting: (column) => column.primaryKey().autoIncrement(),
  locksRows: false,
  lockMigrations: async () => undefined,
};

/** Any number, as long as nobody else's advisory lock has it. */
const migrationLock = 4_639_301;

export const postgresDialect: Dialect = {
  idType: 'bigint',
  blobType: 'bytea',
  counting: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  locksRows: true,
  lockMigrations: async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction);
  },
};
