import { FoyerError, type DeskResponses, type PersonAnswer, type Requests, type User } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import type { OwnUsers } from './own-users.ts';
import { refuseBlocked } from './permissions.ts';
import type { Presence } from './presence.ts';
import type { Privacy } from './privacy.ts';
import type { Publisher, Session } from './ports.ts';
import { profileFields } from './profile-fields.ts';
import type { Summaries } from './summaries.ts';
import { toUser, type UserCache } from './user-cache.ts';
import type { VisitorRecords } from './visitor-records.ts';

const conversationsLookedAt = 200;

interface PeopleParts {
  store: Pick<Store, 'users' | 'conversations' | 'personBlocks'>;
  users: UserCache; own: OwnUsers; presence: Presence; privacy: Privacy; visitors: VisitorRecords; summaries: Summaries; publisher: Publisher;
}

/** Oneself, and what one may know of others. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) { this.#parts = parts; }

  async me(session: Session): Promise<User> { return this.#parts.own.of(await this.#self(session)); }

  /** A customer is who the site says; only their site changes that. Staff sign in by e-mail, so theirs stays. What may not be changed refuses the rest, too. */
  async updateMe(session: Session, { privacy, ...change }: Requests['profile']): Promise<User> {
    if (!privacy) return this.#updateProfile(session, change);
    if (Object.keys(change).length > 0) await this.#updateProfile(session, change);
    // What others are told is one's own to say, also for whom the site signs in and whom staff have blocked.
    await this.#parts.privacy.choose(session, privacy);
    return this.me(session);
  }

  async #updateProfile(session: Session, change: Omit<Requests['profile'], 'privacy'>): Promise<User> {
    const { store, users, own, publisher, presence } = this.#parts;
    if (session.kind === 'customer' || (session.kind === 'staff' && change.email !== undefined)) throw new FoyerError('forbidden');
    refuseBlocked(session);
    await store.users.update(session.userId, { ...profileFields(change), ...(change.email === '' ? { email: null } : {}) });
    users.forget(session.userId);
    const row = await this.#self(session);
    const user = await own.of(row);
    publisher.inbox(session.userId, { kind: 'me', user });
    presence.renamed(row, session.siteId);
    return user;
  }

  /** Oneself, the team, whoever shares a conversation; for staff everybody of the site. Others are not found. */
  async person(session: Session, uid: string): Promise<PersonAnswer | DeskResponses['person']> {
    const { store, users, presence, visitors, summaries } = this.#parts;
    const row = await users.getByUid(uid);
    const isStaff = session.kind === 'staff';
    if (!(await this.#mayKnow(session, row))) throw new FoyerError('not-found');
    const [reader, isApart] = [await this.#self(session), await store.personBlocks.between(session.userId, row.id)];
    const person = {
      user: toUser(row, { email: isStaff || row.id === session.userId }), createdAt: row.createdAt,
      presence: isApart ? { user: row.uid, online: false } : presence.seenBy(reader, row, session.siteId),
    };
    if (!isStaff) return person;
    const { rows, ...record } = await visitors.of(session.siteId, row);
    return { ...person, ...record, conversations: await summaries.of(rows, 'team') };
  }

  async #mayKnow(session: Session, other: UserRow): Promise<boolean> {
    if (other.id === session.userId) return true;
    if (other.siteId === null) {
      return (await this.#parts.users.team(session.siteId)).some((staff) => staff.id === other.id);
    }
    if (other.siteId !== session.siteId) return false;
    if (session.kind === 'staff') return true;
    const conversations = await this.#parts.store.conversations.ofUser(session.userId, conversationsLookedAt);
    return conversations.some((conversation) => conversation.members.some((member) => member.userId === other.id));
  }

  async #self(session: Session): Promise<UserRow> {
    const row = await this.#parts.users.get(session.userId);
    if (!row) throw new FoyerError('session-ended');
    return row;
  }
}
