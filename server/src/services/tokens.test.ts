import { limits } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { Tokens } from './tokens.ts';

const clock = { at: 1_800_000_000_000, now() { return this.at; } };
const tokens = new Tokens({ secret: 'a server secret of at least 32 characters', clock });
const session = { siteId: 1, siteKey: 'shop', userId: 2, user: 'user-uid-1', kind: 'visitor', deviceId: 3, device: 'device-uid-1' } as const;

test('an access token says who asks, for ten minutes', () => {
  const { accessToken, expiresAt } = tokens.signAccess(session);
  expect(tokens.readAccess(accessToken)).toEqual({ ...session, expiresAt });
  expect(expiresAt - clock.now()).toBe(limits.accessTokenMs);
  const later = new Tokens({ secret: 'a server secret of at least 32 characters', clock: { now: () => expiresAt } });
  expect(() => later.readAccess(accessToken)).toThrow(expect.objectContaining({ code: 'session-ended' }));
});

test('a token of another server, a changed one, or none of ours at all, ends the session', () => {
  const others = new Tokens({ secret: 'another server secret, also long enough', clock });
  const { accessToken } = tokens.signAccess(session);
  const [body = '', seal = ''] = accessToken.split('.');
  const promoted = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"visitor"', '"staff"')).toString('base64url');
  const forged = [others.signAccess(session).accessToken, `${promoted}.${seal}`, `${body}.`, `.${seal}`, body, `${accessToken}.`, `${accessToken}x`, `${body}.${'é'.repeat(seal.length)}`, '', '.', 'a.b.c'];
  expect(promoted).not.toBe(body);
  for (const token of forged) expect(() => tokens.readAccess(token), token).toThrow(expect.objectContaining({ code: 'session-ended' }));
});

test('the next refresh token is the same for the same attempt, and else never', () => {
  expect(tokens.nextRefresh('old', 'one')).toBe(tokens.nextRefresh('old', 'one'));
  expect(tokens.nextRefresh('old', 'one')).not.toBe(tokens.nextRefresh('old', 'two'));
  expect(tokens.nextRefresh('old', undefined)).not.toBe(tokens.nextRefresh('old', undefined));
  expect(Buffer.from(tokens.nextRefresh('old', 'one'), 'base64url').length).toBe(32);
});
