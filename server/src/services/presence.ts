import type { Presence as PresenceRecord } from '@foyer-chat/widget/protocol';
import type { DeviceRow, Store, UserRow } from '../store/store.ts';
import type { DeskVisits } from './desk-visits.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import { toUser, type UserCache } from './user-cache.ts';

/** Somebody who comes back this soon was never away. */
const graceMs = 5_000;
const maxContacts = 200;

/** Staff who serve several sites are somebody on each that they look after. */
interface Somebody {
  readonly userId: number;
  readonly user: string;
  readonly siteId: number;
  readonly kind: Session['kind'];
  /** Devices with a socket, by id. */
  readonly devices: Set<number>;
  /** When the last device went, while it may still come back. */
  leftAt: number | undefined;
}

interface PresenceParts { store: Pick<Store, 'users' | 'devices'>; users: UserCache; visits: DeskVisits; publisher: Publisher; clock: Clock }

/**
 * Who is here.
 *
 *   away ── first socket ─▶ here ── last socket closes ─▶ leaving ── 5 s ─▶ away, announced
 *                             ◀────────── socket ──────────┘
 */
export class Presence {
  readonly #parts: PresenceParts;
  /** By site and user. */
  readonly #here = new Map<string, Somebody>();
  readonly #bySite = new Map<number, Set<Somebody>>();
  /** Not stored yet. */
  readonly #lastSeen = new Map<number, number>();
  /** Of devices that have left, the same. */
  readonly #devicesSeen = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: PresenceParts) { this.#parts = parts; }

  connected(session: Session): void {
    const known = this.#here.get(keyOf(session));
    if (known) {
      known.devices.add(session.deviceId);
      known.leftAt = undefined;
      return;
    }
    const somebody: Somebody = {
      userId: session.userId, user: session.user, siteId: session.siteId, kind: session.kind, devices: new Set([session.deviceId]), leftAt: undefined,
    };
    this.#here.set(keyOf(session), somebody);
    const onSite = this.#bySite.get(session.siteId) ?? new Set();
    this.#bySite.set(session.siteId, onSite.add(somebody));
    void this.#announce(somebody, { user: somebody.user, online: true });
  }

  disconnected(session: Session): void {
    this.#devicesSeen.set(session.deviceId, this.#parts.clock.now());
    const somebody = this.#here.get(keyOf(session));
    if (!somebody) return;
    somebody.devices.delete(session.deviceId);
    if (somebody.devices.size > 0) return;
    somebody.leftAt = this.#parts.clock.now();
    this.#lastSeen.set(somebody.userId, somebody.leftAt);
    this.#timer ??= setTimeout(() => this.#letGo(), graceMs);
  }

  /** As people of the site see it. */
  of(user: UserRow, siteId: number): PresenceRecord {
    if (this.#here.has(keyOf({ siteId, userId: user.id }))) return { user: user.uid, online: true };
    return { user: user.uid, online: false, lastSeenAt: this.#lastSeen.get(user.id) ?? user.lastSeenAt };
  }

  /** Of those whom the session's user talks with, and of the site's team. */
  async ofContacts(session: Session): Promise<PresenceRecord[]> {
    const { store, users } = this.#parts;
    const contacts = await users.getMany(await store.users.contactsOf(session.userId, maxContacts));
    const everybody = new Map([...contacts, ...(await users.team(session.siteId))].map((user) => [user.id, user]));
    everybody.delete(session.userId);
    const reader = await users.get(session.userId);
    return reader ? [...everybody.values()].filter((user) => user.kind !== 'team').map((user) => this.seenBy(reader, user, session.siteId)) : [];
  }

  /** As one of them sees another: of who hides it, and for who hides it, nobody is here and nobody was. */
  seenBy(reader: UserRow, user: UserRow, siteId: number): PresenceRecord {
    return maySee(reader, user) ? this.of(user, siteId) : { user: user.uid, online: false };
  }

  /** Somebody has begun to hide when they are here, or does no longer: they and those they talk with are told how it is now. */
  async choseAnew(user: UserRow, siteId: number): Promise<void> {
    const { store, users, publisher } = this.#parts;
    for (const other of await users.getMany(await store.users.contactsOf(user.id, maxContacts))) {
      if (other.siteId !== siteId) continue;
      if (publisher.hasInbox(other.id)) publisher.inbox(other.id, { kind: 'presence', ...this.seenBy(other, user, siteId) });
      if (publisher.hasInbox(user.id)) publisher.inbox(user.id, { kind: 'presence', ...this.seenBy(user, other, siteId) });
    }
  }

  /** Visitors and customers who are on a site now; of very many, those who came last. */
  visitorsOn(siteId: number, max: number): Promise<UserRow[]> {
    const ids = [...(this.#bySite.get(siteId) ?? [])].filter((somebody) => somebody.kind !== 'staff').map((somebody) => somebody.userId);
    return this.#parts.users.getMany(ids.slice(-max));
  }

  /** Tells again how somebody is known, after their name has changed. */
  renamed(user: UserRow, siteId: number): void {
    this.#parts.visits.tell(siteId, { kind: 'presence', ...this.of(user, siteId), person: toUser(user, { email: true }) });
  }

  /** These two hear nothing of each other from now on: to `user`, who wants it so, the other one is away, and to that one `user` has just left. */
  parted(user: UserRow, other: UserRow, siteId: number): void {
    const { publisher, clock } = this.#parts;
    publisher.inbox(user.id, { kind: 'presence', user: other.uid, online: false });
    if (this.seenBy(other, user, siteId).online) publisher.inbox(other.id, { kind: 'presence', user: user.uid, online: false, lastSeenAt: clock.now() });
  }

  /** They hear of each other again. */
  reunited(user: UserRow, other: UserRow, siteId: number): void {
    for (const [reader, about] of [[user, other], [other, user]] as const) this.#parts.publisher.inbox(reader.id, { kind: 'presence', ...this.seenBy(reader, about, siteId) });
  }

  /** There is no such user any more: they are somebody else now, who comes by themselves. */
  gone(user: UserRow, siteId: number): void {
    const key = keyOf({ siteId, userId: user.id });
    const somebody = this.#here.get(key);
    this.#lastSeen.delete(user.id);
    if (!somebody) return;
    this.#here.delete(key);
    this.#bySite.get(siteId)?.delete(somebody);
    this.#parts.visits.tell(siteId, { kind: 'presence', user: user.uid, online: false, person: toUser(user, { email: true }) });
  }

  /** Whether a device has a socket, and when it last had one or renewed its session. */
  ofDevice({ id, userId, siteId, lastSeenAt }: DeviceRow): { online: boolean; lastSeenAt: number } {
    if (this.#here.get(keyOf({ siteId, userId }))?.devices.has(id)) return { online: true, lastSeenAt: this.#parts.clock.now() };
    return { online: false, lastSeenAt: Math.max(lastSeenAt, this.#devicesSeen.get(id) ?? 0) };
  }

  /** Devices that have a socket. */
  deviceIds(): number[] { return [...this.#here.values()].flatMap((somebody) => [...somebody.devices]); }

  /** Stores when people were last seen: those who left, and those who are here. And devices that have left. */
  async flushLastSeen(): Promise<void> {
    const now = this.#parts.clock.now();
    for (const somebody of this.#here.values()) if (somebody.leftAt === undefined) this.#lastSeen.set(somebody.userId, now);
    await this.#flushDevices();
    const seen = [...this.#lastSeen].map(([id, at]) => ({ id, at }));
    if (seen.length === 0) return;
    await this.#parts.store.users.setLastSeen(seen);
    for (const { id, at } of seen) {
      if (this.#lastSeen.get(id) === at) this.#lastSeen.delete(id);
      this.#parts.users.forget(id);
    }
  }

  stop(): void { clearTimeout(this.#timer); }

  async #flushDevices(): Promise<void> {
    const seen = [...this.#devicesSeen].map(([id, at]) => ({ id, at }));
    if (seen.length === 0) return;
    await this.#parts.store.devices.setLastSeen(seen);
    for (const { id, at } of seen) if (this.#devicesSeen.get(id) === at) this.#devicesSeen.delete(id);
  }

  #letGo(): void {
    this.#timer = undefined;
    const now = this.#parts.clock.now();
    let nextAt = Infinity;
    for (const somebody of this.#here.values()) {
      if (somebody.leftAt === undefined) continue;
      if (somebody.leftAt + graceMs > now) { nextAt = Math.min(nextAt, somebody.leftAt + graceMs); continue; }
      this.#here.delete(keyOf(somebody));
      this.#bySite.get(somebody.siteId)?.delete(somebody);
      void this.#announce(somebody, { user: somebody.user, online: false, lastSeenAt: somebody.leftAt });
    }
    if (nextAt < Infinity) this.#timer = setTimeout(() => this.#letGo(), nextAt - now);
  }

  /** To contacts; of staff, to everybody who is on the site; of everybody, to the desk. */
  async #announce(somebody: Somebody, presence: PresenceRecord): Promise<void> {
    const { users, visits, publisher } = this.#parts;
    try {
      for (const id of await this.#readersOf(somebody, presence)) if (publisher.hasInbox(id)) publisher.inbox(id, { kind: 'presence', ...presence });
      if (!publisher.hasDesk(somebody.siteId)) return;
      const user = await users.get(somebody.userId);
      if (user) visits.tell(somebody.siteId, { kind: 'presence', ...presence, person: toUser(user, { email: true }) });
    } catch {
      // The store is away. Presence is a courtesy: the next change or list tells it again.
    }
  }

  async #readersOf({ userId, siteId, kind }: Somebody, { online }: PresenceRecord): Promise<number[]> {
    const { store, users } = this.#parts;
    const contacts = await store.users.contactsOf(userId, maxContacts);
    if (kind !== 'staff') {
      const user = contacts.length === 0 ? undefined : await users.get(userId);
      return user ? (await users.getMany(contacts)).filter((reader) => maySee(reader, user)).map(({ id }) => id) : [];
    }
    const onSite = [...this.#bySite.get(siteId) ?? []].map((other) => other.userId);
    const isElsewhere = [...this.#here.values()].some((other) => other.userId === userId && other.siteId !== siteId);
    const others = await users.getMany(new Set([...contacts, ...onSite].filter((id) => id !== userId)));
    // Contacts of other sites are told there. A colleague's own list is one for all sites: who goes from one of them is still here.
    return others.filter((other) => (other.siteId === null ? online || !isElsewhere : other.siteId === siteId)).map(({ id }) => id);
  }
}

const keyOf = ({ siteId, userId }: { siteId: number; userId: number }): string => `${siteId}/${userId}`;

/** The team sees everybody, and is seen by everybody. Others see each other where both let it be told. */
const maySee = (reader: UserRow, user: UserRow): boolean => reader.kind === 'staff' || user.kind === 'staff' || reader.id === user.id || !(reader.hidesLastSeen || user.hidesLastSeen);
