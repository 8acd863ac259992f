import { limits, type Change } from '@foyer-chat/widget/protocol';
import { Feed } from './feed.ts';

/** The newest changes of a conversation, ascending and contiguous. Empty where its log does not reach back so far. */
export type RecentChanges = (conversationId: number, limit: number) => Promise<Change[]>;

/**
 * The feed of one conversation: its log of changes, in order and without gaps.
 *
 *   unloaded ── ready ─▶ live ── change v + 1 ─▶ appended
 *      ▲                  ├───── change beyond a gap ─▶ kept back, and the gap read from the store
 *      └──── restart ─────┘
 */
export class ConversationFeed {
  readonly feed = new Feed();
  readonly #id: number;
  readonly #read: RecentChanges;
  readonly #onFault: (error: unknown) => void;
  #version = 0;
  #loaded = false;
  #loading: Promise<void> | undefined;
  /** Counts epochs, so that what was being read for an earlier one is not shown in this. */
  #life = 0;
  /** Changes that wait for those before them, by version. */
  readonly #early = new Map<number, Change>();

  /** `onFault` hears of a gap that could not be read; the next change tries again. */
  constructor(id: number, read: RecentChanges, onFault: (error: unknown) => void) {
    this.#id = id;
    this.#read = read;
    this.#onFault = onFault;
  }

  /** False again after a restart, also one that came while `ready` was waited for. */
  get isLoaded(): boolean { return this.#loaded; }

  /** Resolves once the feed has read the newest changes. */
  async ready(): Promise<void> { if (!this.#loaded) await this.#fill(); }

  apply(changes: readonly Change[]): void {
    // What nobody reads yet is in the store when somebody does.
    if (!this.#loaded && !this.#loading) return;
    // What comes in its order, as nearly all does, need not be kept first.
    if (this.#loaded && this.#early.size === 0 && changes.every(({ v }, index) => v === this.#version + 1 + index)) {
      this.#version += changes.length;
      this.feed.append(changes);
      return;
    }
    this.#keep(changes);
    if (!this.#loaded) return;
    this.#release();
    // What is still early waits for a change that was announced later than it, or not at all: the store knows it.
    if (this.#early.size > 0) this.#fill().catch(this.#onFault);
  }

  /** Starts a new epoch, read from the store when somebody next joins: nothing of the old log is shown again. */
  restart(): void {
    this.#life += 1;
    this.#loaded = false;
    this.#loading = undefined;
    this.#version = 0;
    this.#early.clear();
    this.feed.restart();
  }

  #fill(): Promise<void> {
    const filling = this.#loading ??= this.#load().finally(() => { if (this.#loading === filling) this.#loading = undefined; });
    return filling;
  }

  async #load(): Promise<void> {
    const life = this.#life;
    do {
      const announced = [...this.#early.keys()];
      const changes = await this.#read(this.#id, limits.feedWindowMin);
      if (life !== this.#life) return;
      if (!this.#loaded) {
        this.#loaded = true;
        this.#version = (changes[0]?.v ?? 1) - 1;
      }
      this.#keep(changes);
      this.#release();
      // What was announced was committed, so this read would have filled the gap before it, did the log still reach back to it.
      if (announced.some((v) => this.#early.has(v))) this.#jump();
    } while (this.#early.size > 0);
  }

  #keep(changes: readonly Change[]): void {
    for (const change of changes) if (change.v > this.#version) this.#early.set(change.v, change);
  }

  /** Leaves out what nobody can tell any more; readers see the gap in a new epoch and take a snapshot. */
  #jump(): void {
    this.#version = Math.min(...this.#early.keys()) - 1;
    this.feed.restart();
    this.#release();
  }

  #release(): void {
    const ready: Change[] = [];
    for (let next = this.#early.get(this.#version + 1); next; next = this.#early.get(this.#version + 1)) {
      this.#early.delete(next.v);
      this.#version = next.v;
      ready.push(next);
    }
    for (const v of this.#early.keys()) if (v <= this.#version) this.#early.delete(v);
    if (ready.length > 0) this.feed.append(ready);
  }
}
