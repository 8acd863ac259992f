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
 * Follows conversations with unread messages that this device does not have, at most `limits.openFeedsPerClient` at a time, until
 * it has them: so they count as delivered although nobody has opened the thread. Tells of each new message once.
 */
export class News {
  readonly #parts: NewsParts;
  readonly #followed = new Map<string, Followed>();
  readonly #waiting = new Set<string>();
  /** Up to which message was told. */
  readonly #told = new Map<string, number>();
  readonly #lists = new Set<string>();

  constructor(parts: NewsParts) { this.#parts = parts; }

  /** The first whole list of each kind is what was there before; everything later is news. */
  listed(kind: 'inbox' | 'desk', summaries: readonly Summary[]): void {
    if (!this.#lists.has(kind)) for (const { id, lastSeq } of summaries) this.#told.set(id, Math.max(lastSeq, this.#told.get(id) ?? 0));
    this.#lists.add(kind);
    for (const summary of summaries) this.noticed(summary);
  }

  noticed({ id, version, lastSeq, unread }: Summary): void {
    this.#parts.replicas.expect(id, version);
    if (unread > 0 && lastSeq > this.#parts.receipts.storedSeq(id)) this.#follow(id);
  }

  /** A followed conversation has changed. */
  changed({ id, messages, lastSeq }: Snapshot): void {
    const me = this.#parts.me();
    const told = this.#told.get(id) ?? (this.#lists.size > 0 ? 0 : lastSeq);
    this.#told.set(id, Math.max(told, lastSeq));
    for (const message of messages) {
      if (message.seq > told && message.from !== me && message.content.kind !== 'none') this.#parts.onMessage(id, message);
    }
  }

  stop(): void {
    this.#waiting.clear();
    for (const id of this.#followed.keys()) this.#leave(id);
    this.#told.clear();
    this.#lists.clear();
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
