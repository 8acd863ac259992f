import { FoyerError, limits, type Requests } from '@foyer-chat/widget/protocol';
import type { DeviceRow, Identified, SiteRow, Store, UserRow } from '../store/store.ts';
import type { BlockedUsers } from './blocks.ts';
import type { AccessEntrance } from './entrance.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversations } from './live-conversations.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Clock, Publisher, Sockets } from './ports.ts';
import type { Presence } from './presence.ts';
import type { ProfileFields } from './profile-fields.ts';
import { newId } from './random-ids.ts';
import type { Reports } from './reports.ts';
import { tokenHash, type Tokens } from './tokens.ts';
import { toPerson, type UserCache } from './user-cache.ts';

interface CustomersParts {
  store: Pick<Store, 'users'>;
  tokens: Tokens; users: UserCache; blocked: BlockedUsers; entrance: AccessEntrance; live: LiveConversations; inboxes: Inboxes; presence: Presence;
  personBlocks: PersonBlocks; reports: Reports;
  sockets: Sockets; publisher: Publisher; clock: Clock;
}

/** Somebody whom the site vouches for; `said` is what is known of their profile. */
interface Arrival { site: SiteRow; sub: string; said: ProfileFields; former: Requests['session']['former'] }

/** `going`: the device that goes on, with its next refresh token. */
export interface Arrived { user: UserRow; going?: { device: DeviceRow; refreshToken: string } }

type Identification = Extract<Identified, { status: 'identified' }>;
type Change = Required<Pick<Identification, 'user' | 'visitor' | 'devices' | 'conversations'>>;

/** Who the customers of a site are, and which visitors they were. */
export class Customers {
  readonly #parts: CustomersParts;
  /** Arrivals under way, so that two devices that sign in at once become one user. */
  readonly #arriving = new Map<string, Promise<Arrived>>();

  constructor(parts: CustomersParts) { this.#parts = parts; }

  /** The customer, made at their first arrival. A `former` session of a visitor goes on as theirs; any other is left as it is. */
  arrive(arrival: Arrival): Promise<Arrived> {
    const key = `${arrival.site.id} ${arrival.sub}`;
    const before = this.#arriving.get(key) ?? Promise.resolve();
    const arriving = before.then(() => {}, () => {}).then(async () => await this.#goOn(arrival) ?? { user: await this.#upsert(arrival) });
    this.#arriving.set(key, arriving);
    return arriving.finally(() => { if (this.#arriving.get(key) === arriving) this.#arriving.delete(key); });
  }

  /** `undefined` where the former session proves nothing: the answer does not tell why. */
  async #goOn({ site, sub, said, former }: Arrival): Promise<Arrived | undefined> {
    if (!former) return undefined;
    const { store, tokens, users, blocked, live, clock } = this.#parts;
    const refreshToken = tokens.nextRefresh(former.refreshToken, former.attempt);
    const at = clock.now();
    const identified = await store.users.identify({
      siteId: site.id, externalId: sub, said,
      oldHash: tokenHash(former.refreshToken), newHash: tokenHash(refreshToken), expiresAt: at + limits.refreshTokenMs, at,
    });
    if (identified.status === 'reused') this.#shutOut(identified.device.id);
    if (identified.status !== 'identified') return undefined;
    const { user, device, visitor, devices, conversations } = identified;
    users.put(user);
    blocked.set(user.id, user.blockedAt !== null);
    // Theirs are not only the conversations that were moved.
    if (visitor && visitor.id !== user.id && visitor.hidesReading) live.clear();
    if (visitor) await this.#announce(site, { user, visitor, devices, conversations });
    return { user, going: { device, refreshToken } };
  }

  #shutOut(deviceId: number): void {
    this.#parts.entrance.block(deviceId);
    this.#parts.sockets.closeDevice(deviceId);
  }

  async #upsert({ site, sub, said }: Arrival): Promise<UserRow> {
    const { store, users, clock } = this.#parts;
    const known = await store.users.getByExternalId(site.id, sub);
    if (!known) {
      return store.users.create({ ...said, uid: newId(), siteId: site.id, kind: 'customer', externalId: sub, name: said.name ?? 'Customer', at: clock.now() });
    }
    const isNews = Object.entries(said).some(([field, value]) => known[field as keyof ProfileFields] !== value);
    if (isNews) {
      await store.users.update(known.id, said);
      users.forget(known.id);
    }
    return { ...known, ...said };
  }

  /** What memory, sockets, feeds and lists still hold of the visitor. First what must not be used any more, in one turn. */
  async #announce(site: SiteRow, change: Change): Promise<void> {
    const { entrance, sockets, users, live, presence, personBlocks, reports } = this.#parts;
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
