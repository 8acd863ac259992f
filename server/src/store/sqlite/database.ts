import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FoyerError } from '@foyer-chat/widget/protocol';

/** SQLite before this version can damage a database when two connections check-point at once (sqlite.org/wal.html#walresetbug). */
const oldestVersion = [3, 51, 3] as const;
const fullSynchronous = 2;
/** Pages of the write-ahead log after which a commit also check-points, 16 MiB. */
const checkpointPages = 4096;
const readyTimeoutMs = 5000;
const ownerOnly = 0o600;

export interface Connections {
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
}

/**
 * Opens the database of a directory, made where there is none: one connection that writes and one that sees only what is committed.
 * `FoyerError('unavailable')` where the engine does not promise what Foyer promises on.
 */
export function openConnections(directory: string): Connections {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'foyer.sqlite');
  // Messages are for the server's account alone, whatever the umask and the folder say. SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', ownerOnly));
  chmodSync(file, ownerOnly);
  const writer = new DatabaseSync(file, { timeout: readyTimeoutMs, enableForeignKeyConstraints: true });
  requireVersion(String(pragma(writer, 'SELECT sqlite_version()')));
  for (const setting of [
    'journal_mode = WAL', 'synchronous = FULL', 'fullfsync = ON', 'secure_delete = ON', 'trusted_schema = OFF', 'cell_size_check = ON',
    'temp_store = MEMORY', 'cache_size = -16384', `wal_autocheckpoint = ${checkpointPages}`,
  ]) writer.exec(`PRAGMA ${setting}`);
  requireSetting(writer, 'journal_mode', 'wal');
  requireSetting(writer, 'synchronous', fullSynchronous);
  requireSetting(writer, 'secure_delete', 1);
  requireSetting(writer, 'foreign_keys', 1);
  const reader = new DatabaseSync(file, { readOnly: true, timeout: readyTimeoutMs });
  reader.exec('PRAGMA trusted_schema = OFF');
  reader.exec('PRAGMA cache_size = -16384');
  return { writer, reader };
}

function requireVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldestVersion.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) throw new FoyerError('unavailable', { message: `SQLite ${version} is too old: ${oldestVersion.join('.')} or later is needed.` });
  }
}

function requireSetting(database: DatabaseSync, name: string, wanted: string | number): void {
  const value = pragma(database, `PRAGMA ${name}`);
  if (value !== wanted) throw new FoyerError('unavailable', { message: `SQLite says ${name} is ${String(value)} and not ${wanted}.` });
}

function pragma(database: DatabaseSync, query: string): unknown {
  return Object.values(database.prepare(query).get() ?? {})[0];
}

/** Bytes of the database, whether they are in use or not. */
export function sizeOf(database: DatabaseSync): number {
  return Number(pragma(database, 'PRAGMA page_count')) * Number(pragma(database, 'PRAGMA page_size'));
}

/** Moves the write-ahead log into the database and empties it, as far as no other process is reading it. */
export function checkpoint(writer: DatabaseSync): void {
  writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Writes a consistent copy. `FoyerError('bad-request')` where the file exists. */
export function copyTo(reader: DatabaseSync, file: string): void {
  if (existsSync(file)) throw new FoyerError('bad-request', { message: `${file} exists already.` });
  closeSync(openSync(file, 'wx', ownerOnly));
  reader.prepare('VACUUM INTO ?').run(file);
}
