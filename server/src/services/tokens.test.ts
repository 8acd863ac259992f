import { limits } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { Tokens } from './tokens.ts';

const clock = { at: 1_800_000_000_000, now() { return this.at; } };
const tokens = new Tokens({ secret: 'a server secret of at least 32 characters', clock });
const session = { siteId: 1, siteKey: 'shop', userId: 2, user: 'user-uid-1', kind: 'visitor', deviceId: 3, device: 'device-uid-1' } as const;

test('an access token says who asks, for ten minutes', async () => {
  const { accessToken, expiresAt } = await tokens.signAccess(session);
  expect(await tokens.readAccess(accessToken)).toEqual({ ...session, expiresAt });
  expect(expiresAt - clock.now()).toBe(limits.accessTokenMs);
  const later = new Tokens({ secret: 'a server secret of at least 32 characters', clock: { now: () => expiresAt } });
  await expect(later.readAccess(accessToken)).rejects.toMatchObject({ code: 'session-ended' });
});

test('a token of another server, or not of ours at all, ends the session', async () => {
  const others = new Tokens({ secret: 'another server secret, also long enough', clock });
  const { accessToken } = await others.signAccess(session);
  const forged = await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
  for (const token of [accessToken, forged, '', 'a.b.c', `${accessToken}x`]) {
    await expect(tokens.readAccess(token)).rejects.toMatchObject({ code: 'session-ended' });
  }
});

test('the next refresh token is the same for the same attempt, and else never', () => {
  expect(tokens.nextRefresh('old', 'one')).toBe(tokens.nextRefresh('old', 'one'));
  expect(tokens.nextRefresh('old', 'one')).not.toBe(tokens.nextRefresh('old', 'two'));
  expect(tokens.nextRefresh('old', undefined)).not.toBe(tokens.nextRefresh('old', undefined));
  expect(Buffer.from(tokens.nextRefresh('old', 'one'), 'base64url').length).toBe(32);
});
