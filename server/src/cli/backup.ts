import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { UsageError } from './usage.ts';
import { withStore } from './with-store.ts';

/** What the embedded database is called in its directory. */
const databaseFile = 'foyer.sqlite';

/** `backup <file>`: also while the server runs. */
export async function backup(args: string[]): Promise<void> {
  const file = fileOf(args);
  await withStore((store) => store.backup(file), { changes: false });
  console.log(`Backed up to ${file}.`);
}

/** `restore <file>`: the server must not run. What was there before is kept beside it. */
export async function restore(args: string[]): Promise<void> {
  const file = fileOf(args);
  const { databaseUrl, dataDirectory } = readConfig();
  if (databaseUrl !== undefined) throw new UsageError('restore is for the embedded database; use pg_restore.');
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const target = join(dataDirectory, databaseFile);
  copyFileSync(file, `${target}.restoring`);
  if (existsSync(target)) renameSync(target, `${target}.before-restore`);
  // The log of another database must never be replayed into this one.
  for (const rest of ['-wal', '-shm']) rmSync(target + rest, { force: true });
  renameSync(`${target}.restoring`, target);
  await withStore((store) => store.ping(), { changes: true });
  console.log(`Restored from ${file}. What was there before is ${target}.before-restore.`);
}

function fileOf(args: string[]): string {
  const { positionals: [file, ...rest] } = parseArgs({ args, allowPositionals: true });
  if (file === undefined || rest.length > 0) throw new UsageError('One file is needed.');
  return file;
}
