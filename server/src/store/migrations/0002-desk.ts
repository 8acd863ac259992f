import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Who handles a conversation, notes, canned replies, and where visitors are. */
export const desk: Migration = {
  name: '0002-desk',
  async up(db, dialect) {
    await db.schema.alterTable('conversations').addColumn('assignee_id', 'bigint').execute();
    await db.schema.alterTable('conversations').addColumn('snoozed_until', 'bigint').execute();
    await db.schema.createIndex('conversations_lists').on('conversations').columns(['site_id', 'kind', 'state', 'active_at', 'id']).execute();
    await db.schema.createIndex('conversations_snoozed').on('conversations').column('snoozed_until').where(sql.ref('snoozed_until'), 'is not', null).execute();
    await db.schema.createIndex('conversations_assigned').on('conversations').columns(['site_id', 'kind', 'state', 'assignee_id', 'active_at', 'id']).execute();

    await db.schema.createTable('notes')
      .addColumn('id', dialect.idType, (column) => dialect.counting(column))
      .addColumn('uid', 'text', (column) => column.notNull().unique())
      .addColumn('conversation_id', 'bigint', (column) => column.notNull().references('conversations.id'))
      .addColumn('user_id', 'bigint', (column) => column.notNull().references('users.id'))
      .addColumn('client_id', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('text', 'text', required)
      .execute();
    await db.schema.createIndex('notes_conversation').on('notes').columns(['conversation_id', 'id']).execute();
    await db.schema.createIndex('notes_dedupe').on('notes').columns(['user_id', 'client_id']).unique().execute();
    await db.schema.createIndex('notes_age').on('notes').column('at').execute();

    await db.schema.createTable('canned_replies')
      .addColumn('site_id', 'bigint', (column) => column.notNull().references('sites.id'))
      .addColumn('shortcut', 'text', required)
      .addColumn('text', 'text', required)
      .addColumn('updated_at', 'bigint', required)
      .addPrimaryKeyConstraint('canned_replies_key', ['site_id', 'shortcut'])
      .execute();

    await db.schema.createTable('visitor_contexts')
      .addColumn('user_id', 'bigint', (column) => column.primaryKey().references('users.id'))
      .addColumn('context_json', 'text', required)
      .addColumn('language', 'text')
      .addColumn('updated_at', 'bigint', required)
      .execute();
    await db.schema.createIndex('visitor_contexts_age').on('visitor_contexts').column('updated_at').execute();
    await db.schema.createTable('visitor_pages')
      .addColumn('id', dialect.idType, (column) => dialect.counting(column))
      .addColumn('user_id', 'bigint', (column) => column.notNull().references('users.id'))
      .addColumn('at', 'bigint', required)
      .addColumn('url', 'text', required)
      .addColumn('title', 'text', required)
      .addColumn('referrer', 'text')
      .execute();
    await db.schema.createIndex('visitor_pages_user').on('visitor_pages').columns(['user_id', 'id']).execute();
    await db.schema.createIndex('visitor_pages_age').on('visitor_pages').column('at').execute();
    await db.schema.createIndex('users_email').on('users').columns(['site_id', 'email']).execute();
  },
};
