import type { Selectable } from 'kysely';
import type { Tables } from '../schema.ts';
import type { UserRow } from '../store.ts';

export function userRow(row: Selectable<Tables['users']>): UserRow {
  return {
    id: row.id, uid: row.uid, siteId: row.site_id, kind: row.kind, externalId: row.external_id, name: row.name,
    email: row.email, avatar: row.avatar, createdAt: row.created_at, lastSeenAt: row.last_seen_at, blockedAt: row.blocked_at, starsRevision: row.stars_revision, devicesRevision: row.devices_revision, hidesLastSeen: row.hides_last_seen === 1, hidesReading: row.hides_reading === 1, writers: row.writers, adders: row.adders,
  };
}
