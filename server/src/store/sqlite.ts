import { FoyerError } from '@foyer-chat/widget/protocol';
import { type GatherMs, GroupCommit, groupDefaults, type Outcome } from './group-commit.ts';
import { type Call, portsOver, type Repositories } from './operations.ts';
import { scrubbingReports, sweepInSteps } from './sweep.ts';
import { errorOf, type Group, type GroupReply } from './sqlite/messages.ts';
import { WorkerLink } from './sqlite/worker-link.ts';
import type { Appended, ConversationLog, NewMessage, RetentionStore, Store, StoreStats } from './store.ts';

export interface SqliteOptions {
  /** Made where there is none. */
  directory: string;
  /** How long a write waits for others to share its sync, ms. */
  gatherMs?: GatherMs;
  /** Writes that may wait; more are refused with `FoyerError('overloaded')`. */
  maxWaiting?: number;
  /** The database thread has ended by itself: every call rejects from now on. */
  onFatal?: (error: Error) => void;
}

const defaults = { ...groupDefaults, maxFlying: 2 } as const;

type Write = { kind: 'append'; message: NewMessage } | { kind: 'call'; call: Call };

/** Opens the embedded database in a thread of its own. Rejects with `FoyerError('unavailable')` where it cannot keep its promises. */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  return new SqliteStore(await WorkerLink.start(options.directory, options.onFatal ?? (() => undefined)), options);
}

class SqliteStore implements Store {
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
  readonly #link: WorkerLink;
  readonly #writes: GroupCommit<Write, unknown>;
  #commits = 0;
  #committedMessages = 0;
  #lastCommitMs = 0;

  constructor(link: WorkerLink, options: SqliteOptions) {
    this.#link = link;
    this.#writes = new GroupCommit<Write, unknown>({
      gatherMs: options.gatherMs ?? defaults.gatherMs,
      maxWaiting: options.maxWaiting ?? defaults.maxWaiting,
      maxWaitMs: defaults.maxWaitMs,
      maxGroup: defaults.maxGroup,
      maxFlying: defaults.maxFlying,
      commit: (group) => this.#commit(group),
    });
    const ports = portsOver((call, access) =>
      (access === 'write' ? this.#writes.add({ kind: 'call', call }) : link.read(call, access === 'view')));
    this.sites = ports.sites;
    const scrub = () => link.run({ name: 'scrub' });
    this.users = { ...ports.users, erase: (uid, at) => scrubbed(ports.users.erase(uid, at), scrub) };
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
    this.reports = scrubbingReports(ports.reports, scrub);
    this.log = { ...ports.log, append: (message) => this.#writes.add({ kind: 'append', message }) as Promise<Appended> };
    this.retention = sweepInSteps(ports.retention, scrub);
    this.#meta = ports.meta;
  }

  async #commit(writes: readonly Write[]): Promise<Outcome<unknown>[]> {
    const reply = await this.#link.commit(groupOf(writes));
    this.#commits += 1;
    this.#lastCommitMs = reply.commitMs;
    const outcomes = outcomesOf(writes, reply);
    for (const status of reply.appended.status) if (status === 'stored') this.#committedMessages += 1;
    return outcomes;
  }

  ping(): Promise<void> { return this.#meta.ping(); }
  outsideChanges(): Promise<number> { return this.#meta.outsideChanges(); }
  noteOutsideChange(): Promise<void> { return this.#meta.noteOutsideChange(); }
  backup(file: string): Promise<void> { return this.#link.run({ name: 'backup', file }); }

  stats(): StoreStats {
    return { commits: this.#commits, committedMessages: this.#committedMessages, lastCommitMs: this.#lastCommitMs, pendingWrites: this.#writes.waiting };
  }

  async close(): Promise<void> {
    await this.#writes.drain();
    await this.#link.close();
  }
}

async function scrubbed<T>(written: Promise<T>, scrub: () => Promise<void>): Promise<T> {
  const result = await written;
  await scrub();
  return result;
}

function groupOf(writes: readonly Write[]): Group {
  const group: Group = { appends: { conversationId: [], userId: [], deviceId: [], clientId: [], at: [], content: [], replyTo: [] }, writes: [] };
  const { appends } = group;
  for (const write of writes) {
    if (write.kind === 'call') {
      group.writes.push({ after: appends.at.length, call: write.call });
      continue;
    }
    const { message } = write;
    appends.conversationId.push(message.conversationId);
    appends.userId.push(message.userId);
    appends.deviceId.push(message.deviceId);
    appends.clientId.push(message.clientId);
    appends.at.push(message.at);
    appends.content.push(JSON.stringify(message.content));
    appends.replyTo.push(message.replyTo ?? null);
  }
  return group;
}

function outcomesOf(writes: readonly Write[], { appended, written }: GroupReply): Outcome<unknown>[] {
  let nextAppend = 0;
  let nextWrite = 0;
  return writes.map((write) => {
    if (write.kind === 'append') return appendOutcome(appended, nextAppend++);
    const reply = written[nextWrite++];
    if (!reply) return { ok: false, error: new FoyerError('internal') };
    return reply.ok ? reply : { ok: false, error: errorOf(reply.error) };
  });
}

function appendOutcome({ status, v, seq, at, errors }: GroupReply['appended'], index: number): Outcome<Appended> {
  const state = status[index];
  if (state === 'stored' || state === 'repeated') return { ok: true, value: { status: state, v: v[index]!, seq: seq[index]!, at: at[index]! } };
  if (state === 'reused') return { ok: true, value: { status: state } };
  const error = errors[v[index] ?? -1];
  return { ok: false, error: error ? errorOf(error) : new FoyerError('internal') };
}
