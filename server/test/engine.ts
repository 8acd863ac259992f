import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

const clusterUrl = inject('postgresUrl');
const duplicateDatabase = '42P04';

/** Whether the servers of this run keep their data in PostgreSQL. */
export const isOnPostgres = clusterUrl !== undefined;

/** The environment that gives a server its engine: SQLite in its directory, or a PostgreSQL database that belongs to the directory. */
export async function engineOf(directory: string): Promise<{ DATABASE_URL: string }> {
  if (clusterUrl === undefined) return { DATABASE_URL: '' };
  const name = `foyer_${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`;
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== duplicateDatabase) throw error;
  } finally {
    await client.end();
  }
  return { DATABASE_URL: clusterUrl.replace(/\/foyer$/, `/${name}`) };
}
