import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { deskContract } from './desk-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { openSqlite } from './sqlite.ts';
import { storeContract } from './store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'foyer-store-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('on SQLite', () => {
  describe('the store', () => storeContract(() => openSqlite({ directory: join(directory, 'store') })));
  describe('the desk', () => deskContract(() => openSqlite({ directory: join(directory, 'desk') }), 20));
  describe('retention', () => retentionContract(() => openSqlite({ directory: join(directory, 'retention') }), 40));
});
