import { FoyerError } from '@foyer-chat/widget/protocol';
import { sql } from 'kysely';
import { postgresDialect } from './dialect.ts';
import { type GatherMs, GroupCommit, groupDefaults, type Outcome } from './group-commit.ts';
import { LockedHeads } from './heads.ts';
import { migrate } from './migrations/migrate.ts';
import { type Access, type Call, perform, portsOver, type Repositories } from './operations.ts';
import { repositoriesOver } from './repositories-over.ts';
import { appendGroup, ClientIdTaken } from './postgres/append-group.ts';
import { connect } from './postgres/connect.ts';
import { faultOf, isCollision } from './postgres/faults.ts';
import type { Db } from './schema.ts';
import type { Appended, ConversationLog, NewMessage, RetentionStore, Store, StoreStats } from './store.ts';
import { scrubbingReports, sweepInSteps } from './sweep.ts';

export interface PostgresOptions {
  /** `postgres://…` */
  url: string;
  /** How long a message waits for others to share its transaction, ms. */
  gatherMs?: GatherMs;
  /** Messages that may wait, and as many other calls; more are refused with `FoyerError('overloaded')`. */
  maxWaiting?: number;
}

/** One group at a time: the order of the calls is the order of `seq`. */
const defaults = { ...groupDefaults, maxFlying: 1 } as const;
const maxAttempts = 4;

/** Connects and brings the schema up to date. Rejects with `FoyerError('unavailable')` where there is no database. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const db = connect(options.url);
  try {
    await migrate(db, postgresDialect, Date.now);
  } catch (error) {
    await db.destroy();
    throw faultOf(error);
  }
  return new PostgresStore(db, options);
}

class PostgresStore implements Store {
  readonly sites: Store['sites'];
  readonly users: Store['users'];
  readonly devices: Store['devices'];
  readonly links: Store['links'];
  readonly staff: Store['staff'];
  readonly conversations: Store['conversations'];
  readonly events: Store['events'];
  readonly handling: Store['handling'];
  readonly notes: Store['notes'];
  readonly replies: Store['replies'];
  readonly visitors: Store['visitors'];
  readonly search: Store['search'];
  readonly stars: Store['stars'];
  readonly personBlocks: Store['personBlocks'];
  readonly reports: Store['reports'];
  readonly log: ConversationLog;
  readonly retention: RetentionStore;
  readonly #meta: Repositories['meta'];
  readonly #db: Db;
  readonly #heads = new LockedHeads(postgresDialect);
  readonly #appends: GroupCommit<NewMessage, Appended>;
  readonly #maxCalls: number;
  #calls = 0;
  #writing = 0;
  #commits = 0;
  #committedMessages = 0;
  #lastCommitMs = 0;

  constructor(db: Db, options: PostgresOptions) {
    this.#db = db;
    this.#maxCalls = options.maxWaiting ?? defaults.maxWaiting;
    this.#appends = new GroupCommit<NewMessage, Appended>({
      gatherMs: options.gatherMs ?? defaults.gatherMs,
      maxWaiting: options.maxWaiting ?? defaults.maxWaiting,
      maxWaitMs: defaults.maxWaitMs,
      maxGroup: defaults.maxGroup,
      maxFlying: defaults.maxFlying,
      commit: (group) => this.#append(group),
    });
    const ports = portsOver((call, access) => this.#run(call, access));
    this.sites = ports.sites;
    this.users = ports.users;
    this.devices = ports.devices;
    this.links = ports.links;
    this.staff = ports.staff;
    this.conversations = ports.conversations;
    this.events = ports.events;
    this.handling = ports.handling;
    this.notes = ports.notes;
    this.replies = ports.replies;
    this.visitors = ports.visitors;
    this.search = ports.search;
    this.stars = ports.stars;
    this.personBlocks = ports.personBlocks;
    this.reports = scrubbingReports(ports.reports, () => this.#scrub());
    this.log = { ...ports.log, append: (message) => this.#appends.add(message) };
    this.retention = sweepInSteps(ports.retention, () => this.#scrub());
    this.#meta = ports.meta;
  }

  async #run(call: Call, access: Access): Promise<unknown> {
    if (this.#calls >= this.#maxCalls) throw new FoyerError('overloaded', { retryAfterMs: 1000 });
    this.#calls += 1;
    try {
      if (access === 'write') return await this.#write((trx) => perform(repositoriesOver(trx, this.#heads), call));
      if (access === 'read') return await perform(repositoriesOver(this.#db, this.#heads), call);
      return await this.#db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
        .execute((trx) => perform(repositoriesOver(trx, this.#heads), call));
    } catch (error) {
      throw faultOf(error);
    } finally {
      this.#calls -= 1;
    }
  }

  async #write<T>(work: (trx: Db) => Promise<T>, attempt = 1): Promise<T> {
    this.#writing += 1;
    try {
      const started = performance.now();
      const result = await this.#db.transaction().execute(work);
      this.#commits += 1;
      this.#lastCommitMs = performance.now() - started;
      return result;
    } catch (error) {
      if (attempt < maxAttempts && (isCollision(error) || error instanceof ClientIdTaken)) return await this.#write(work, attempt + 1);
      throw faultOf(error);
    } finally {
      this.#writing -= 1;
    }
  }

  async #append(group: readonly NewMessage[]): Promise<Outcome<Appended>[]> {
    try {
      const outcomes = await this.#write((trx) => appendGroup(trx, this.#heads, group));
      for (const outcome of outcomes) if (outcome.ok && outcome.value.status === 'stored') this.#committedMessages += 1;
      return outcomes;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'unavailable' || group.length === 1) return group.map(() => ({ ok: false, error: fault }));
      // One of them is at fault: each alone, so that it fails alone.
      const outcomes: Outcome<Appended>[] = [];
      for (const message of group) outcomes.push(...await this.#append([message]));
      return outcomes;
    }
  }

  /** Lets the engine overwrite what was emptied. Write-ahead segments and backups follow their own retention. */
  async #scrub(): Promise<void> {
    await sql`vacuum messages`.execute(this.#db);
  }

  ping(): Promise<void> { return this.#meta.ping(); }
  outsideChanges(): Promise<number> { return this.#meta.outsideChanges(); }
  noteOutsideChange(): Promise<void> { return this.#meta.noteOutsideChange(); }

  async backup(): Promise<void> {
    throw new FoyerError('bad-request', { message: 'Back a PostgreSQL database up with pg_dump or base backups.' });
  }

  stats(): StoreStats {
    return {
      commits: this.#commits, committedMessages: this.#committedMessages, lastCommitMs: this.#lastCommitMs,
      pendingWrites: this.#appends.waiting + this.#writing,
    };
  }

  async close(): Promise<void> {
    await this.#appends.drain();
    await this.#db.destroy();
  }
}
