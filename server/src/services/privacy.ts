import { FoyerError, type Requests } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import type { Session } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Receipts } from './receipts.ts';
import type { UserCache } from './user-cache.ts';

type Choice = NonNullable<Requests['profile']['privacy']>;

/** Newest conversations of a user in which others hear at once how far they have read. */
const conversationsRetold = 200;

interface PrivacyParts { store: Pick<Store, 'users' | 'conversations'>; users: UserCache; live: LiveConversations; presence: Presence; receipts: Receipts; own: OwnUsers }

/** What visitors and customers let others be told of them, and do to reach them. The team is told as before: it is their visitors who come to them. */
export class Privacy {
  readonly #parts: PrivacyParts;

  constructor(parts: PrivacyParts) { this.#parts = parts; }

  /** `forbidden` for staff, who are there for the site. */
  async choose({ userId, siteId, kind }: Session, { lastSeen, receipts, ...reach }: Choice): Promise<void> {
    if (kind === 'staff') throw new FoyerError('forbidden');
    const { store, users, presence, own } = this.#parts;
    const before = await users.get(userId);
    if (!before) throw new FoyerError('session-ended');
    const between = receipts === true && before.hidesReading ? await this.#betweenPeople(userId) : [];
    const resting = await store.users.setPrivacy(userId, {
      ...(lastSeen === undefined ? {} : { hidesLastSeen: !lastSeen }), ...(receipts === undefined ? {} : { hidesReading: !receipts }), ...reach,
    });
    users.forget(userId);
    this.#retell(userId, before.hidesReading, receipts, resting, between);
    const user = await users.get(userId);
    if (user && user.hidesLastSeen !== before.hidesLastSeen) await presence.choseAnew(user, siteId);
    await own.changed(userId);
  }

  #retell(userId: number, wasHidden: boolean, receipts: boolean | undefined, resting: readonly { conversationId: number; toldSeq: number }[], between: readonly LiveConversation[]): void {
    const { live: conversations, receipts: watermarks } = this.#parts;
    if (receipts === undefined || receipts !== wasHidden) return;
    conversations.retell(userId, receipts ? null : new Map(resting.map(({ conversationId, toldSeq }) => [conversationId, toldSeq])));
    for (const live of between) watermarks.retell(conversations.current(live));
  }

  /** As others know them before it is told: what then differs is a change of the conversation. */
  async #betweenPeople(userId: number): Promise<LiveConversation[]> {
    const { store, live } = this.#parts;
    return (await store.conversations.ofUser(userId, conversationsRetold)).filter(({ kind }) => kind !== 'support').map((row) => live.adopt(row));
  }
}
