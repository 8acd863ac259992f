import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

/** Messages that users have starred for themselves, and what they do not want others to be told of them. */
export const starsAndPrivacy: Migration = {
  name: '0007-stars-and-privacy',
  async up(db, dialect) {
    await db.schema.createTable('stars')
      .addColumn('id', dialect.idType, (column) => dialect.counting(column))
      .addColumn('user_id', 'bigint', (column) => column.notNull().references('users.id'))
      .addColumn('conversation_id', 'bigint', (column) => column.notNull().references('conversations.id'))
      .addColumn('seq', 'bigint', required)
      .addColumn('at', 'bigint', required)
      .execute();
    // By conversation first: every message that is emptied looks for its stars.
    await db.schema.createIndex('stars_message').on('stars').columns(['conversation_id', 'seq', 'user_id']).unique().execute();
    await db.schema.createIndex('stars_user').on('stars').columns(['user_id', 'id']).execute();

    await db.schema.alterTable('users').addColumn('stars_revision', 'bigint', zero).execute();
    await db.schema.alterTable('users').addColumn('hides_last_seen', 'integer', zero).execute();
    await db.schema.alterTable('users').addColumn('hides_reading', 'integer', zero).execute();
    await db.schema.alterTable('members').addColumn('told_seq', 'bigint', zero).execute();
  },
};
