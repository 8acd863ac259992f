import { FoyerError, limits, type StarsPage, type Summary, type User } from '@foyer-chat/widget/protocol';
import type { StarRow } from '../store/stars-store.ts';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import { authorise } from './permissions.ts';
import type { Clock, Session } from './ports.ts';
import type { Summaries } from './summaries.ts';
import { toUser, type UserCache } from './user-cache.ts';

interface StarsParts { store: Pick<Store, 'stars'>; live: LiveConversations; users: UserCache; summaries: Summaries; own: OwnUsers; clock: Clock }

/** Messages that members have starred for themselves: nobody else hears of it, and it takes no version. */
export class Stars {
  readonly #parts: StarsParts;

  constructor(parts: StarsParts) { this.#parts = parts; }

  /** `not-found` where there is nothing left to star; `too-large` beyond `limits.starsPerUser`. The same again changes nothing. */
  async set(session: Session, conversation: string, seq: number, on: boolean): Promise<void> {
    const { store, own, clock } = this.#parts;
    const live = await this.#allowed(session, conversation);
    const outcome = await store.stars.set({ userId: session.userId, conversationId: live.id, seq, on, at: clock.now(), max: limits.starsPerUser });
    if (outcome === 'gone') throw new FoyerError('not-found');
    if (outcome === 'changed') await own.changed(session.userId);
  }

  /** Those of a conversation, or of all of the site; `before`: the `next` of the page that came before this. */
  async page(session: Session, { conversation, before }: { conversation?: string | undefined; before?: string | undefined }): Promise<StarsPage> {
    const { store } = this.#parts;
    const place = { siteId: session.siteId, ...(conversation === undefined ? {} : { conversationId: (await this.#allowed(session, conversation)).id }) };
    const { stars, next } = await store.stars.page(session.userId, place, before === undefined ? undefined : readCursor(before).id, limits.starsPage);
    const { conversations, idOf } = await this.#conversationsOf(stars, session.userId);
    return {
      // What has left the user's conversations meanwhile is not told.
      stars: stars.flatMap(({ conversationId, message, at }) => { const id = idOf.get(conversationId); return id === undefined ? [] : [{ conversation: id, message, at }]; }),
      conversations, people: await this.#authorsOf(stars), ...(next === undefined ? {} : { next: writeCursor({ activeAt: 0, id: next }) }),
    };
  }

  async seqsIn(session: Session, conversation: string): Promise<number[]> {
    const live = await this.#allowed(session, conversation);
    return this.#parts.store.stars.seqsIn(live.id, session.userId);
  }

  async #conversationsOf(stars: readonly StarRow[], userId: number): Promise<{ conversations: Summary[]; idOf: Map<number, string> }> {
    const { live: all, summaries } = this.#parts;
    const conversations: Summary[] = [];
    const idOf = new Map<number, string>();
    for (const id of new Set(stars.map(({ conversationId }) => conversationId))) {
      const live = await all.getById(id);
      if (!live?.members.has(userId)) continue;
      idOf.set(id, live.uid);
      conversations.push(summaries.forReader(await summaries.base(live), live, userId));
    }
    return { conversations, idOf };
  }

  async #authorsOf(stars: readonly StarRow[]): Promise<User[]> {
    const ids = new Set(stars.flatMap(({ authorId }) => authorId ?? []));
    return (await this.#parts.users.getMany(ids)).filter(({ kind }) => kind !== 'team').map((user) => toUser(user));
  }

  async #allowed(session: Session, conversation: string): Promise<LiveConversation> {
    const live = await this.#parts.live.get(conversation);
    authorise(session, live, 'star');
    return live;
  }
}
