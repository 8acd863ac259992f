import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import type { Db } from '../schema.ts';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
const key = (column: ColumnDefinitionBuilder) => column.primaryKey();
const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique();
const refers = (target: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(target);

export const initial: Migration = {
  name: '0001-initial',
  async up(db, dialect) {
    await createAccounts(db, dialect);
    await createConversations(db, dialect);
    await createLog(db, dialect);
  },
};

async function createAccounts(db: Db, dialect: Dialect): Promise<void> {
  await db.schema.createTable('meta').addColumn('key', 'text', key).addColumn('value', 'text', required).execute();

  await db.schema.createTable('sites')
    .addColumn('id', dialect.idType, (column) => dialect.counting(column))
    .addColumn('key', 'text', unique)
    .addColumn('origins_json', 'text', required)
    .addColumn('settings_json', 'text', required)
    .addColumn('secret', 'text', required)
    .addColumn('public_key', 'text')
    .addColumn('team_user_id', 'bigint')
    .addColumn('created_at', 'bigint', required)
    .execute();

  await db.schema.createTable('users')
    .addColumn('id', dialect.idType, (column) => dialect.counting(column))
    .addColumn('uid', 'text', unique)
    .addColumn('site_id', 'bigint', (column) => column.references('sites.id'))
    .addColumn('kind', 'text', required)
    .addColumn('external_id', 'text')
    .addColumn('name', 'text', required)
    .addColumn('email', 'text')
    .addColumn('avatar', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_seen_at', 'bigint', required)
    .execute();
  await db.schema.createIndex('users_external').on('users').columns(['site_id', 'external_id']).unique().execute();

  await db.schema.createTable('devices')
    .addColumn('id', dialect.idType, (column) => dialect.counting(column))
    .addColumn('uid', 'text', unique)
    .addColumn('user_id', 'bigint', refers('users.id'))
    .addColumn('site_id', 'bigint', refers('sites.id'))
    .addColumn('label', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_seen_at', 'bigint', required)
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('devices_user').on('devices').column('user_id').execute();

  await db.schema.createTable('refresh_tokens')
    .addColumn('hash', dialect.blobType, key)
    .addColumn('device_id', 'bigint', refers('devices.id'))
    .addColumn('expires_at', 'bigint', required)
    .addColumn('next_hash', dialect.blobType)
    .execute();
  await db.schema.createIndex('refresh_tokens_device').on('refresh_tokens').column('device_id').execute();
  await db.schema.createIndex('refresh_tokens_expiry').on('refresh_tokens').column('expires_at').execute();

  await db.schema.createTable('staff')
    .addColumn('user_id', 'bigint', (column) => column.primaryKey().references('users.id'))
    .addColumn('email', 'text', unique)
    .addColumn('password_hash', 'text')
    .addColumn('role', 'text', required)
    .addColumn('all_sites', 'integer', required)
    .execute();
  await db.schema.createTable('staff_sites')
    .addColumn('user_id', 'bigint', refers('staff.user_id'))
    .addColumn('site_id', 'bigint', refers('sites.id'))
    .addPrimaryKeyConstraint('staff_sites_key', ['user_id', 'site_id'])
    .execute();
  await db.schema.createTable('setups')
    .addColumn('hash', dialect.blobType, key)
    .addColumn('user_id', 'bigint', (column) => column.references('users.id'))
    .addColumn('expires_at', 'bigint', required)
    .execute();
}

async function createConversations(db: Db, dialect: Dialect): Promise<void> {
  await db.schema.createTable('conversations')
    .addColumn('id', dialect.idType, (column) => dialect.counting(column))
    .addColumn('uid', 'text', unique)
    .addColumn('site_id', 'bigint', refers('sites.id'))
    .addColumn('kind', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('unique_key', 'text', (column) => column.unique())
    .addColumn('created_at', 'bigint', required)
    .addColumn('active_at', 'bigint', required)
    .addColumn('version_floor', 'bigint', zero)
    .addColumn('seq_floor', 'bigint', zero)
    .addColumn('log_floor', 'bigint', zero)
    .addColumn('settled_seq', 'bigint', zero)
    .addColumn('husk_seq', 'bigint', zero)
    .execute();
  await db.schema.createIndex('conversations_activity').on('conversations').columns(['site_id', 'kind', 'active_at']).execute();

  await db.schema.createTable('members')
    .addColumn('conversation_id', 'bigint', refers('conversations.id'))
    .addColumn('user_id', 'bigint', refers('users.id'))
    .addColumn('role', 'text', required)
    .addColumn('delivered_seq', 'bigint', required)
    .addColumn('read_seq', 'bigint', required)
    .addColumn('joined_seq', 'bigint', required)
    .addColumn('joined_at', 'bigint', required)
    .addColumn('left_at', 'bigint')
    .addPrimaryKeyConstraint('members_key', ['conversation_id', 'user_id'])
    .execute();
  await db.schema.createIndex('members_user').on('members').column('user_id').execute();
}

/** No foreign keys on the hot tables: each would be a look-up per message, and husks outlive their authors. */
async function createLog(db: Db, dialect: Dialect): Promise<void> {
  await db.schema.createTable('messages')
    .addColumn('conversation_id', 'bigint', required)
    .addColumn('seq', 'bigint', required)
    .addColumn('v', 'bigint', required)
    .addColumn('user_id', 'bigint')
    .addColumn('device_id', 'bigint', required)
    .addColumn('client_id', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('content', 'text')
    .addColumn('reply_to', 'bigint')
    .addColumn('edited_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .addColumn('reactions', 'text')
    .addColumn('digest', dialect.blobType)
    .addPrimaryKeyConstraint('messages_key', ['conversation_id', 'seq'])
    .execute();
  // The client's id first: it is the one that tells rows apart.
  await db.schema.createIndex('messages_dedupe').on('messages').columns(['client_id', 'device_id']).unique().execute();
  await db.schema.createIndex('messages_husks').on('messages').column('at').where(sql.ref('content'), 'is', null).execute();

  await db.schema.createTable('changes')
    .addColumn('conversation_id', 'bigint', required)
    .addColumn('v', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('seq', 'bigint')
    .addColumn('user_id', 'bigint')
    .addColumn('data', 'text')
    .addPrimaryKeyConstraint('changes_key', ['conversation_id', 'v'])
    .execute();
  await db.schema.createIndex('changes_age').on('changes').column('at').execute();

  await db.schema.createTable('device_cursors')
    .addColumn('conversation_id', 'bigint', required)
    .addColumn('device_id', 'bigint', required)
    .addColumn('delivered_seq', 'bigint', required)
    .addPrimaryKeyConstraint('device_cursors_key', ['conversation_id', 'device_id'])
    .execute();
}
