import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Identified, SiteRow, UserRow } from '../store/store.ts';
import type { BlockedUsers } from './blocks.ts';
import type { Devices } from './devices.ts';
import type { AccessEntrance } from './entrance.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversations } from './live-conversations.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Publisher, Sockets } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Reports } from './reports.ts';
import { toPerson, type UserCache } from './user-cache.ts';

interface HandoverParts {
  users: UserCache; devices: Devices; blocked: BlockedUsers; entrance: AccessEntrance; live: LiveConversations; inboxes: Inboxes; presence: Presence;
  personBlocks: PersonBlocks; reports: Reports; sockets: Sockets; publisher: Publisher;
}

type Identification = Extract<Identified, { status: 'identified' }>;
type Change = Identification & Required<Pick<Identification, 'visitor'>>;

/** A visitor has turned out to be somebody else, a customer or who has linked a device to theirs: all that memory, sockets, feeds and lists hold follows. */
export class Handover {
  readonly #parts: HandoverParts;

  constructor(parts: HandoverParts) { this.#parts = parts; }

  /** After the commit. Without a `visitor` it was told before. */
  async done(site: SiteRow, { visitor, ...identified }: Identification): Promise<void> {
    const { users, blocked, live } = this.#parts;
    const { user } = identified;
    users.put(user);
    blocked.set(user.id, user.blockedAt !== null);
    // Theirs are not only the conversations that were moved.
    if (visitor && visitor.id !== user.id && visitor.hidesReading) live.clear();
    if (visitor) await this.#announce(site, { ...identified, visitor });
  }

  /** What memory, sockets, feeds and lists still hold of the visitor. First what must not be used any more, in one turn. */
  async #announce(site: SiteRow, change: Change): Promise<void> {
    const { entrance, sockets, users, devices: newcomers, live, presence, personBlocks, reports } = this.#parts;
    const { user, visitor, devices, conversations } = change;
    const isMoved = visitor.id !== user.id;
    if (isMoved) {
      users.forget(visitor.id);
      for (const { id, v } of conversations) live.handOver(id, v, { from: visitor.id, to: user.id });
    }
    // Their tokens speak of the visitor. Whoever was connected comes back at once with the new one.
    for (const id of devices) {
      entrance.handOver(id, { userId: user.id, kind: user.kind });
      sockets.closeDevice(id);
    }
    for (const { id, v } of conversations) {
      // A store that fails here costs a row of a list, which the next change brings. The session is there.
      await (isMoved ? this.#beginAnew(id) : this.#rename(id, v, user)).catch(courtesy);
    }
    if (isMoved) await personBlocks.blockersOf(user.id).then((blockers) => personBlocks.retell(blockers)).catch(courtesy);
    await reports.retold(user.id).catch(courtesy);
    if (isMoved) await newcomers.welcomed(user.id);
    if (isMoved) presence.gone(visitor, site.id);
    else presence.renamed(user, site.id);
  }

  /** Feeds have told who wrote what: nobody is told that again. */
  async #beginAnew(id: number): Promise<void> {
    const { live: conversations, publisher, inboxes } = this.#parts;
    const live = await conversations.getById(id);
    if (!live) return;
    publisher.restart(live);
    inboxes.touch(live);
  }

  async #rename(id: number, v: number, user: UserRow): Promise<void> {
    const { live: conversations, publisher, inboxes } = this.#parts;
    const live = await conversations.getById(id);
    const member = live?.members.get(user.id);
    if (!live || !member || member.role === 'team') return;
    member.kind = user.kind;
    live.version = Math.max(live.version, v);
    publisher.conversation(live, [{ v, kind: 'member', user: user.uid, role: member.role, person: toPerson(user, member.role) }]);
    inboxes.touch(live);
  }
}

/** What is told again to those who watch is not worth the session. */
function courtesy(error: unknown): void { if (!(error instanceof FoyerError)) throw error; }
