import { FoyerError, type Change, type Person } from '@foyer-chat/widget/protocol';
import type { MemberChange, Store, WantedMember } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { Clock, Publisher, Sockets } from './ports.ts';
import type { Receipts } from './receipts.ts';
import type { Turns } from './turns.ts';
import { formerPerson, toPerson, type UserCache } from './user-cache.ts';

interface MembershipsParts {
  store: Pick<Store, 'conversations'>;
  live: LiveConversations; users: UserCache; inboxes: Inboxes; receipts: Receipts; publisher: Publisher; sockets: Sockets; turns: Turns; clock: Clock;
}

/** Writes who is in a group, and sees that memory, feeds and lists follow. What is allowed is decided by who calls it, and given along. */
export class Memberships {
  readonly #parts: MembershipsParts;

  constructor(parts: MembershipsParts) { this.#parts = parts; }

  /** `false` where what was `given` is not so any more. `FoyerError('too-large')` for one more than a group can have. */
  set(known: LiveConversation, wanted: Omit<WantedMember, 'at'>): Promise<boolean> {
    return this.#parts.turns.take(known.id, () => this.#set(known, wanted));
  }

  async #set(known: LiveConversation, wanted: Omit<WantedMember, 'at'>): Promise<boolean> {
    const { store, live: conversations, clock } = this.#parts;
    const outcome = await store.conversations.setMember(known.id, { ...wanted, at: clock.now() });
    if (outcome.status === 'full') throw new FoyerError('too-large', { message: 'The group is full.' });
    const { changes = [] } = outcome.status === 'done' ? outcome : {};
    const last = changes.at(-1);
    if (last) await this.#tell(conversations.outdated(known, last.v), changes);
    return outcome.status === 'done';
  }

  /** First what must not be seen any more, in the turn in which the commit is known. */
  async #tell(live: LiveConversation, changes: readonly MemberChange[]): Promise<void> {
    const { live: conversations, users, inboxes, receipts, publisher, sockets } = this.#parts;
    for (const change of changes) {
      live.version = Math.max(live.version, change.v);
      const member = live.members.get(change.userId);
      if (change.role !== null) {
        if (member) member.role = change.role;
        continue;
      }
      live.members.delete(change.userId);
      if (member) sockets.closeConversation(change.userId, live.uid);
      publisher.inbox(change.userId, { kind: 'left', conversation: live.uid });
      receipts.retell(live);
    }
    try {
      const people = new Map((await users.getMany(changes.map(({ userId }) => userId))).map((user) => [user.id, user]));
      const told = changes.map((change): Change => {
        const user = people.get(change.userId);
        // Erased meanwhile: the log begins anew.
        if (!user || user.kind === 'team') return { v: change.v, kind: 'state' };
        if (change.role !== null && !live.members.has(user.id)) {
          const { lastSeq } = change;
          live.members.set(user.id, {
            userId: user.id, uid: user.uid, kind: user.kind, role: change.role, deliveredSeq: lastSeq, readSeq: lastSeq, joinedSeq: lastSeq,
            toldSeq: user.hidesReading ? lastSeq : null, pinned: false, mutedUntil: 0, archivedSeq: 0,
          });
        }
        return { v: change.v, kind: 'member', user: user.uid, role: change.role, ...personOf(change, () => (change.role === null ? formerPerson(user, 'member') : toPerson(user, change.role))) };
      });
      publisher.conversation(live, told);
    } catch {
      // The store is away: all of it is read anew.
      conversations.drop(live);
      publisher.restart(live);
    }
    inboxes.touch(live);
  }
}

/** Who leaves without a word is only gone. */
const personOf = ({ role, hasWritten }: MemberChange, person: () => Person): { person?: Person } => (role === null && !hasWritten ? {} : { person: person() });
