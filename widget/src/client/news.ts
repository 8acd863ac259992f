import * as limits from '../protocol/limits.ts';
import type { Message, Snapshot, Summary } from '../protocol/records.ts';
import type { Receipts } from './receipts.ts';
import type { Replicas } from './replicas.ts';

interface NewsParts {
  replicas: Replicas;
  receipts: Receipts;
  me: () => string | undefined;
  onMessage: (conversation: string, message: Message) => void;
}

/** A conversation that has just brought news often brings more: its feed stays this long after catching up, if there is room. */
const lingerMs = 30_000;

interface Followed { release: () => void; isDone: boolean; timer?: ReturnType<typeof setTimeout> }

/**
 * Follows conversations with unread messages that this device does not have or this client has not told of, at most `limits.openFeedsPerClient`
 * at a time, until it has them: so they count as delivered although nobody has opened the thread. Tells of each new message once.
 */
export class News {
  readonly #parts: NewsParts;
  readonly #followed = new Map<string, Followed>();
  readonly #waiting = new Set<string>();
  /** Up to which message was told, of the conversations that were listed or followed. */
  readonly #told = new Map<string, number>();
  readonly #lists = new Set<string>();
  /** When the newest message of the first lists was sent. Of a conversation too old for them, only what came later is news. */
  #listedAt = 0;

  constructor(parts: NewsParts) { this.#parts = parts; }

  /** The first whole list of each kind is what was there before; everything later is news. */
  listed(kind: 'inbox' | 'desk', summaries: readonly Summary[]): void {
    if (!this.#lists.has(kind)) {
      for (const { id, lastSeq, lastMessage } of summaries) {
        this.#hasTold(id, lastSeq);
        this.#listedAt = Math.max(this.#listedAt, lastMessage?.at ?? 0);
      }
    }
    this.#lists.add(kind);
    for (const summary of summaries) this.noticed(summary);
  }

  noticed({ id, version, lastSeq, unread, lastMessage }: Summary): void {
    this.#parts.replicas.expect(id, version);
    // Another tab may have stored it already; it tells its own page only.
    const isUntold = lastMessage !== null && this.#isNews(id, lastMessage);
    if (unread > 0 && (isUntold || lastSeq > this.#parts.receipts.storedSeq(id))) this.#follow(id);
  }

  /** A followed conversation has changed. */
  changed({ id, messages, lastSeq }: Snapshot): void {
    const me = this.#parts.me();
    const news = messages.filter((message) => message.from !== me && message.content.kind !== 'none' && this.#isNews(id, message));
    this.#hasTold(id, lastSeq);
    for (const message of news) this.#parts.onMessage(id, message);
  }

  stop(): void {
    this.#waiting.clear();
    for (const id of this.#followed.keys()) this.#leave(id);
    this.#told.clear();
    this.#lists.clear();
    this.#listedAt = 0;
  }

  #hasTold(id: string, seq: number): void { this.#told.set(id, Math.max(seq, this.#told.get(id) ?? 0)); }

  /** Before the first list came, what a conversation begins with was there before. */
  #isNews(id: string, { seq, at }: Message): boolean {
    const told = this.#told.get(id);
    return told === undefined ? this.#lists.size > 0 && at > this.#listedAt : seq > told;
  }

  #follow(id: string): void {
    if (this.#followed.has(id)) return;
    if (this.#followed.size >= limits.openFeedsPerClient && !this.#makeRoom()) { this.#waiting.add(id); return; }
    const { replica, release } = this.#parts.replicas.acquire(id);
    const followed: Followed = { release, isDone: false };
    this.#followed.set(id, followed);
    const look = (): void => {
      followed.isDone = replica.isCaughtUp.value || replica.refused.value !== undefined;
      clearTimeout(followed.timer);
      if (!followed.isDone) return;
      followed.timer = setTimeout(() => { this.#leave(id); }, lingerMs);
      this.#next();
    };
    const leaves = [replica.isCaughtUp.subscribe(look), replica.refused.subscribe(look), replica.state.subscribe(look)];
    followed.release = () => { for (const leave of leaves) leave(); release(); };
    look();
  }

  #next(): void {
    const [id] = this.#waiting;
    if (id === undefined || (this.#followed.size >= limits.openFeedsPerClient && !this.#makeRoom())) return;
    this.#waiting.delete(id);
    this.#follow(id);
  }

  /** Lets go of the one that has been followed longest and has nothing to wait for. */
  #makeRoom(): boolean {
    const idle = [...this.#followed].find(([, { isDone }]) => isDone);
    if (idle) this.#leave(idle[0]);
    return idle !== undefined;
  }

  #leave(id: string): void {
    const followed = this.#followed.get(id);
    this.#followed.delete(id);
    clearTimeout(followed?.timer);
    followed?.release();
  }
}
