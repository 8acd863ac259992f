import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sqliteDialect } from '../dialect.ts';
import { CachedHeads } from '../heads.ts';
import { migrate } from '../migrations/migrate.ts';
import { type Call, perform, type Repositories } from '../operations.ts';
import { repositoriesOver } from '../repositories-over.ts';
import type { Db } from '../schema.ts';
import { Appender } from './appender.ts';
import { checkpoint, copyTo, openConnections, sizeOf } from './database.ts';
import { faultOf } from './faults.ts';
import { kyselyOver } from './kysely-dialect.ts';
import { type AppendedColumns, failed, type Group, type GroupReply, type Reply, type Task } from './messages.ts';

/** A database up to this size is written anew after every sweep that emptied something: some tenths of a second. */
const smallBytes = 16 * 1024 * 1024;
const largeRewriteMs = 24 * 3_600_000;

/**
 * The database and everything that reads and writes it, in one thread. Calls must not overlap: whoever drives it waits for each.
 *
 * ```
 * group:  BEGIN ─ append, append, [savepoint: write], append … ─ COMMIT (the one sync) ─ answers
 * read:   on a connection of its own, which sees what is committed
 * ```
 */
export class SqliteEngine {
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #heads: CachedHeads;
  readonly #writing: Repositories;
  readonly #reading: Repositories;
  readonly #appender: Appender;
  readonly #dataVersion: StatementSync;
  #lastDataVersion: unknown;
  #hasWritten = false;
  #isScrubDue = false;
  #rewrittenAt = 0;

  private constructor(connections: { writer: DatabaseSync; reader: DatabaseSync }, db: Db) {
    this.#writer = connections.writer;
    this.#reader = connections.reader;
    this.#heads = new CachedHeads();
    this.#writing = repositoriesOver(db, this.#heads);
    this.#reading = repositoriesOver(kyselyOver(this.#reader), this.#heads);
    this.#appender = new Appender(this.#writer, db, this.#heads);
    this.#dataVersion = this.#writer.prepare('PRAGMA data_version');
  }

  static async open(directory: string): Promise<SqliteEngine> {
    const connections = openConnections(directory);
    const db = kyselyOver(connections.writer);
    await migrate(db, sqliteDialect, Date.now);
    return new SqliteEngine(connections, db);
  }

  async read(call: Call, isView: boolean): Promise<Reply> {
    try {
      if (!isView) return { ok: true, value: await perform(this.#reading, call) };
      this.#reader.exec('BEGIN');
      try {
        return { ok: true, value: await perform(this.#reading, call) };
      } finally {
        if (this.#reader.isTransaction) this.#reader.exec('COMMIT');
      }
    } catch (error) {
      return failed(faultOf(error));
    }
  }

  /** One transaction, one sync. Rejects with `FoyerError('unavailable')`, and nothing is stored, when the disk does not take it. */
  async commit(group: Group): Promise<GroupReply> {
    const appended: AppendedColumns = { status: [], v: [], seq: [], at: [], errors: [] };
    const written: Reply[] = [];
    try {
      this.#writer.exec('BEGIN IMMEDIATE');
      this.#noticeOtherWriters();
      let done = 0;
      for (const { after, call } of group.writes) {
        await this.#appender.append(group.appends, done, after, appended);
        done = after;
        written.push(await this.#write(call));
      }
      await this.#appender.append(group.appends, done, group.appends.at.length, appended);
      const started = performance.now();
      this.#writer.exec('COMMIT');
      this.#hasWritten = true;
      return { commitMs: performance.now() - started, appended, written };
    } catch (error) {
      this.#heads.drop();
      if (this.#writer.isTransaction) this.#writer.exec('ROLLBACK');
      throw faultOf(error);
    }
  }

  /** A write that fails is undone alone; one that the disk refuses undoes the group. */
  async #write(call: Call): Promise<Reply> {
    this.#writer.exec('SAVEPOINT one_write');
    try {
      const value = await perform(this.#writing, call);
      this.#writer.exec('RELEASE one_write');
      return { ok: true, value };
    } catch (error) {
      const fault = faultOf(error);
      this.#heads.drop();
      if (fault.code === 'unavailable' || !this.#writer.isTransaction) throw fault;
      this.#writer.exec('ROLLBACK TO one_write');
      this.#writer.exec('RELEASE one_write');
      return failed(fault);
    }
  }

  /** The heads are right as long as nobody else writes; SQLite counts what others commit (sqlite.org/pragma.html#pragma_data_version). */
  #noticeOtherWriters(): void {
    const version = this.#dataVersion.get()?.['data_version'];
    if (version !== this.#lastDataVersion) this.#heads.drop();
    this.#lastDataVersion = version;
  }

  run(task: Exclude<Task, { name: 'open' }>): void {
    switch (task.name) {
      case 'scrub': return this.#scrub();
      case 'backup': return copyTo(this.#reader, task.file);
      case 'close': return this.#close();
    }
  }

  /** Keeps the write-ahead log short and does what is due. A disk that is full now is tried again the next time. */
  tidy(): void {
    try {
      if (this.#isScrubDue) this.#rewrite();
      if (!this.#hasWritten) return;
      checkpoint(this.#writer);
      this.#hasWritten = false;
    } catch (error) {
      if (faultOf(error).code !== 'unavailable') throw error;
    }
  }

  /** What was emptied must not be readable in any file of the directory. */
  #scrub(): void {
    this.#isScrubDue = true;
    this.#hasWritten = true;
    this.tidy();
  }

  /**
   * SQLite overwrites what it deletes (`secure_delete`), but not what it has moved to another page when a row grew or a page
   * emptied: only writing the database anew does. That stops all writers, so a large one gets it once a day.
   */
  #rewrite(): void {
    const isLarge = sizeOf(this.#writer) > smallBytes;
    if (isLarge && Date.now() < this.#rewrittenAt + largeRewriteMs) return;
    this.#writer.exec('VACUUM');
    this.#rewrittenAt = Date.now();
    this.#isScrubDue = false;
    this.#hasWritten = true;
  }

  #close(): void {
    this.tidy();
    this.#reader.close();
    this.#writer.close();
  }
}
