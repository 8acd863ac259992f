import type { Change, DeskEntry, InboxEntry } from '@foyer-chat/widget/protocol';
import type { FeedTarget, ListTarget, Publisher } from '../services/ports.ts';
import { ConversationFeed, type RecentChanges } from './conversation-feed.ts';
import { Feed } from './feed.ts';

const keptMs = 5 * 60_000;
const sweepMs = 60_000;
const maxIdleFeeds = 10_000;

interface Log { warn(fields: object, message: string): void }

/** All feeds in memory. Conversations are read from the store when somebody first watches them; lists begin empty. */
export class FeedRegistry implements Publisher {
  readonly #conversations = new Map<number, ConversationFeed>();
  readonly #inboxes = new Map<number, Feed>();
  readonly #desks = new Map<number, Feed>();
  readonly #read: RecentChanges;
  readonly #logger: Log;
  readonly #now: () => number;
  readonly #sweep: NodeJS.Timeout;

  constructor(parts: { recentChanges: RecentChanges; logger: Log; now?: () => number }) {
    this.#read = parts.recentChanges;
    this.#logger = parts.logger;
    this.#now = parts.now ?? Date.now;
    this.#sweep = setInterval(() => { this.forgetIdle(); }, sweepMs);
    this.#sweep.unref();
  }

  get size(): number { return this.#conversations.size + this.#inboxes.size + this.#desks.size; }

  /**
   * Calls `join` with the feed once it can answer. In the same turn in which that is known: a restart between the two would
   * leave the reader with a log that nothing is added to.
   */
  async open(target: FeedTarget, join: (feed: Feed) => void): Promise<void> {
    if (target.kind === 'inbox') { join(entry(this.#inboxes, target.userId, () => new Feed())); return; }
    if (target.kind === 'desk') { join(entry(this.#desks, target.siteId, () => new Feed())); return; }
    for (;;) {
      const conversation = entry(this.#conversations, target.id, () => this.#conversation(target.id));
      await conversation.ready();
      if (!conversation.isLoaded || this.#conversations.get(target.id) !== conversation) continue;
      join(conversation.feed);
      return;
    }
  }

  /** The feed of a list where there is one: none is made for what only those hear who are there. */
  list(target: ListTarget): Feed | undefined {
    return target.kind === 'inbox' ? this.#inboxes.get(target.userId) : this.#desks.get(target.siteId);
  }

  conversation({ id }: { id: number }, changes: readonly Change[]): void { this.#conversations.get(id)?.apply(changes); }
  inbox(userId: number, row: InboxEntry): void { this.#inboxes.get(userId)?.append([row]); }
  desk(siteId: number, ...rows: DeskEntry[]): void { this.#desks.get(siteId)?.append(rows); }
  hasInbox(userId: number): boolean { return this.#inboxes.get(userId)?.isWatched ?? false; }
  hasDesk(siteId: number): boolean { return this.#desks.get(siteId)?.isWatched ?? false; }

  clearDesk(siteId: number): void { this.#desks.get(siteId)?.clear(); }

  /** Lists quote conversations, and readers ask for the whole list when they join: they need nothing of the old log. */
  restart({ id }: { id: number }): void {
    this.#conversations.get(id)?.restart();
    for (const lists of [this.#inboxes, this.#desks]) for (const feed of lists.values()) feed.clear();
  }

  /** Everything may be different: every feed starts anew. */
  restartAll(): void {
    for (const conversation of this.#conversations.values()) conversation.restart();
    for (const lists of [this.#inboxes, this.#desks]) for (const feed of lists.values()) feed.restart();
  }

  /** Forgets feeds nobody has watched for some minutes, and the oldest of too many. */
  forgetIdle(): void {
    const before = this.#now() - keptMs;
    for (const [id, { feed }] of this.#conversations) if (isIdle(feed, before)) this.#conversations.delete(id);
    for (const lists of [this.#inboxes, this.#desks]) for (const [id, feed] of lists) if (isIdle(feed, before)) lists.delete(id);
    let excess = this.#conversations.size - maxIdleFeeds;
    for (const [id, { feed }] of this.#conversations) {
      if (excess <= 0) break;
      if (feed.isWatched) continue;
      this.#conversations.delete(id);
      excess -= 1;
    }
  }

  stop(): void { clearInterval(this.#sweep); }

  #conversation(id: number): ConversationFeed {
    return new ConversationFeed(id, this.#read, (error) => { this.#logger.warn({ err: error, conversation: id }, 'a gap in a feed could not be read'); });
  }
}

/** A feed that was opened and never watched counts as left when it was last seen here. */
function isIdle(feed: Feed, before: number): boolean {
  if (feed.isWatched) return false;
  if (feed.leftAt === 0) { feed.leftAt = before + keptMs; return false; }
  return feed.leftAt <= before;
}

function entry<T>(map: Map<number, T>, key: number, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}
