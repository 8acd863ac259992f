import { FoyerError } from '../protocol/errors.ts';
import type { User } from '../protocol/records.ts';
import { starredSeqsSchema, starsPageSchema, type StarsPage } from '../protocol/stars.ts';
import type { ReadableStore, Stars } from './api.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

interface StarsParts {
  request: ReplicaParts['request'];
  /** Tells with each change of what is starred, on whichever device. */
  me: ReadableStore<User | undefined>;
  isOnline: ReadableStore<boolean>;
}

/** What one view knows of a conversation; `isWhole`: the server has told it. */
interface Followed { readonly conversation: string; readonly tell: (seqs: ReadonlySet<number>) => void; seqs: ReadonlySet<number>; isWhole: boolean; round: number }

const keyOf = (conversation: string, seq: number): string => `${conversation} ${seq}`;
const pathOf = (conversation: string): string => `/conversations/${encodeURIComponent(conversation)}`;

/** The messages that this user has starred. What is done here shows at once, and is taken back where the server says no. */
export class ClientStars implements Stars {
  readonly revision: Store<number>;
  readonly #parts: StarsParts;
  readonly #followed = new Set<Followed>();
  /** What was asked for and has no answer yet. */
  readonly #wishes = new Map<string, boolean>();

  constructor(parts: StarsParts) {
    this.#parts = parts;
    this.revision = new Store(parts.me.value?.stars ?? 0);
    // They belong to one client and go with it.
    parts.me.subscribe((me) => { this.revision.set(me?.stars ?? 0); });
    this.revision.subscribe(() => { for (const followed of this.#followed) void this.#look(followed); });
    parts.isOnline.subscribe(() => { for (const followed of this.#followed) if (!followed.isWhole) void this.#look(followed); });
  }

  follow(conversation: string, onChange: (seqs: ReadonlySet<number>) => void): () => void {
    const followed: Followed = { conversation, tell: onChange, seqs: new Set(), isWhole: false, round: 0 };
    this.#followed.add(followed);
    void this.#look(followed);
    return () => { this.#followed.delete(followed); };
  }

  async set(conversation: string, seq: number, on: boolean): Promise<void> {
    const key = keyOf(conversation, seq);
    this.#wish(conversation, key, on);
    try {
      await this.#parts.request({ method: 'PUT', path: `${pathOf(conversation)}/messages/${seq}/star`, schema: undefined, body: { on } });
      for (const followed of this.#of(conversation)) followed.seqs = withSeq(followed.seqs, seq, on);
    } finally {
      // A later word on the same message has its own answer to wait for.
      if (this.#wishes.get(key) === on) this.#wish(conversation, key, undefined);
    }
  }

  page({ conversation, before }: { conversation?: string; before?: string } = {}): Promise<StarsPage> {
    const asked = new URLSearchParams({ ...(conversation === undefined ? {} : { conversation }), ...(before === undefined ? {} : { before }) });
    return this.#parts.request({ method: 'GET', path: `/me/stars?${asked}`, schema: starsPageSchema });
  }

  /** Where it cannot be had, the next connection or change asks again. */
  async #look(followed: Followed): Promise<void> {
    const round = (followed.round += 1);
    if (!this.#parts.isOnline.value) return;
    try {
      const { seqs } = await this.#parts.request({ method: 'GET', path: `${pathOf(followed.conversation)}/stars`, schema: starredSeqsSchema });
      if (round !== followed.round || !this.#followed.has(followed)) return;
      followed.isWhole = true;
      followed.seqs = new Set(seqs);
      this.#tell(followed);
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error;
    }
  }

  #wish(conversation: string, key: string, on: boolean | undefined): void {
    if (on === undefined) this.#wishes.delete(key);
    else this.#wishes.set(key, on);
    for (const followed of this.#of(conversation)) this.#tell(followed);
  }

  #of(conversation: string): Followed[] { return [...this.#followed].filter((followed) => followed.conversation === conversation); }

  #tell({ conversation, seqs, tell }: Followed): void {
    let shown = seqs;
    for (const [key, on] of this.#wishes) {
      const [place, seq] = key.split(' ');
      if (place === conversation) shown = withSeq(shown, Number(seq), on);
    }
    tell(shown);
  }
}

function withSeq(seqs: ReadonlySet<number>, seq: number, on: boolean): ReadonlySet<number> {
  const next = new Set(seqs);
  if (on) next.add(seq);
  else next.delete(seq);
  return next;
}
