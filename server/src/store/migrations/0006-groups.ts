import type { Migration } from './migration.ts';

/** Who wrote in a group and left it, and one invite of each group. */
export const groups: Migration = {
  name: '0006-groups',
  async up(db) {
    await db.schema.alterTable('members').addColumn('wrote', 'integer', (column) => column.notNull().defaultTo(0)).execute();
    // Nobody has counted until now: those who are there may have said something.
    await db.updateTable('members').set({ wrote: 1 }).execute();
    await db.schema.createTable('invites')
      .addColumn('conversation_id', 'bigint', (column) => column.primaryKey().references('conversations.id'))
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
