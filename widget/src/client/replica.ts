import type * as v from 'valibot';
import { changeSchema, type Change } from '../protocol/changes.ts';
import { FoyerError } from '../protocol/errors.ts';
import { conversationFeed } from '../protocol/feeds.ts';
import { fold } from '../protocol/fold.ts';
import * as limits from '../protocol/limits.ts';
import type { Message, Snapshot } from '../protocol/records.ts';
import { responses } from '../protocol/rest.ts';
import { Backoff } from './backoff.ts';
import type { Channels } from './channel-table.ts';
import { Feed } from './feed.ts';
import { jump, mergeMessages, renamed, type History, type StoredCopy } from './history.ts';
import type { Answer, Request } from './http.ts';
import { Store } from './store.ts';

export interface ReplicaParts {
  channels: Channels;
  request: <S extends v.GenericSchema | undefined>(request: Request<S>) => Promise<Answer<S>>;
  history: History;
  now: () => number;
  random: () => number;
  /** What this device itself knows of messages that the server has emptied. */
  recover: (conversation: string, messages: readonly Message[]) => readonly Message[];
  /** This state of the conversation is on the device. */
  onStored: (snapshot: Snapshot) => void;
}

const graceMs = 1_500;

/**
 * One conversation, followed: stored copy → feed → gaps filled over HTTP → stored copy.
 * Messages before the snapshot's page join it by `loadOlder`, so that later changes reach them too.
 */
export class Replica {
  readonly id: string;
  readonly state = new Store<Snapshot | undefined>(undefined);
  readonly typing = new Store<readonly string[]>([]);
  /** Whether everything up to now is in `state`. */
  readonly isCaughtUp = new Store(false);
  readonly refused = new Store<FoyerError | undefined>(undefined);
  /** Resolves when the stored copy, if any, is in `state`. */
  readonly loaded: Promise<void>;
  readonly #parts: ReplicaParts;
  readonly #backoff: Backoff;
  readonly #feed: Feed<typeof changeSchema>;
  #older: Message[] = [];
  /** Changes beyond a gap, by version. */
  readonly #ahead = new Map<number, Change>();
  /** Changes folded in while an older page is on its way, which may have left without them. */
  #recent: Change[] | undefined;
  /** What others have told of, and what is fetched because the feed has not brought it. */
  #announced = 0;
  #expected = 0;
  #isSynced = false;
  #isLoaded = false;
  #isFilling = false;
  /** Something came that calls for filling while none could begin. */
  #isAskedAgain = false;
  /** Why the last filling was refused: unlike what the feed says, not for good. */
  #refusal: FoyerError | undefined;
  #isClosed = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, parts: ReplicaParts) {
    this.id = id;
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    this.#feed = new Feed({
      name: conversationFeed(id),
      schema: changeSchema,
      channels: parts.channels,
      now: parts.now,
      random: parts.random,
      events: {
        entries: (changes) => { this.#receive(changes); },
        synced: () => { this.#isSynced = true; this.#advance(); },
        typing: (states) => { this.typing.set(states.map(({ user }) => user)); },
        refused: (error) => { this.refused.set(error); },
      },
    });
    this.loaded = this.#load();
  }

  /** A snapshot that somebody has fetched already. */
  adopt(snapshot: Snapshot): void {
    const state = this.state.value;
    if (state && snapshot.version <= state.version) return;
    this.#put(jump(state && { snapshot: state, older: this.#older }, snapshot));
    this.#advance();
  }

  /** The conversation is known to be at this version: whatever the feed says, get there. */
  expect(version: number): void {
    this.#announced = Math.max(this.#announced, version);
    // The feed mostly brings it a moment later by itself.
    this.#graceTimer ??= setTimeout(() => {
      this.#graceTimer = undefined;
      this.#expected = Math.max(this.#expected, this.#announced);
      this.#advance();
    }, graceMs);
  }

  /** Resolves once a page of older messages is in `state`. Only one at a time. */
  async loadOlder(): Promise<void> {
    const first = this.state.value?.messages[0]?.seq ?? 0;
    if (first <= 1 || this.#recent) return;
    const recent: Change[] = this.#recent = [];
    try {
      const path = `/conversations/${this.id}/messages?before=${first}&limit=${limits.snapshotMessages}`;
      const { messages } = await this.#parts.request({ method: 'GET', path, schema: responses.messages });
      const state = this.state.value;
      if (!state || state.messages[0]?.seq !== first) return;
      const merged = mergeMessages(this.#older, messages.filter((message) => message.seq < first));
      const base = { ...state, messages: merged, version: (recent[0]?.v ?? 1) - 1 };
      const page = fold(base, recent).messages.filter((message) => message.seq < first);
      this.#put({ snapshot: { ...state, messages: [...page, ...state.messages] }, older: this.#older.filter((message) => message.seq < (page[0]?.seq ?? first)) });
    } finally {
      this.#recent = undefined;
    }
  }

  /** A user is known under another id from now on. */
  rename(from: string, to: string): void {
    const snapshot = this.state.value;
    if (snapshot) this.#put(renamed({ snapshot, older: this.#older }, from, to));
  }

  setTyping(kind: 'text' | 'voice' | null): void { this.#feed.setTyping(kind); }
  /** The shared socket is back. */
  connect(): void { this.#feed.connect(); }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#graceTimer);
    this.#feed.close();
  }

  async #load(): Promise<void> {
    const copy = await this.#parts.history.load(this.id).catch(() => undefined);
    if (this.#isClosed) return;
    if (copy && !this.state.value) {
      this.#older = copy.older;
      this.state.set(copy.snapshot);
    }
    this.#isLoaded = true;
    this.#advance();
  }

  #receive(changes: readonly Change[]): void {
    for (const change of changes) this.#ahead.set(change.v, change);
    this.#advance();
  }

  /** Folds in what is contiguous; whatever is missing then is fetched. */
  #advance(): void {
    const state = this.state.value;
    if (this.#isLoaded && state) {
      const changes = [...this.#ahead.values()].sort((a, b) => a.v - b.v);
      const next = fold(state, changes);
      if (next !== state) {
        this.#recent?.push(...changes.filter(({ v }) => v > state.version && v <= next.version));
        this.#put({ snapshot: next, older: this.#older });
      }
      for (const version of this.#ahead.keys()) if (version <= next.version) this.#ahead.delete(version);
    }
    const isComplete = this.#isLoaded && this.state.value !== undefined && !this.#isBehind();
    this.isCaughtUp.set(isComplete && this.#isSynced);
    if (this.#isLoaded && !isComplete) void this.#fill();
  }

  #isBehind(): boolean { return this.#ahead.size > 0 || this.#expected > (this.state.value?.version ?? 0); }

  async #fill(): Promise<void> {
    this.#isAskedAgain = true;
    if (this.#isFilling || this.#isClosed) return;
    this.#isFilling = true;
    try {
      while (!this.#isClosed && (this.state.value === undefined || this.#isBehind())) await this.#fillOnce();
      this.#backoff.opened();
      this.#isFilling = false;
      if (this.refused.value === this.#refusal) this.refused.set(undefined);
      this.#advance();
    } catch (error) {
      if (this.#isClosed) return;
      const isRefused = error instanceof FoyerError && !error.canRetry;
      if (isRefused) this.refused.set(this.#refusal = error);
      // Refused, it tries again only where there is news, and no sooner than after a failure.
      this.#isAskedAgain = !isRefused;
      const wait = this.#backoff.next(error instanceof FoyerError ? error.retryAfterMs : undefined);
      this.#retryTimer = setTimeout(() => { this.#isFilling = false; if (this.#isAskedAgain) this.#advance(); }, wait);
    }
  }

  async #fillOnce(): Promise<void> {
    const state = this.state.value;
    if (!state) { this.adopt(await this.#fetchSnapshot()); return; }
    try {
      const path = `/conversations/${this.id}/changes?after=${state.version}`;
      const { changes } = await this.#parts.request({ method: 'GET', path, schema: responses.changes });
      this.#receive(changes);
      if ((this.state.value?.version ?? 0) > state.version) return;
    } catch (error) {
      if (!(error instanceof FoyerError) || (error.code !== 'snapshot-needed' && error.code !== 'internal')) throw error;
    }
    // Too far back, or changes that this client cannot read: the whole, as of now.
    this.adopt(await this.#fetchSnapshot());
    this.#expected = 0;
    this.#announced = 0;
    this.#ahead.clear();
  }

  /** What could not be stored is not reported as stored. */
  async #save(copy: StoredCopy): Promise<void> {
    try {
      await this.#parts.history.save(copy);
      this.#parts.onStored(copy.snapshot);
    } catch { /* stays in memory */ }
  }

  #fetchSnapshot(): Promise<Snapshot> {
    return this.#parts.request({ method: 'GET', path: `/conversations/${this.id}`, schema: responses.snapshot });
  }

  #put({ snapshot, older }: StoredCopy): void {
    const complete = { ...snapshot, messages: [...this.#parts.recover(this.id, snapshot.messages)] };
    this.#older = older;
    this.state.set(complete);
    void this.#save({ snapshot: complete, older });
  }
}
