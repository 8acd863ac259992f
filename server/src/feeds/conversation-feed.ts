import { limits, type Change } from '@foyer-chat/widget/protocol';
import { Feed } from './feed.ts';

/** The newest changes of a conversation, ascending and contiguous. */
export type RecentChanges = (conversationId: number, limit: number) => Promise<Change[]>;

/**
 * The feed of one conversation: its log of changes, in order and without gaps.
 *
 *   loading ── read ─▶ live ── change v + 1 ─▶ appended
 *                       └───── change beyond a gap ─▶ kept back, and the gap read from the store
 */
export class ConversationFeed {
  readonly feed = new Feed();
  readonly #id: number;
  readonly #read: RecentChanges;
  #version = 0;
  #loaded = false;
  #loading: Promise<void> | undefined;
  /** Counts epochs, so that what was being read for an earlier one is not shown in this. */
  #life = 0;
  /** Changes that wait for those before them, by version. */
  readonly #early = new Map<number, Change>();

  constructor(id: number, read: RecentChanges) {
    this.#id = id;
    this.#read = read;
  }

  /** Resolves once the feed holds the newest changes. */
  async ready(): Promise<void> { if (!this.#loaded) await this.#fill(); }

  apply(changes: readonly Change[]): void {
    for (const change of changes) if (!this.#loaded || change.v > this.#version) this.#early.set(change.v, change);
    if (!this.#loaded) return;
    this.#release();
    // What is still early waits for a change that was announced later than it, or not at all: the store knows it.
    if (this.#early.size > 0) void this.#fill().catch(() => undefined);
  }

  /** New epoch, read from the store: nothing of the old log is shown again. */
  async restart(): Promise<void> {
    this.#life += 1;
    this.#loaded = false;
    this.#version = 0;
    this.#early.clear();
    this.#loading = undefined;
    this.feed.restart([]);
    await this.#fill();
  }

  #fill(): Promise<void> {
    const filling = this.#loading ??= this.#load().finally(() => { if (this.#loading === filling) this.#loading = undefined; });
    return filling;
  }

  async #load(): Promise<void> {
    const life = this.#life;
    const changes = await this.#read(this.#id, limits.feedWindowMin);
    if (life !== this.#life) return;
    const first = changes[0];
    if (!this.#loaded) {
      this.#loaded = true;
      this.#version = first ? first.v - 1 : this.#version;
    } else if (first && first.v > this.#version + 1) {
      // More was missed than a window holds.
      this.#version = first.v - 1;
      this.feed.restart([]);
    }
    for (const change of changes) this.#early.set(change.v, change);
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
