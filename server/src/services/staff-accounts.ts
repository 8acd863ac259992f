import { FoyerError, limits, type Requests, type Session as SessionAnswer } from '@foyer-chat/widget/protocol';
import type { SiteRow, StaffRow, Store } from '../store/store.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { Clock } from './ports.ts';
import { newId, newSecret } from './random-ids.ts';
import type { Sessions } from './sessions.ts';
import type { SiteDirectory } from './sites.ts';
import { tokenHash } from './tokens.ts';
import type { UserCache } from './user-cache.ts';

/** Signs staff in, and lets them choose a password by a one-time secret. */
export class StaffSignIn {
  readonly #store: Pick<Store, 'staff' | 'users'>;
  readonly #sites: SiteDirectory;
  readonly #users: UserCache;
  readonly #sessions: Sessions;
  readonly #clock: Clock;

  constructor(parts: { store: Pick<Store, 'staff' | 'users'>; sites: SiteDirectory; users: UserCache; sessions: Sessions; clock: Clock }) {
    this.#store = parts.store;
    this.#sites = parts.sites;
    this.#users = parts.users;
    this.#sessions = parts.sessions;
    this.#clock = parts.clock;
  }

  /** Whoever is not let in gets the same `sign-in-failed`, after the same work. */
  async signIn({ email, password, site, device }: Requests['staffSession']): Promise<SessionAnswer> {
    const staff = await this.#store.staff.byEmail(email);
    const fits = await verifyPassword(password, staff?.passwordHash);
    if (!staff || !fits) throw new FoyerError('sign-in-failed');
    return this.#begin(staff, await this.#siteFor(staff, site), device?.label ?? '');
  }

  /** Burns the secret. `setup-done` where it is unknown, was used or has run out, and for a first member who is not the first. */
  async setUp({ secret, email, name, password, site: siteKey, device }: Requests['staffSetup']): Promise<SessionAnswer> {
    const at = this.#clock.now();
    const passwordHash = await hashPassword(password);
    const setup = await this.#store.staff.takeSetup(tokenHash(secret), at);
    if (!setup || (setup.userId === null && (await this.#store.staff.count()) > 0)) throw new FoyerError('setup-done');
    const staff = setup.userId === null
      ? await this.#store.staff.add({ uid: newId(), email, name, role: 'admin', passwordHash, siteIds: 'all', at })
      : await this.#choosePassword(setup.userId, name, passwordHash);
    this.#users.clear();
    return this.#begin(staff, await this.#siteFor(staff, siteKey), device?.label ?? '');
  }

  async #choosePassword(userId: number, name: string, passwordHash: string): Promise<StaffRow> {
    await this.#store.staff.setPassword(userId, passwordHash);
    await this.#store.users.update(userId, { name });
    const staff = await this.#store.staff.byUser(userId);
    if (!staff) throw new FoyerError('setup-done');
    return staff;
  }

  async #begin(staff: StaffRow, site: SiteRow, label: string): Promise<SessionAnswer> {
    const user = await this.#users.get(staff.userId);
    if (!user) throw new FoyerError('sign-in-failed');
    return this.#sessions.beginFor(user, site, label);
  }

  /** The site they ask for, else the first they serve. */
  async #siteFor(staff: StaffRow, key: string | undefined): Promise<SiteRow> {
    const served = (await this.#sites.list()).filter((site) => staff.siteIds === 'all' || staff.siteIds.includes(site.id));
    const site = key === undefined ? served[0] : served.find((candidate) => candidate.key === key);
    if (!site) throw new FoyerError(key === undefined ? 'site-unknown' : 'sign-in-failed');
    return site;
  }
}

/** Makes a one-time secret: for the first member of staff (`userId` null), or for one to choose a password. */
export async function createSetupSecret(store: Pick<Store, 'staff'>, userId: number | null, clock: Clock): Promise<string> {
  const secret = newSecret();
  await store.staff.addSetup({ hash: tokenHash(secret), userId, expiresAt: clock.now() + limits.setupSecretMs });
  return secret;
}
