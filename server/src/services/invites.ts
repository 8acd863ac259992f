import { FoyerError, limits, type Invitation, type Invite } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { Memberships } from './memberships.ts';
import { authorise, refuseBlocked } from './permissions.ts';
import type { Clock, Session } from './ports.ts';
import { newId } from './random-ids.ts';
import { mayGather } from './reachable.ts';
import type { SiteDirectory } from './sites.ts';
import type { Tokens } from './tokens.ts';

interface InvitesParts {
  store: Pick<Store, 'conversations'>;
  live: LiveConversations; sites: SiteDirectory; tokens: Tokens; memberships: Memberships; clock: Clock;
}

/** Links into groups: one of each group at a time, which its owner and admins make, show and end. */
export class Invites {
  readonly #parts: InvitesParts;

  constructor(parts: InvitesParts) { this.#parts = parts; }

  /** The one that holds, or `null`. */
  async of(session: Session, uid: string): Promise<Invite | null> {
    const { store, tokens, clock } = this.#parts;
    const live = await this.#manageable(session, uid);
    const invite = await store.conversations.invite(live.id);
    return invite && invite.expiresAt > clock.now() ? { token: tokens.invites.tokenOf(invite.key), expiresAt: invite.expiresAt } : null;
  }

  /** A new one. The one before is worth nothing any more. */
  async make(session: Session, uid: string): Promise<Invite> {
    const { store, sites, tokens, clock } = this.#parts;
    const live = await this.#manageable(session, uid);
    mayGather(session, await sites.getById(session.siteId));
    const invite = { key: newId(), expiresAt: clock.now() + limits.inviteMs };
    await store.conversations.setInvite(live.id, invite);
    return { token: tokens.invites.tokenOf(invite.key), expiresAt: invite.expiresAt };
  }

  async end(session: Session, uid: string): Promise<void> {
    const live = await this.#manageable(session, uid);
    await this.#parts.store.conversations.setInvite(live.id, null);
  }

  /** What somebody is invited to. `FoyerError('not-found')` for whatever is no invite of the session's site that holds. */
  async look(session: Session, token: string): Promise<Invitation> {
    const { live } = await this.#find(session, token);
    return { title: live.title, members: live.members.size, ...(live.members.has(session.userId) ? { conversation: live.uid } : {}) };
  }

  /** The conversation's id; not `isNew` for who was a member already. */
  async accept(session: Session, token: string): Promise<{ conversation: string; isNew: boolean }> {
    refuseBlocked(session);
    const { live, key } = await this.#find(session, token);
    if (live.members.has(session.userId)) return { conversation: live.uid, isNew: false };
    mayGather(session, await this.#parts.sites.getById(session.siteId));
    if (!(await this.#parts.memberships.set(live, { userId: session.userId, role: 'member', given: { roles: [{ userId: session.userId, role: null }], invite: key } }))) {
      // On another device at the same moment, or the invite has ended meanwhile.
      this.#parts.live.drop(live);
      const { conversation } = await this.look(session, token);
      if (conversation === undefined) throw new FoyerError('not-found');
      return { conversation, isNew: false };
    }
    return { conversation: live.uid, isNew: true };
  }

  async #find(session: Session, token: string): Promise<{ live: LiveConversation; key: string }> {
    const { store, live: conversations, tokens, clock } = this.#parts;
    const key = tokens.invites.keyOf(token);
    const id = key === undefined ? undefined : await store.conversations.invitedTo(key, clock.now());
    const live = id === undefined ? undefined : await conversations.getById(id);
    if (key === undefined || live?.siteId !== session.siteId) throw new FoyerError('not-found');
    return { live, key };
  }

  async #manageable(session: Session, uid: string): Promise<LiveConversation> {
    const live = await this.#parts.live.get(uid);
    authorise(session, live, 'invite');
    return live;
  }
}
