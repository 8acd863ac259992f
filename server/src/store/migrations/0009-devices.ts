import type { Migration } from './migration.ts';

/** Links that bring another device to somebody, one of each user, and a count that tells their devices that one has come or gone. */
export const devices: Migration = {
  name: '0009-devices',
  async up(db, dialect) {
    await db.schema.alterTable('users').addColumn('devices_revision', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
    await db.schema.createTable('device_links')
      .addColumn('user_id', 'bigint', (column) => column.primaryKey().references('users.id'))
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('code_start', 'text', (column) => column.notNull().unique())
      .addColumn('code_hash', dialect.blobType, (column) => column.notNull())
      .addColumn('wrong_guesses', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('taken_by', 'bigint')
      .execute();
  },
};
