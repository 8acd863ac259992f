import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { inviteFragment, inviteLink } from './invite-link.ts';
import { inviteToken } from './invite-token.ts';

afterEach(() => { vi.unstubAllGlobals(); });

test('a link is the page with the token in its fragment, and the page finds it there', () => {
  vi.stubGlobal('location', new URL('https://shop.example/club?room=2#here'));
  const token = 'x'.repeat(44);
  const link = inviteLink({ token });
  expect(link).toBe(`https://shop.example/club?room=2#foyer-join=${token}`);
  expect(inviteToken()).toBeUndefined();
  vi.stubGlobal('location', new URL(link));
  expect(inviteToken()).toBe(token);
});

test('the script that draws the launcher knows the links by the same fragment', () => {
  expect(readFileSync(new URL('../../loader/launcher-name.ts', import.meta.url), 'utf8')).toContain(`'${inviteFragment}'`);
});
