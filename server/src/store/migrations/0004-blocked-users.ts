import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Since when staff have blocked a visitor or customer. */
export const blockedUsers: Migration = {
  name: '0004-blocked-users',
  async up(db) {
    await db.schema.alterTable('users').addColumn('blocked_at', 'bigint').execute();
    await db.schema.createIndex('users_blocked').on('users').column('id').where(sql.ref('blocked_at'), 'is not', null).execute();
  },
};
