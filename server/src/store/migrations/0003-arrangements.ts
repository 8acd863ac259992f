import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

/** How a member has arranged a conversation in their own list. */
export const arrangements: Migration = {
  name: '0003-arrangements',
  async up(db) {
    await db.schema.alterTable('members').addColumn('pinned', 'integer', zero).execute();
    await db.schema.alterTable('members').addColumn('muted_until', 'bigint', zero).execute();
    await db.schema.alterTable('members').addColumn('archived_seq', 'bigint', zero).execute();
  },
};
