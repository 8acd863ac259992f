import { FoyerError, limits, type Change, type Message, type Requests, type Snapshot } from '@foyer-chat/widget/protocol';
import type { SiteRow, Store, UserRow } from '../store/store.ts';
import type { Inboxes } from './inboxes.ts';
import { sharedWatermarks, type LiveConversation, type LiveConversations } from './live-conversations.ts';
import { authorise, refuseBlocked } from './permissions.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Clock, Session } from './ports.ts';
import { newId } from './random-ids.ts';
import type { Reach } from './reach.ts';
import { mayGather, reachable } from './reachable.ts';
import type { SiteDirectory } from './sites.ts';
import { permissionsOf, type Summaries } from './summaries.ts';
import type { UserCache } from './user-cache.ts';

interface ConversationsParts {
  store: Pick<Store, 'conversations' | 'log' | 'users' | 'staff'>;
  live: LiveConversations; sites: SiteDirectory; users: UserCache; summaries: Summaries; inboxes: Inboxes; reach: Reach; personBlocks: PersonBlocks; clock: Clock;
}

type NewConversation = Omit<Parameters<Store['conversations']['open']>[0], 'uid' | 'siteId' | 'at'>;

/** Opens conversations and answers what is in them. */
export class ConversationService {
  readonly #parts: ConversationsParts;

  constructor(parts: ConversationsParts) { this.#parts = parts; }

  /** The conversation, new or (support, direct) the one that is there already. */
  async open(session: Session, request: Requests['conversation']): Promise<{ snapshot: Snapshot; isNew: boolean }> {
    const { store, sites, live, inboxes, clock } = this.#parts;
    const site = await sites.getById(session.siteId);
    const wanted = await this.#plan(session, site, request);
    const { conversation, created } = await store.conversations.open({ ...wanted, uid: newId(), siteId: site.id, at: clock.now() });
    const opened = live.adopt(conversation);
    authorise(session, opened, 'read');
    if (created) inboxes.touch(opened);
    return { snapshot: await this.#snapshotOf(opened), isNew: created };
  }

  async snapshot(session: Session, uid: string): Promise<Snapshot> { return this.#snapshotOf(await this.#readable(session, uid)); }

  async page(session: Session, uid: string, range: { before: number } | { after: number }, limit: number): Promise<Message[]> {
    const live = await this.#readable(session, uid);
    return this.#parts.store.log.page(live.id, range, limit);
  }

  /** `FoyerError('snapshot-needed')` when the log does not reach back to that version. */
  async changes(session: Session, uid: string, after: number): Promise<Change[]> {
    const live = await this.#readable(session, uid);
    const changes = await this.#parts.store.log.changesAfter(live.id, after, limits.changesPageMax);
    if (!changes) throw new FoyerError('snapshot-needed');
    return changes;
  }

  async #readable(session: Session, uid: string): Promise<LiveConversation> {
    const live = await this.#parts.live.get(uid);
    authorise(session, live, 'read');
    return live;
  }

  async #snapshotOf(live: LiveConversation): Promise<Snapshot> {
    const { store, summaries } = this.#parts;
    const stored = await store.log.snapshot(live.id, limits.snapshotMessages);
    if (!stored) throw new FoyerError('not-found');
    const { conversation: row, messages } = stored;
    const members = new Map(row.members.map((member) => [member.userId, member]));
    const left = await summaries.peopleWhoLeft(live, {
      staff: async (former) => {
        const wrote = new Set(await store.log.authorsAmong(live.id, former.map(({ id }) => id)));
        return former.filter(({ id }) => wrote.has(id));
      },
      members: async () => (await store.conversations.formerMembers(live.id, limits.formerMembersNamed)).filter((id) => !members.has(id)),
    });
    return {
      id: row.uid, kind: row.kind, title: row.title, version: row.version, lastSeq: row.lastSeq,
      people: [...await summaries.people({ kind: row.kind, siteId: row.siteId, members }), ...left],
      watermarks: sharedWatermarks(row.members),
      ...(row.kind === 'support' ? { state: row.state } : {}), ...permissionsOf(row),
      messages,
    };
  }

  async #plan(session: Session, site: SiteRow, request: Requests['conversation']): Promise<NewConversation> {
    if (request.kind === 'support') return this.#support(session, site, request.visitor);
    refuseBlocked(session);
    mayGather(session, site);
    if (request.kind === 'direct') {
      const other = await reachable(this.#parts.users, site, request.with);
      if (other.id === session.userId) throw new FoyerError('bad-request', { message: 'Nobody else is in this conversation.' });
      const [low, high] = [session.userId, other.id].sort((a, b) => a - b);
      // Two of the staff may meet on several sites.
      const place = session.kind === 'staff' && other.kind === 'staff' ? `:${site.id}` : '';
      const members = [session.userId, other.id].map((userId) => ({ userId, role: 'member' as const }));
      // What was said before stays to be read.
      const { reach, personBlocks } = this.#parts;
      // Whoever is out of reach learns that, and not that they are blocked as well.
      const refusal = await reach.isOut(session, other) ? 'out-of-reach' : await personBlocks.isRefused(session.userId, [other.id]) ? 'forbidden' : undefined;
      return { kind: 'direct', title: '', uniqueKey: `direct:${low}:${high}${place}`, members, ...(refusal ? { refusal } : {}) };
    }
    const others = new Map<number, UserRow>();
    for (const uid of new Set(request.members)) {
      const other = await reachable(this.#parts.users, site, uid);
      if (other.id !== session.userId) others.set(other.id, other);
    }
    await this.#parts.reach.refuse(session, [...others.values()], 'adders');
    await this.#parts.personBlocks.refuseFor(session, others.keys());
    const members = [...others.keys()].map((userId) => ({ userId, role: 'member' as const }));
    return { kind: 'group', title: request.title, uniqueKey: null, members: [{ userId: session.userId, role: 'owner' }, ...members] };
  }

  /** A visitor's own; staff name the visitor. */
  async #support(session: Session, site: SiteRow, visitorUid: string | undefined): Promise<NewConversation> {
    const isStaff = session.kind === 'staff';
    if (isStaff && visitorUid === undefined) throw new FoyerError('bad-request', { message: 'visitor is missing.' });
    if (!isStaff && visitorUid !== undefined && visitorUid !== session.user) throw new FoyerError('not-found');
    const visitorId = visitorUid === undefined || !isStaff ? session.userId : (await reachable(this.#parts.users, site, visitorUid)).id;
    if (isStaff && (await this.#parts.users.get(visitorId))?.kind === 'staff') throw new FoyerError('not-found');
    return {
      kind: 'support', title: '', uniqueKey: `support:${visitorId}`,
      members: [{ userId: visitorId, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
    };
  }
}
