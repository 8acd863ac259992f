import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const person = (column: ColumnDefinitionBuilder) => column.notNull().references('users.id');

/** Whom people let write to them no more, and what they say of others to the team. */
export const protection: Migration = {
  name: '0005-protection',
  async up(db, dialect) {
    await db.schema.createTable('person_blocks')
      .addColumn('user_id', 'bigint', person)
      .addColumn('blocked_id', 'bigint', person)
      .addColumn('at', 'bigint', required)
      .addPrimaryKeyConstraint('person_blocks_key', ['user_id', 'blocked_id'])
      .execute();
    await db.schema.createIndex('person_blocks_blocked').on('person_blocks').column('blocked_id').execute();

    await db.schema.createTable('reports')
      .addColumn('id', dialect.idType, (column) => dialect.counting(column))
      .addColumn('uid', 'text', (column) => column.notNull().unique())
      .addColumn('site_id', 'bigint', (column) => column.notNull().references('sites.id'))
      .addColumn('reporter_id', 'bigint', person)
      .addColumn('reported_id', 'bigint', person)
      .addColumn('client_id', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('reason', 'text', required)
      .addColumn('note', 'text')
      .addColumn('conversation_id', 'bigint')
      .addColumn('seq', 'bigint')
      .addColumn('text', 'text')
      .addColumn('handled_at', 'bigint')
      .addColumn('handled_by', 'bigint')
      .execute();
    await db.schema.createIndex('reports_dedupe').on('reports').columns(['reporter_id', 'client_id']).unique().execute();
    await db.schema.createIndex('reports_open').on('reports').columns(['site_id', 'id']).where(sql.ref('handled_at'), 'is', null).execute();
    await db.schema.createIndex('reports_reported').on('reports').column('reported_id').execute();
    await db.schema.createIndex('reports_age').on('reports').column('at').execute();
  },
};
