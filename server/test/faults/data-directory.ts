import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A fresh directory, removed with everything in it by `dispose`. */
export function dataDirectory(): { path: string; dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'foyer-fault-'));
  return { path, dispose: () => { rmSync(path, { recursive: true, force: true, maxRetries: 3 }); } };
}

/** What SQLite itself says of the database that a stopped server left: `ok`, or what is damaged. */
export function integrityOf(directory: string): string {
  const name = readdirSync(directory).find((file) => /\.(db|sqlite3?)$/.test(file));
  if (name === undefined) throw new Error(`no database in ${directory}: ${readdirSync(directory).join(' ')}`);
  const database = new DatabaseSync(join(directory, name));
  try {
    return String(database.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  } finally {
    database.close();
  }
}
