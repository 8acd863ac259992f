import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

const everyone = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo('everyone');

/** Whom people let write to them and add them to groups, and what the members of a group may do. */
export const reach: Migration = {
  name: '0010-reach',
  async up(db) {
    await db.schema.alterTable('users').addColumn('writers', 'text', everyone).execute();
    await db.schema.alterTable('users').addColumn('adders', 'text', everyone).execute();
    await db.schema.alterTable('conversations').addColumn('permissions_json', 'text').execute();
    // What was settled before was not noted; what comes after is.
    await sql`update members set wrote = 1 where wrote = 0 and exists (
      select 1 from messages as m join conversations as c on c.id = m.conversation_id
      where c.kind = 'direct' and m.conversation_id = members.conversation_id and m.user_id = members.user_id and m.seq <= c.settled_seq
    )`.execute(db);
  },
};
