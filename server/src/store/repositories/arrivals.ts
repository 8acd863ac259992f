import type { Db, Tables } from '../schema.ts';

/** A message that waits to be emptied. */
export interface Waiting { seq: number; at: number; userId: number | null; deviceId: number }

/** One member of a conversation with the devices that count as theirs. */
export interface Recipient {
  userIds: ReadonlySet<number>;
  joinedSeq: number;
  devices: readonly { id: number; createdAt: number; cursor: number }[];
}

/**
 * Whether nobody needs the server's copy of a message any more: every member who had joined before it has it on each device
 * that was there at its time. A member who had no device then has it once any of theirs does, so that nothing said to a team
 * at night is gone before the first of them signs in. The sending device has what it sent.
 */
export function hasArrived(message: Waiting, recipients: readonly Recipient[]): boolean {
  return recipients.every(({ userIds, joinedSeq, devices }) => {
    if (joinedSeq >= message.seq) return true;
    const has = (device: { id: number; cursor: number }): boolean => device.cursor >= message.seq || device.id === message.deviceId;
    const then = devices.filter((device) => device.createdAt <= message.at);
    if (then.length > 0) return then.every(has);
    return (message.userId !== null && userIds.has(message.userId)) || devices.some(has);
  });
}

/** Current members and their devices that are still signed in; for the team, those of the staff who serve the site. */
export async function recipientsOf(db: Db, conversation: { id: number; siteId: number }): Promise<Recipient[]> {
  const members = await db.selectFrom('members').select(['user_id', 'role', 'joined_seq'])
    .where('conversation_id', '=', conversation.id).where('left_at', 'is', null)
    .execute();
  const people = members.filter((member) => member.role !== 'team');
  const owned = people.length === 0 ? [] : await devicesOf(db, conversation.id)
    .where('devices.user_id', 'in', people.map((member) => member.user_id))
    .execute();
  const recipients = people.map((member) => recipient(new Set([member.user_id]), member.joined_seq, owned.filter((device) => device.user_id === member.user_id)));
  const team = members.find((member) => member.role === 'team');
  return team ? [...recipients, await teamOf(db, conversation, team.joined_seq)] : recipients;
}

async function teamOf(db: Db, { id, siteId }: { id: number; siteId: number }, joinedSeq: number): Promise<Recipient> {
  const staff = await db.selectFrom('staff')
    .leftJoin('staff_sites', (join) => join.onRef('staff_sites.user_id', '=', 'staff.user_id').on('staff_sites.site_id', '=', siteId))
    .select('staff.user_id')
    .where((eb) => eb.or([eb('staff.all_sites', '=', 1), eb('staff_sites.site_id', 'is not', null)]))
    .execute();
  const userIds = staff.map((row) => row.user_id);
  const devices = userIds.length === 0 ? [] : await devicesOf(db, id)
    .where('devices.user_id', 'in', userIds).where('devices.site_id', '=', siteId)
    .execute();
  return recipient(new Set(userIds), joinedSeq, devices);
}

const devicesOf = (db: Db, conversationId: number) => db.selectFrom('devices')
  .leftJoin('device_cursors', (join) => join.onRef('device_cursors.device_id', '=', 'devices.id').on('device_cursors.conversation_id', '=', conversationId))
  .select(['devices.id', 'devices.user_id', 'devices.created_at', 'device_cursors.delivered_seq'])
  .where('devices.revoked_at', 'is', null);

type OwnedDevice = Pick<Tables['devices'], 'created_at'> & { id: number; delivered_seq: number | null };

const recipient = (userIds: ReadonlySet<number>, joinedSeq: number, devices: readonly OwnedDevice[]): Recipient => ({
  userIds,
  joinedSeq,
  devices: devices.map((device) => ({ id: device.id, createdAt: device.created_at, cursor: device.delivered_seq ?? 0 })),
});
