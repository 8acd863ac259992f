import { FoyerError, limits, type Device } from '@foyer-chat/widget/protocol';
import type { DeviceRow, Store } from '../store/store.ts';
import type { AccessEntrance } from './entrance.ts';
import type { OwnUsers } from './own-users.ts';
import type { Clock, Session, Sockets } from './ports.ts';
import type { Presence } from './presence.ts';

interface DevicesParts { store: Pick<Store, 'devices'>; presence: Presence; entrance: AccessEntrance; own: OwnUsers; sockets: Sockets; clock: Clock }

/** Who has just been connected will be so again in a moment. */
const stillHereMs = 60_000;

/** The devices on which users are signed in, and the end of them. */
export class Devices {
  readonly #parts: DevicesParts;

  constructor(parts: DevicesParts) { this.#parts = parts; }

  /** The one that asks first, then those that were here last. */
  async list(session: Session): Promise<Device[]> {
    const now = this.#parts.clock.now();
    const devices = (await this.#signedIn(session.userId)).map(({ row, online, lastSeenAt }) => ({
      id: row.uid, label: row.label, createdAt: row.createdAt, lastSeenAt, online: online || lastSeenAt > now - stillHereMs, isCurrent: row.id === session.deviceId,
    }));
    return devices.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent)).slice(0, limits.devicesPerUser);
  }

  /** `not-found` for what is no device of the session's user, or not any more. */
  async signOut(session: Session, uid: string): Promise<void> {
    const found = (await this.#signedIn(session.userId)).find(({ row }) => row.uid === uid);
    if (!found) throw new FoyerError('not-found');
    await this.#end([found.row]);
  }

  async signOutOthers(session: Session): Promise<void> {
    await this.#end((await this.#signedIn(session.userId)).map(({ row }) => row).filter(({ id }) => id !== session.deviceId));
  }

  /** One more has come: beyond `limits.devicesPerUser` those end that were not used for longest. */
  async welcomed(userId: number): Promise<void> {
    try {
      await this.#end((await this.#signedIn(userId)).slice(limits.devicesPerUser).map(({ row }) => row));
    } catch { /* the next one that comes makes room */ }
    await this.#parts.own.changed(userId);
  }

  /** The session's own. */
  async end({ userId, deviceId }: Session): Promise<void> { await this.#end([{ userId, id: deviceId }]); }

  /** It was revoked: its access tokens are worth nothing any more, its sockets close, and the others hear of it. */
  async revoked({ id, userId }: Pick<DeviceRow, 'id' | 'userId'>): Promise<void> {
    this.#parts.entrance.block(id);
    this.#parts.sockets.closeDevice(id);
    await this.#parts.own.changed(userId);
  }

  async #end(devices: readonly Pick<DeviceRow, 'id' | 'userId'>[]): Promise<void> {
    for (const device of devices) {
      await this.#parts.store.devices.revoke(device.id, this.#parts.clock.now());
      await this.revoked(device);
    }
  }

  /** Without those whose refresh token has run out. Those that were here last first. */
  async #signedIn(userId: number): Promise<{ row: DeviceRow; online: boolean; lastSeenAt: number }[]> {
    const { store, presence, clock } = this.#parts;
    return (await store.devices.ofUser(userId))
      .filter(({ revokedAt }) => revokedAt === null)
      .map((row) => ({ row, ...presence.ofDevice(row) }))
      .filter(({ lastSeenAt }) => lastSeenAt > clock.now() - limits.refreshTokenMs)
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  }
}
