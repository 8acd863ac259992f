import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import type { LiveConversation } from './live-conversations.ts';
import type { Session } from './ports.ts';
import type { UserCache } from './user-cache.ts';

type Way = 'writers' | 'adders';

interface ReachParts { store: Pick<Store, 'conversations'>; users: UserCache }

/**
 * Who may begin to write to somebody, and who may add them to a group, as they have chosen it. They know whom they have written to alone, on whichever
 * side that began; nobody becomes known by writing. The team is not asked, and joins and links of one's own will are not in question here.
 */
export class Reach {
  readonly #parts: ReachParts;

  constructor(parts: ReachParts) { this.#parts = parts; }

  /** `out-of-reach`, with the ids of those who do not let the session's user (`details.users`). */
  async refuse(session: Session, people: readonly UserRow[], way: Way): Promise<void> {
    const refusing = await this.#refusing(session, people, way);
    if (refusing.length > 0) throw new FoyerError('out-of-reach', { details: { users: refusing.map(({ uid }) => uid) } });
  }

  async isOut(session: Session, other: UserRow): Promise<boolean> { return (await this.#refusing(session, [other], 'writers')).length > 0; }

  /** The first message is where a conversation of two begins: one that was opened beforehand, with nothing said in it, leads around nobody's choice. */
  async refuseFirst(session: Session, { members }: LiveConversation): Promise<void> {
    await this.refuse(session, await this.#parts.users.getMany([...members.keys()].filter((id) => id !== session.userId)), 'writers');
  }

  async #refusing({ userId, kind }: Session, people: readonly UserRow[], way: Way): Promise<UserRow[]> {
    const choosy = kind === 'staff' ? [] : people.filter((person) => person[way] !== 'everyone');
    if (choosy.length === 0) return [];
    const known = new Set(await this.#parts.store.conversations.writersTo(userId, choosy.map(({ id }) => id)));
    return choosy.filter((person) => person[way] === 'nobody' || !known.has(person.id));
  }
}
