import { FoyerError, type CommandArgs, type GroupRole, type Permissions, type PermissionsChange } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { Memberships } from './memberships.ts';
import { authorise, type Action } from './permissions.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import type { Reach } from './reach.ts';
import { mayGather, reachable } from './reachable.ts';
import type { SiteDirectory } from './sites.ts';
import type { Turns } from './turns.ts';
import type { UserCache } from './user-cache.ts';

interface GroupsParts {
  store: Pick<Store, 'conversations'>;
  live: LiveConversations; sites: SiteDirectory; users: UserCache; memberships: Memberships; reach: Reach; personBlocks: Pick<PersonBlocks, 'refuseFor'>; inboxes: Inboxes; turns: Turns; publisher: Publisher; clock: Clock;
}

/** As often may somebody else have been faster before it is given up. */
const maxTurns = 5;

/** Groups are run by who is in them: people are added and taken out, have roles, leave, and give the group its name. */
export class Groups {
  readonly #parts: GroupsParts;

  constructor(parts: GroupsParts) { this.#parts = parts; }

  /** What is allowed is decided from memory and holds at the commit, or it is decided anew: of two who take each other out, one is in time. */
  async setMember(session: Session, wanted: CommandArgs<'member.set'>): Promise<void> {
    for (let turn = 0; turn < maxTurns; turn += 1) {
      if (await this.#trySetMember(session, wanted)) return;
      // Not somebody here, who is known of by now, but another node has changed what memory knows.
      if (turn > 0) this.#forget(wanted.conversation);
    }
    throw new FoyerError('overloaded', { retryAfterMs: 500 });
  }

  async #trySetMember(session: Session, { conversation, user, role }: CommandArgs<'member.set'>): Promise<boolean> {
    const { live: conversations, memberships } = this.#parts;
    const live = await conversations.get(conversation);
    authorise(session, live, 'read');
    const target = memberOf(live, user);
    const isSelf = user === session.user;
    authorise(session, live, actionFor(target?.role, role, isSelf));
    if (target?.role === role || (!target && role === null)) return true;
    // An owner is followed, not sent away: they hand over, or leave.
    if (target?.role === 'owner' && !(isSelf && role === null)) throw new FoyerError('forbidden', { message: 'Another owner comes first.' });
    const userId = target?.userId ?? await this.#newcomer(session, user, role);
    const roles = [{ userId: session.userId, role: memberOf(live, session.user)?.role ?? null }, { userId, role: target?.role ?? null }];
    return memberships.set(live, { userId, role, by: session.userId, given: { roles } });
  }

  #forget(conversation: string): void {
    const live = this.#parts.live.peek(conversation);
    if (live) this.#parts.live.drop(live);
  }

  async rename(session: Session, { conversation, title }: CommandArgs<'conversation.rename'>): Promise<void> {
    const { live: conversations, turns } = this.#parts;
    const known = await conversations.get(conversation);
    authorise(session, known, 'rename');
    await turns.take(known.id, () => this.#rename(known, title, session.userId));
  }

  async #rename(known: LiveConversation, title: string, by: number): Promise<void> {
    const { store, clock } = this.#parts;
    const renamed = await store.conversations.rename(known.id, title, clock.now(), by);
    if (renamed) this.#tell(known, renamed.v, { title });
  }

  async setPermissions(session: Session, { conversation, ...wanted }: CommandArgs<'conversation.setPermissions'>): Promise<void> {
    const { live: conversations, turns } = this.#parts;
    const known = await conversations.get(conversation);
    authorise(session, known, 'set-permissions');
    await turns.take(known.id, () => this.#setPermissions(known, wanted));
  }

  async #setPermissions(known: LiveConversation, wanted: PermissionsChange): Promise<void> {
    const { store, clock } = this.#parts;
    const changed = await store.conversations.setPermissions(known.id, wanted, clock.now());
    if (changed) this.#tell(known, changed.v, { permissions: changed.permissions });
  }

  #tell(known: LiveConversation, v: number, said: { title: string } | { permissions: Permissions }): void {
    const { live: conversations, publisher, inboxes } = this.#parts;
    const live = conversations.outdated(known, v);
    Object.assign(live, said);
    live.version = Math.max(live.version, v);
    publisher.conversation(live, [{ v, kind: 'state', ...said }]);
    inboxes.touch(live);
  }

  /** Who comes in begins as a member, and is not brought in by somebody whom they do not let, or have blocked. */
  async #newcomer(session: Session, uid: string, role: GroupRole | null): Promise<number> {
    const { sites, users, reach, personBlocks } = this.#parts;
    if (role !== 'member') throw new FoyerError('not-found');
    const site = await sites.getById(session.siteId);
    mayGather(session, site);
    const newcomer = await reachable(users, site, uid);
    await reach.refuse(session, [newcomer], 'adders');
    await personBlocks.refuseFor(session, [newcomer.id]);
    return newcomer.id;
  }
}

const memberOf = (live: LiveConversation, uid: string) => [...live.members.values()].find((member) => member.uid === uid);

function actionFor(current: string | undefined, role: GroupRole | null, isSelf: boolean): Action {
  if (role === null) return isSelf ? 'leave' : 'remove';
  return current === undefined || current === role ? 'add' : 'set-role';
}
