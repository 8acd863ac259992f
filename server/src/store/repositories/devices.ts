import type { Selectable } from 'kysely';
import type { Db, Tables } from '../schema.ts';
import type { AccountKind, DeviceRow, Devices, Rotation } from '../store.ts';

/** A used token is remembered so long, to notice a thief who comes late. */
const usedTokenKeptMs = 30 * 86_400_000;

export class DevicesRepository implements Devices {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async create(device: Parameters<Devices['create']>[0]): Promise<DeviceRow> {
    const row = await this.#db.insertInto('devices')
      .values({
        uid: device.uid, user_id: device.userId, site_id: device.siteId, label: device.label,
        created_at: device.at, last_seen_at: device.at, revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await this.#db.insertInto('refresh_tokens')
      .values({ hash: device.refreshHash, device_id: row.id, expires_at: device.expiresAt, next_hash: null })
      .execute();
    // The first one tells nobody.
    if ((await this.ofUser(device.userId)).length > 1) await countDevices(this.#db, device.userId);
    return deviceRow(row);
  }

  async get(id: number): Promise<(DeviceRow & { kind: AccountKind }) | undefined> {
    const row = await this.#db.selectFrom('devices').innerJoin('users', 'users.id', 'devices.user_id')
      .selectAll('devices').select('users.kind').where('devices.id', '=', id).executeTakeFirst();
    return row && { ...deviceRow(row), kind: row.kind };
  }

  async ofUser(userId: number): Promise<DeviceRow[]> {
    return (await this.#db.selectFrom('devices').selectAll().where('user_id', '=', userId).orderBy('id').execute()).map(deviceRow);
  }

  async byToken(refreshHash: Uint8Array): Promise<DeviceRow | undefined> {
    const row = await this.#db.selectFrom('devices').innerJoin('refresh_tokens', 'refresh_tokens.device_id', 'devices.id').selectAll('devices')
      .where('refresh_tokens.hash', '=', refreshHash).executeTakeFirst();
    return row && deviceRow(row);
  }

  async rotate({ oldHash, newHash, expiresAt, at }: Parameters<Devices['rotate']>[0]): Promise<Rotation> {
    const found = await this.#token(oldHash);
    if (!found) return { status: 'unknown' };
    // One rotation of a device at a time, also between nodes: the update locks its row.
    const device = await this.#db.updateTable('devices').set({ last_seen_at: at })
      .where('id', '=', found.device_id).where('revoked_at', 'is', null)
      .returningAll().executeTakeFirst();
    const token = await this.#token(oldHash);
    if (!device || !token || token.expires_at <= at) return { status: 'unknown' };

    if (token.next_hash === null) {
      const added = await this.#db.insertInto('refresh_tokens')
        .values({ hash: newHash, device_id: device.id, expires_at: expiresAt, next_hash: null })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .returning('hash').executeTakeFirst();
      if (added) {
        await this.#db.updateTable('refresh_tokens')
          .set({ next_hash: newHash, expires_at: Math.min(token.expires_at, at + usedTokenKeptMs) })
          .where('hash', '=', oldHash).execute();
        return { status: 'rotated', device: deviceRow(device) };
      }
    } else if (Buffer.compare(token.next_hash, newHash) === 0) {
      const next = await this.#token(newHash);
      if (next?.next_hash === null) return { status: 'rotated', device: deviceRow(device) };
    }
    await this.revoke(device.id, at);
    return { status: 'reused', device: deviceRow({ ...device, revoked_at: at }) };
  }

  #token(hash: Uint8Array) {
    return this.#db.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
  }

  async revoke(id: number, at: number): Promise<void> {
    const revoked = await this.#db.updateTable('devices').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).returning('user_id').executeTakeFirst();
    if (revoked) await countDevices(this.#db, revoked.user_id);
    await this.#db.deleteFrom('refresh_tokens').where('device_id', '=', id).execute();
    await this.#db.deleteFrom('device_cursors').where('device_id', '=', id).execute();
  }

  async setLastSeen(seen: readonly { id: number; at: number }[]): Promise<void> {
    for (const { id, at } of seen) await this.#db.updateTable('devices').set({ last_seen_at: at }).where('id', '=', id).where('last_seen_at', '<', at).execute();
  }
}

/** So that the others hear of it. */
async function countDevices(db: Db, userId: number): Promise<void> {
  await db.updateTable('users').set((eb) => ({ devices_revision: eb('devices_revision', '+', 1) })).where('id', '=', userId).execute();
}

function deviceRow(row: Selectable<Tables['devices']>): DeviceRow {
  return {
    id: row.id, uid: row.uid, userId: row.user_id, siteId: row.site_id, label: row.label,
    createdAt: row.created_at, lastSeenAt: row.last_seen_at, revokedAt: row.revoked_at,
  };
}
