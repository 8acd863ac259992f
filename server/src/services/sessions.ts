import { FoyerError, limits, type Requests, type Session as SessionAnswer } from '@foyer-chat/widget/protocol';
import type { DeviceRow, SiteRow, Store, UserRow } from '../store/store.ts';
import type { Customers } from './customers.ts';
import type { DeviceLinks } from './device-links.ts';
import type { Devices } from './devices.ts';
import { readIdentity } from './identity.ts';
import type { Clock, Session } from './ports.ts';
import { profileFields, type ProfileFields } from './profile-fields.ts';
import type { OwnUsers } from './own-users.ts';
import { newId, newSecret } from './random-ids.ts';
import { admit, type SiteDirectory } from './sites.ts';
import { tokenHash, type Tokens } from './tokens.ts';
import type { UserCache } from './user-cache.ts';

interface SessionsParts {
  store: Pick<Store, 'users' | 'devices' | 'staff'>;
  tokens: Tokens; sites: SiteDirectory; customers: Customers; devices: Devices; links: DeviceLinks; users: UserCache; own: OwnUsers; clock: Clock;
}

/** Begins, renews and ends sessions. */
export class Sessions {
  readonly #parts: SessionsParts;

  constructor(parts: SessionsParts) { this.#parts = parts; }

  /**
   * A new device of a new visitor, or with an identity of the site's customer; the device of a former session of a visitor goes on as the customer's, or by a link as
   * that of who has made it.
   */
  async begin(request: Requests['session']): Promise<SessionAnswer> {
    const { sites, customers, clock } = this.#parts;
    const site = await sites.get(request.site);
    admit('visitor', site);
    const profile = profileFields(request.profile ?? {});
    const label = request.device?.label ?? '';
    if (request.link !== undefined) return this.#beginLinked(site, request);
    if (request.identity === undefined) return this.#begin(await this.#newVisitor(site, profile), site, label);
    const identity = await readIdentity(request.identity, site, clock);
    // What the site has signed is true; the page may only fill in what it left open.
    const { user, going } = await customers.arrive({ site, sub: identity.sub, said: profileFields(identity, profile), former: request.former });
    return going ? this.#answer(user, going.device, site, going.refreshToken) : this.beginFor(user, site, label);
  }

  /** A new device of a user who has proved to be one. */
  async beginFor(user: UserRow, site: SiteRow, label: string): Promise<SessionAnswer> {
    const answer = await this.#begin(user, site, label);
    await this.#parts.devices.welcomed(user.id);
    return answer;
  }

  async #begin(user: UserRow, site: SiteRow, label: string): Promise<SessionAnswer> {
    const { store, clock } = this.#parts;
    const refreshToken = newSecret();
    const at = clock.now();
    const device = await store.devices.create({
      uid: newId(), userId: user.id, siteId: site.id, label, refreshHash: tokenHash(refreshToken), expiresAt: at + limits.refreshTokenMs, at,
    });
    return this.#answer(user, device, site, refreshToken);
  }

  /**
   * Exchanges a refresh token. Every refusal is `session-ended`; presenting a token that was used already ends the device, because
   * then two hold it. On a disabled site it is `site-disabled`, and the token stays good.
   */
  async refresh({ refreshToken, attempt }: Requests['refresh']): Promise<SessionAnswer> {
    const { store, tokens, users, sites, devices, clock } = this.#parts;
    const oldHash = tokenHash(refreshToken);
    await this.#admitHolder(oldHash);
    const next = tokens.nextRefresh(refreshToken, attempt);
    const at = clock.now();
    const rotation = await store.devices.rotate({ oldHash, newHash: tokenHash(next), expiresAt: at + limits.refreshTokenMs, at });
    if (rotation.status === 'unknown') throw new FoyerError('session-ended');
    if (rotation.status === 'reused') {
      await devices.revoked(rotation.device);
      throw new FoyerError('session-ended');
    }
    const { device } = rotation;
    const user = await users.get(device.userId);
    if (!user || (user.kind === 'staff' && !(await this.#serves(user.id, device.siteId)))) throw new FoyerError('session-ended');
    return this.#answer(user, device, await sites.getById(device.siteId), next);
  }

  /** Ends the session's device: its tokens are worth nothing and its sockets close. */
  async end(session: Session): Promise<void> {
    await this.#parts.devices.end(session);
  }

  async #beginLinked(site: SiteRow, { link, former, identity }: Requests['session']): Promise<SessionAnswer> {
    if (link === undefined || !former || identity !== undefined) throw new FoyerError('bad-request', { message: 'A link goes with a former session, and without an identity.' });
    const { user, device, refreshToken } = await this.#parts.links.accept({ site, token: link, former });
    return this.#answer(user, device, site, refreshToken);
  }

  async #admitHolder(refreshHash: Uint8Array): Promise<void> {
    const { store, users, sites } = this.#parts;
    const device = await store.devices.byToken(refreshHash);
    const user = device && await users.get(device.userId);
    if (user && user.kind !== 'team') admit(user.kind, await sites.getById(device.siteId));
  }

  async #serves(userId: number, siteId: number): Promise<boolean> {
    const staff = await this.#parts.store.staff.byUser(userId);
    return staff !== undefined && (staff.siteIds === 'all' || staff.siteIds.includes(siteId));
  }

  #newVisitor(site: SiteRow, profile: ProfileFields): Promise<UserRow> {
    const uid = newId();
    const name = profile.name ?? `Visitor ${uid.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 4).toUpperCase()}`;
    return this.#parts.store.users.create({ ...profile, uid, siteId: site.id, kind: 'visitor', name, at: this.#parts.clock.now() });
  }

  async #answer(user: UserRow, device: DeviceRow, site: SiteRow, refreshToken: string): Promise<SessionAnswer> {
    if (user.kind === 'team') throw new FoyerError('session-ended');
    const { accessToken, expiresAt } = await this.#parts.tokens.signAccess({
      siteId: site.id, siteKey: site.key, userId: user.id, user: user.uid, kind: user.kind, deviceId: device.id, device: device.uid,
    });
    return {
      user: await this.#parts.own.of(user), device: { id: device.uid }, site: site.key, accessToken, accessTokenExpiresAt: expiresAt, refreshToken,
    };
  }
}
