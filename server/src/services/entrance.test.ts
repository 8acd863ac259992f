import { expect, test } from 'vitest';
import { BlockedUsers } from './blocks.ts';
import { AccessEntrance } from './entrance.ts';
import type { Session } from './ports.ts';
import { Tokens } from './tokens.ts';

const tokens = new Tokens({ secret: 'a secret of at least thirty-two characters', clock: Date });
const tokenOf = (userId: number, kind: Session['kind']): string =>
  tokens.signAccess({ siteId: 1, siteKey: 'demo', userId, user: `user-000${userId}`, kind, deviceId: 1, device: 'device-0001' }).accessToken;
const entranceOver = (get: () => Promise<object>) => new AccessEntrance({
  store: { devices: { get } as never }, tokens, sites: { getById: async () => ({ settings: { enabled: true } }) } as never,
  blocked: new BlockedUsers({ store: { users: { blockedIds: async () => [] } as never } }),
});
const device = { id: 1, uid: 'device-0001', userId: 5, siteId: 1, label: '', createdAt: 0, lastSeenAt: 0, revokedAt: null, kind: 'visitor' as const };

test('a device that is handed over lets in its new holder and not the former one, whatever was being read then', async () => {
  const [asked, reading] = [Promise.withResolvers<void>(), Promise.withResolvers<typeof device>()];
  let get = async (): Promise<object> => {
    asked.resolve();
    return reading.promise;
  };
  const entrance = entranceOver(() => get());
  const [former, next] = [entrance.authenticate(tokenOf(5, 'visitor')), entrance.authenticate(tokenOf(6, 'customer'))];
  await asked.promise;
  entrance.handOver(1, { userId: 6, kind: 'customer' });
  reading.resolve(device);
  get = async () => ({ ...device, userId: 6, kind: 'customer' });
  await expect(former).rejects.toMatchObject({ code: 'session-ended' });
  expect(await next).toMatchObject({ userId: 6 });
  await expect(entrance.authenticate(tokenOf(5, 'visitor'))).rejects.toMatchObject({ code: 'session-ended' });
  expect(await entrance.authenticate(tokenOf(6, 'customer'))).toMatchObject({ userId: 6, kind: 'customer' });
});

test('a token that says otherwise of its device than memory makes it look again: another process may have changed it', async () => {
  let holder: typeof device | (Omit<typeof device, 'kind'> & { kind: 'customer' }) = device;
  const entrance = entranceOver(async () => holder);
  await entrance.authenticate(tokenOf(5, 'visitor'));
  await expect(entrance.authenticate(tokenOf(6, 'customer'))).rejects.toMatchObject({ code: 'session-ended' });
  holder = { ...device, userId: 5, kind: 'customer' };
  await expect(entrance.authenticate(tokenOf(6, 'customer'))).rejects.toMatchObject({ code: 'session-ended' });
  expect(await entrance.authenticate(tokenOf(5, 'customer'))).toMatchObject({ kind: 'customer' });
  await expect(entrance.authenticate(tokenOf(5, 'visitor'))).rejects.toMatchObject({ code: 'session-ended' });
  entrance.block(1);
  await expect(entrance.authenticate(tokenOf(5, 'customer'))).rejects.toMatchObject({ code: 'session-ended' });
});
