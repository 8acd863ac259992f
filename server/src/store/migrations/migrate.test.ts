import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sqliteDialect } from '../dialect.ts';
import { openConnections } from '../sqlite/database.ts';
import { kyselyOver } from '../sqlite/kysely-dialect.ts';
import { openSqlite } from '../sqlite.ts';
import { migrations } from './list.ts';
import { migrate } from './migrate.ts';

const directory = mkdtempSync(join(tmpdir(), 'foyer-migrate-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a database of the first version is brought up to date with what it holds', async () => {
  const { writer, reader } = openConnections(directory);
  const db = kyselyOver(writer);
  await db.schema.createTable('migrations').addColumn('name', 'text', (column) => column.primaryKey()).addColumn('at', 'bigint').execute();
  const [first] = migrations;
  await first?.up(db, sqliteDialect);
  await db.insertInto('migrations').values({ name: first?.name ?? '', at: 1 }).execute();
  await db.insertInto('sites').values({ key: 'shop', origins_json: '[]', settings_json: '{}', secret: 's', public_key: null, team_user_id: 1, created_at: 1 }).execute();
  await db.insertInto('conversations').values({ uid: 'conversation-1', site_id: 1, kind: 'support', title: '', state: 'resolved', unique_key: null, created_at: 1, active_at: 1 }).execute();
  await db.insertInto('users').values({ uid: 'ada', site_id: 1, kind: 'visitor', external_id: null, name: 'Ada', email: null, avatar: null, created_at: 1, last_seen_at: 1 }).execute();
  await db.insertInto('members').values({ conversation_id: 1, user_id: 1, role: 'visitor', delivered_seq: 0, read_seq: 0, joined_seq: 0, joined_at: 1, left_at: null }).execute();
  for (const connection of [writer, reader]) connection.close();

  const store = await openSqlite({ directory });
  expect(await store.conversations.getByUid('conversation-1')).toMatchObject({
    state: 'resolved', assignee: null, snoozedUntil: null, permissions: null, members: [{ uid: 'ada', pinned: false, mutedUntil: 0, archivedSeq: 0 }],
  });
  expect((await store.handling.page(1, { staffId: 1 }, undefined, 9)).rows).toHaveLength(1);
  await store.close();
});

test('a step that cannot be taken leaves the database as it was', async () => {
  const { writer, reader } = openConnections(join(directory, 'other'));
  writer.exec('CREATE TABLE notes (id)');
  await expect(migrate(kyselyOver(writer), sqliteDialect, Date.now)).rejects.toThrow('notes');
  expect(writer.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'notes' }]);
  for (const connection of [writer, reader]) connection.close();
});

test('every step has a name of its own, in the order of its number', () => {
  const names = migrations.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
  const numbers = names.map((name) => Number(name.slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
