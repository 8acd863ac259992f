import { FoyerError, type MemberRole, type Person, type User } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import { LruMap } from './lru-map.ts';

const maxUsers = 20_000;

/** Names and faces of users, and who is on a site's team, from memory. */
export class UserCache {
  readonly #store: Pick<Store, 'users'>;
  readonly #users = new LruMap<number, UserRow>(maxUsers);
  readonly #teams = new Map<number, Promise<UserRow[]>>();
  #former: Promise<UserRow[]> | undefined;

  constructor(parts: { store: Pick<Store, 'users'> }) { this.#store = parts.store; }

  async get(id: number): Promise<UserRow | undefined> { return (await this.getMany([id]))[0]; }

  /** In the order asked; those who are gone are left out. */
  async getMany(ids: Iterable<number>): Promise<UserRow[]> {
    const wanted = [...ids];
    const found = new Map<number, UserRow>();
    const missing: number[] = [];
    for (const id of wanted) {
      const user = this.#users.get(id);
      if (user) found.set(id, user); else missing.push(id);
    }
    if (missing.length > 0) for (const user of await this.#store.users.getMany(missing)) found.set(user.id, this.#noted(user));
    return wanted.flatMap((id) => found.get(id) ?? []);
  }

  /** `FoyerError('not-found')` where there is none. */
  async getByUid(uid: string): Promise<UserRow> {
    const user = await this.#store.users.getByUid(uid);
    if (!user || user.kind === 'team') throw new FoyerError('not-found');
    return this.#noted(user);
  }

  /** Of a commit: newer than what is being read. */
  put(user: UserRow): void { this.#users.set(user.id, user); }

  /** The staff who serve a site, by name. */
  team(siteId: number): Promise<UserRow[]> {
    const known = this.#teams.get(siteId);
    if (known) return known;
    const team = this.#store.users.staffOf(siteId);
    this.#teams.set(siteId, team);
    team.catch(() => this.#teams.delete(siteId));
    return team;
  }

  /** Staff whose account was removed. */
  formerStaff(): Promise<UserRow[]> {
    if (this.#former) return this.#former;
    const former = this.#store.users.formerStaff();
    former.catch(() => { if (this.#former === former) this.#former = undefined; });
    return (this.#former = former);
  }

  #noted(user: UserRow): UserRow {
    const known = this.#users.get(user.id);
    if (!known) this.#users.set(user.id, user);
    return known ?? user;
  }

  forget(id: number): void {
    this.#users.delete(id);
    this.#teams.clear();
  }

  clear(): void {
    this.#users.clear();
    this.#teams.clear();
    this.#former = undefined;
  }
}

/** A user as others see them; the e-mail address, and whether they are blocked, are for themselves and for staff. */
export function toUser(row: UserRow, options: { email: boolean } = { email: false }): User {
  if (row.kind === 'team') throw new FoyerError('internal', { message: 'the team is never on the wire' });
  return {
    id: row.uid, name: row.name, kind: row.kind,
    ...(row.avatar === null ? {} : { avatar: row.avatar }),
    ...(options.email && row.email !== null ? { email: row.email } : {}),
    ...(options.email ? blockOf(row) : {}),
  };
}

const blockOf = ({ blockedAt }: UserRow): { blocked?: true } => (blockedAt === null ? {} : { blocked: true });

/** One who has left, where they are still named. */
export const formerPerson = (row: UserRow, role: MemberRole): Person => ({ ...toUser(row), role, hasLeft: true });

/** In support only the visitor and staff are there to see whether the visitor is blocked. */
export const toPerson = (row: UserRow, role: MemberRole): Person => ({ ...toUser(row), ...(role === 'visitor' ? blockOf(row) : {}), role });
