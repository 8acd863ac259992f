import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const refers = (target: string) => (column: ColumnDefinitionBuilder) => column.references(target);

/** What happens in conversations beside messages, for those who read there later. */
export const events: Migration = {
  name: '0008-events',
  async up(db) {
    await db.schema.createTable('events')
      .addColumn('conversation_id', 'bigint', (column) => column.notNull().references('conversations.id'))
      .addColumn('n', 'bigint', required)
      .addColumn('seq', 'bigint', required)
      .addColumn('at', 'bigint', required)
      .addColumn('kind', 'text', required)
      .addColumn('by_id', 'bigint', refers('users.id'))
      .addColumn('user_id', 'bigint', refers('users.id'))
      .addColumn('title', 'text')
      .addColumn('until', 'bigint')
      .addPrimaryKeyConstraint('events_key', ['conversation_id', 'n'])
      .execute();
    await db.schema.createIndex('events_age').on('events').column('at').execute();
    // Whoever is erased is looked for in both.
    await db.schema.createIndex('events_by').on('events').column('by_id').execute();
    await db.schema.createIndex('events_user').on('events').column('user_id').execute();
  },
};
