import { limits, type Requests } from '@foyer-chat/widget/protocol';
import type { DeviceRow, SiteRow, Store, UserRow } from '../store/store.ts';
import type { Devices } from './devices.ts';
import type { Handover } from './handover.ts';
import type { Clock } from './ports.ts';
import type { ProfileFields } from './profile-fields.ts';
import { newId } from './random-ids.ts';
import { tokenHash, type Tokens } from './tokens.ts';
import type { UserCache } from './user-cache.ts';

interface CustomersParts {
  store: Pick<Store, 'users'>;
  tokens: Tokens; users: UserCache; devices: Devices; handover: Handover; clock: Clock;
}

/** Somebody whom the site vouches for; `said` is what is known of their profile. */
interface Arrival { site: SiteRow; sub: string; said: ProfileFields; former: Requests['session']['former'] }

/** `going`: the device that goes on, with its next refresh token. */
export interface Arrived { user: UserRow; going?: { device: DeviceRow; refreshToken: string } }

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
    const { store, tokens, devices, handover, clock } = this.#parts;
    const refreshToken = tokens.nextRefresh(former.refreshToken, former.attempt);
    const at = clock.now();
    const identified = await store.users.identify({
      siteId: site.id, externalId: sub, said,
      oldHash: tokenHash(former.refreshToken), newHash: tokenHash(refreshToken), expiresAt: at + limits.refreshTokenMs, at,
    });
    if (identified.status === 'reused') await devices.revoked(identified.device);
    if (identified.status !== 'identified') return undefined;
    await handover.done(site, identified);
    const { user, device } = identified;
    return { user, going: { device, refreshToken } };
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
}
