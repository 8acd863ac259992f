/**
 * Loaded into the server's process by `node --import slow-disk.ts?commitMs=…`: every commit of its database takes at least that
 * long, as on a disk that is slow to sync.
 */
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

const commitMs = Number(new URL(import.meta.url).searchParams.get('commitMs'));

/** Holds the thread up, as a sync does. */
const sync = (sql: string): void => {
  if (/^\s*commit\b/i.test(sql)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, commitMs);
};

if (!isMainThread) {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function execSlowly(sql) {
    sync(sql);
    exec.call(this, sql);
  };
  const { run } = StatementSync.prototype;
  StatementSync.prototype.run = function runSlowly(this: StatementSync, ...parameters: unknown[]) {
    sync(this.sourceSQL);
    return Reflect.apply(run, this, parameters) as ReturnType<typeof run>;
  };
}
