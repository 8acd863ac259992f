import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '../schema.ts';

const int8 = 20;
const maxConnections = 10;
const connectTimeoutMs = 5000;
/** Durable commits, and no transaction that waits or idles for ever. */
const sessionOptions = '-c synchronous_commit=on -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000';

/** A pool of connections whose 64-bit integers are numbers: ids, times and counters stay below 2^53. */
export function connect(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    options: sessionOptions,
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as never },
  });
  // An idle connection that breaks is replaced by the pool; the query that meets it rejects by itself.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
