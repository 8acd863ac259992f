import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password fits its hash and no other, however it is composed', async () => {
  const hash = await hashPassword('pässword of Ada');
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(await verifyPassword('pa\u0308ssword of Ada', hash)).toBe(true);
  expect(await verifyPassword('password of Ada', hash)).toBe(false);
  expect(await hashPassword('pässword of Ada')).not.toBe(hash);
});

test('nobody gets in without a hash, or with a broken one', async () => {
  for (const hash of [null, undefined, '', 'scrypt$1$8$1$AA$AA', 'plain$text']) expect(await verifyPassword('', hash)).toBe(false);
});
