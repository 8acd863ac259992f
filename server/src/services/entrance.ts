import { FoyerError } from '@foyer-chat/widget/protocol';
import type { AccountKind, DeviceRow, Store } from '../store/store.ts';
import type { BlockedUsers } from './blocks.ts';
import { LruMap } from './lru-map.ts';
import type { Entrance, Session, TokenSession } from './ports.ts';
import { admit, type SiteDirectory } from './sites.ts';
import type { Tokens } from './tokens.ts';

/** A token that says otherwise of its device was made for somebody else. */
type Holder = Pick<DeviceRow & { kind: AccountKind }, 'userId' | 'kind'>;

const maxDevices = 50_000;

/** Lets sessions in by their access token, as long as their device has not been revoked. */
export class AccessEntrance implements Entrance {
  readonly #store: Pick<Store, 'devices'>;
  readonly #tokens: Tokens;
  readonly #sites: SiteDirectory;
  readonly #blocked: BlockedUsers;
  /** Whose a device is; `false`: it may not come in. */
  readonly #devices = new LruMap<number, Holder | false>(maxDevices);

  constructor(parts: { store: Pick<Store, 'devices'>; tokens: Tokens; sites: SiteDirectory; blocked: BlockedUsers }) {
    this.#store = parts.store;
    this.#tokens = parts.tokens;
    this.#sites = parts.sites;
    this.#blocked = parts.blocked;
  }

  async authenticate(accessToken: string): Promise<Session> {
    const session = this.#tokens.readAccess(accessToken);
    if (!(await this.#isIn(session))) throw new FoyerError('session-ended');
    admit(session.kind, await this.#sites.getById(session.siteId));
    const blocked = this.#blocked;
    await blocked.ready();
    return { ...session, get isBlocked() { return blocked.has(session.userId); } };
  }

  async allowsOrigin(session: Pick<Session, 'siteId' | 'kind'>, origin: string | undefined): Promise<boolean> {
    if (origin === undefined) return false;
    if (session.kind === 'staff') return this.#sites.isOwn(origin);
    return this.#sites.allows(await this.#sites.getById(session.siteId), origin);
  }

  /** From now on the device stays outside, whatever its token says. */
  block(deviceId: number): void { this.#devices.set(deviceId, false); }

  /** The device is another user's from now on: tokens of the former one are worth nothing. */
  handOver(deviceId: number, to: Holder): void { this.#devices.set(deviceId, to); }

  /** Forgets what it knows of devices: somebody changed them behind its back. */
  clear(): void { this.#devices.clear(); }

  async #isIn(session: TokenSession): Promise<boolean> {
    const known = this.#devices.get(session.deviceId);
    if (known === false || (known && isHeldBy(known, session))) return known !== false;
    const device = await this.#store.devices.get(session.deviceId);
    // Who has become its holder meanwhile counts more than what was read.
    const now = this.#devices.get(session.deviceId);
    if (now === false || (now && now !== known)) return now !== false && isHeldBy(now, session);
    if (!device || device.revokedAt !== null || device.uid !== session.device) {
      this.#devices.set(session.deviceId, false);
      return false;
    }
    const { userId, kind } = device;
    this.#devices.set(session.deviceId, { userId, kind });
    return isHeldBy({ userId, kind }, session);
  }
}

const isHeldBy = (holder: Holder, { userId, kind }: TokenSession): boolean => holder.userId === userId && holder.kind === kind;
