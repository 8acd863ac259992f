import { limits, type Responses } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { AnswerTimes } from './answer-times.ts';
import { Coalescer } from './coalescer.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import type { Presence } from './presence.ts';
import type { Publisher, Session } from './ports.ts';
import type { SiteDirectory } from './sites.ts';
import type { Summaries } from './summaries.ts';
import { toUser, type UserCache } from './user-cache.ts';

/** Newest conversations of a list; older ones are reached by opening them. */
const listMax = 200;

interface InboxesParts {
  store: Pick<Store, 'conversations'>;
  live: LiveConversations; sites: Pick<SiteDirectory, 'getById'>; summaries: Summaries; users: UserCache; own: OwnUsers; presence: Presence; answerTimes: AnswerTimes; publisher: Publisher;
}

/** Lists of conversations: answers them whole, and keeps the open ones (`inbox`, `desk`) up to date. */
export class Inboxes {
  readonly #parts: InboxesParts;
  /** Whose rows are out of date, by conversation: these users', or everybody's. */
  readonly #due = new Map<LiveConversation, Set<number> | 'all'>();
  readonly #coalescer = new Coalescer<LiveConversation>({
    intervalMs: limits.receiptsCoalesceMs,
    flush: (live) => { void this.#push(live); },
  });

  constructor(parts: InboxesParts) { this.#parts = parts; }

  /** The rows of a conversation are out of date: everybody's, or with `users` only theirs. At most four rows a second go out. */
  touch(live: LiveConversation, users?: Iterable<number>): void {
    const due = this.#due.get(live);
    if (users === undefined) this.#due.set(live, 'all');
    else if (due !== 'all') this.#due.set(live, new Set([...(due ?? []), ...users]));
    this.#coalescer.touch(live);
  }

  async inbox(session: Session): Promise<Responses['inbox']> {
    const { store, sites, summaries, users, own, presence, answerTimes } = this.#parts;
    const rows = await store.conversations.ofUser(session.userId, listMax);
    const conversations = await summaries.of(rows.filter((row) => row.siteId === session.siteId), session.userId);
    const team = (await users.team(session.siteId)).map((user) => toUser(user));
    const answerMs = await answerTimes.usual(session.siteId);
    const me = await users.get(session.userId);
    const { direct, hours, links, notice } = (await sites.getById(session.siteId)).settings;
    const site = { direct, ...(hours && { hours }), ...(links && { links }), ...(notice === undefined ? {} : { notice }) };
    return {
      ...(me && { me: await own.of(me) }), conversations, presence: await presence.ofContacts(session), team, ...(answerMs === undefined ? {} : { answerMs }), site,
    };
  }

  stop(): void {
    this.#due.clear();
    this.#coalescer.stop();
  }

  async #push(touched: LiveConversation): Promise<void> {
    const { live: conversations, summaries, publisher } = this.#parts;
    const due = this.#due.get(touched);
    this.#due.delete(touched);
    if (due === undefined) return;
    const live = conversations.current(touched);
    const readers = [...(due === 'all' ? live.members.keys() : due)].filter((id) => publisher.hasInbox(id));
    const hasDesk = due === 'all' && live.kind === 'support' && publisher.hasDesk(live.siteId);
    if (readers.length === 0 && !hasDesk) return;
    // A store that fails here costs a row of a list, which the next change brings.
    const base = await summaries.base(live).catch(() => undefined);
    if (!base) return;
    // Who has left meanwhile was told so, and of nothing after it.
    for (const id of readers) if (live.members.has(id)) publisher.inbox(id, { kind: 'conversation', summary: summaries.forReader(base, live, id) });
    if (hasDesk) publisher.desk(live.siteId, { kind: 'conversation', summary: summaries.forReader(base, live, 'team') });
  }
}
