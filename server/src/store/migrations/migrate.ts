import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Dialect } from '../dialect.ts';
import type { Db } from '../schema.ts';
import { migrations } from './list.ts';

/**
 * Brings the schema up to date, in one transaction: all steps or none. Safe to run from several processes at once.
 * Rejects with `FoyerError('unavailable')` where a newer version of the program has been at work.
 */
export async function migrate(db: Db, dialect: Dialect, now: () => number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dialect.lockMigrations(trx);
    await trx.schema.createTable('migrations').ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    const done = new Set((await trx.selectFrom('migrations').select('name').execute()).map(({ name }) => name));
    const unknown = [...done].find((name) => migrations.every((known) => known.name !== name));
    if (unknown !== undefined) throw new FoyerError('unavailable', { message: `The database has migration ${unknown}, which this version does not know.` });
    for (const migration of migrations) {
      if (done.has(migration.name)) continue;
      await migration.up(trx, dialect);
      await trx.insertInto('migrations').values({ name: migration.name, at: now() }).execute();
    }
  });
}
