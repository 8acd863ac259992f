import type { Config } from './config.ts';
import type { Store } from './store/store.ts';

/** Opens the configured database and brings it up to date; loads only the engine that is used. */
export async function openStore(config: Pick<Config, 'databaseUrl' | 'dataDirectory'>): Promise<Store> {
  if (config.databaseUrl !== undefined) {
    const { openPostgres } = await import('./store/postgres.ts');
    return openPostgres({ url: config.databaseUrl });
  }
  const { openSqlite } = await import('./store/sqlite.ts');
  // Without its database thread the process can do nothing: it ends as it does on any fault that nobody caught.
  return openSqlite({ directory: config.dataDirectory, onFatal: (error) => { throw error; } });
}
