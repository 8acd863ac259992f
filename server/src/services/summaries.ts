import type { Arrangement, Permissions, Person, Summary } from '@foyer-chat/widget/protocol';
import type { ConversationRow, MemberRow, UserRow } from '../store/store.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import { formerPerson, toPerson, type UserCache } from './user-cache.ts';

/** A row of a list shows a few faces of a group; all its people are in the snapshot. */
const groupPeopleShown = 12;

/** Who reads a list: a member by user id, or the site's team. */
export type Reader = number | 'team';

/** Builds rows of conversation lists from memory. */
export class Summaries {
  readonly #users: UserCache;
  readonly #live: LiveConversations;

  constructor(parts: { users: UserCache; live: LiveConversations }) {
    this.#users = parts.users;
    this.#live = parts.live;
  }

  /** What every reader's row has in common; `forReader` makes it one reader's. */
  async base(live: LiveConversation): Promise<Omit<Summary, 'unread'>> {
    return {
      id: live.uid, kind: live.kind, title: live.title, version: live.version, lastSeq: live.lastSeq,
      people: [
        ...await this.people(live, live.kind === 'group' ? groupPeopleShown : Infinity),
        ...await this.peopleWhoLeft(live, { staff: async (former) => former.filter(({ uid }) => uid === live.lastMessage?.from), members: () => this.#lastAuthorWhoLeft(live) }),
      ],
      watermarks: { ...live.shared },
      ...(live.kind === 'support' ? { state: live.state } : {}), ...permissionsOf(live),
      lastMessage: live.lastMessage,
    };
  }

  forReader(base: Omit<Summary, 'unread'>, live: LiveConversation, reader: Reader): Summary {
    const isTeam = reader === 'team';
    const member = isTeam ? live.team : live.members.get(reader);
    return {
      ...base, unread: Math.max(0, base.lastSeq - (member?.readSeq ?? 0)),
      ...(isTeam || !member ? {} : arrangementOf(member)),
      ...(isTeam && live.assignee !== null ? { assignee: live.assignee } : {}),
      ...(isTeam && live.snoozedUntil !== null ? { snoozedUntil: live.snoozedUntil } : {}),
    };
  }

  /** Of rows that have just been read, in their order. */
  async of(rows: readonly ConversationRow[], reader: Reader): Promise<Summary[]> {
    const summaries: Summary[] = [];
    for (const row of rows) {
      const live = this.#live.adopt(row);
      summaries.push(this.forReader(await this.base(live), live, reader));
    }
    return summaries;
  }

  /** The people of a conversation, at most `max`: in support its visitor and the whole team of the site. */
  async people(live: Pick<LiveConversation, 'kind' | 'siteId' | 'members'>, max = Infinity): Promise<Person[]> {
    const ids: number[] = [];
    for (const member of live.members.values()) {
      if (ids.length >= max) break;
      if (member.role !== 'team') ids.push(member.userId);
    }
    const people: Person[] = [];
    for (const user of await this.#users.getMany(ids)) {
      const role = live.members.get(user.id)?.role;
      if (role !== undefined && role !== 'team') people.push(toPerson(user, role));
    }
    if (live.kind !== 'support') return people;
    return [...people, ...(await this.#users.team(live.siteId)).map((user) => toPerson(user, 'staff'))];
  }

  /** Those who are needed because they have written: in support of the staff who have left the team, in a group of its former members, by user id. */
  async peopleWhoLeft(
    { kind }: Pick<LiveConversation, 'kind'>,
    needed: { staff: (former: UserRow[]) => Promise<UserRow[]>; members: () => Promise<number[]> },
  ): Promise<Person[]> {
    if (kind === 'group') return (await this.#users.getMany(await needed.members())).map((user) => formerPerson(user, 'member'));
    const former = kind === 'support' ? await this.#users.formerStaff() : [];
    return former.length === 0 ? [] : (await needed.staff(former)).map((user) => formerPerson(user, 'staff'));
  }

  async #lastAuthorWhoLeft({ members, lastMessage }: LiveConversation): Promise<number[]> {
    const author = lastMessage?.from ?? '';
    if (author === '' || [...members.values()].some(({ uid }) => uid === author)) return [];
    return [(await this.#users.getByUid(author)).id];
  }
}

/** Said where somebody has chosen them. */
export const permissionsOf = ({ permissions }: Pick<LiveConversation, 'permissions'>): { permissions?: Permissions } => (permissions ? { permissions } : {});

const arrangementOf = ({ pinned, mutedUntil, archivedSeq }: MemberRow): Arrangement => ({
  ...(pinned ? { pinned } : {}),
  ...(mutedUntil > 0 ? { mutedUntil } : {}),
  ...(archivedSeq > 0 ? { archivedSeq } : {}),
});
