import { generateKeyPairSync } from 'node:crypto';
import { FoyerError } from '@foyer-chat/widget/protocol';
import { SignJWT, type JWTPayload } from 'jose';
import { expect, test } from 'vitest';
import type { SiteRow } from '../store/store.ts';
import { readIdentity } from './identity.ts';

const now = 1_800_000_000_000;
const clock = { now: () => now };
const seconds = now / 1000;
const secret = 'a secret of the site, long enough for HS256';
const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = (key: typeof p256.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();

const site = (change: Partial<SiteRow> = {}): SiteRow => ({
  id: 1, key: 'shop', origins: [], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret, publicKey: null, teamUserId: 1, ...change,
});
const good: JWTPayload = { sub: 'customer-7', aud: 'shop', exp: seconds + 200, name: 'Ada' };
const hs256 = (payload: JWTPayload, key = secret) => new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key));
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the site says who its customer is, by secret or by either kind of key', async () => {
  expect(await readIdentity(await hs256(good), site(), clock)).toMatchObject({ sub: 'customer-7', name: 'Ada' });
  const byEdDsa = await new SignJWT(good).setProtectedHeader({ alg: 'EdDSA' }).sign(ed25519.privateKey);
  expect((await readIdentity(byEdDsa, site({ publicKey: pem(ed25519.publicKey) }), clock)).sub).toBe('customer-7');
  const byEs256 = await new SignJWT(good).setProtectedHeader({ alg: 'ES256' }).sign(p256.privateKey);
  expect((await readIdentity(byEs256, site({ publicKey: pem(p256.publicKey) }), clock)).sub).toBe('customer-7');
});

test('a clock that is a minute off does not lock customers out', async () => {
  expect((await readIdentity(await hs256({ ...good, exp: seconds - 59 }), site(), clock)).sub).toBe('customer-7');
  expect((await readIdentity(await hs256({ ...good, exp: seconds + 359 }), site(), clock)).sub).toBe('customer-7');
});

const without = (claim: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));
const refused: Record<string, () => Promise<{ token: string; of?: SiteRow }>> = {
  'another secret': async () => ({ token: await hs256(good, 'some other secret that is long enough') }),
  'no token': async () => ({ token: '' }),
  'two parts': async () => ({ token: (await hs256(good)).split('.').slice(0, 2).join('.') }),
  'no signature': async () => ({ token: `${(await hs256(good)).split('.').slice(0, 2).join('.')}.` }),
  'alg none': async () => ({ token: `${base64({ alg: 'none' })}.${base64(good)}.` }),
  'alg none in capitals': async () => ({ token: `${base64({ alg: 'NONE' })}.${base64(good)}.` }),
  'alg HS384': async () => ({ token: await new SignJWT(good).setProtectedHeader({ alg: 'HS384' }).sign(new TextEncoder().encode(secret.repeat(2))) }),
  'alg HS512': async () => ({ token: await new SignJWT(good).setProtectedHeader({ alg: 'HS512' }).sign(new TextEncoder().encode(secret.repeat(2))) }),
  'an unknown critical header': async () => ({ token: `${base64({ alg: 'HS256', crit: ['x'], x: 1 })}.${(await hs256(good)).split('.').slice(1).join('.')}` }),
  'another payload under the signature': async () => {
    const [head, , signature] = (await hs256(good)).split('.');
    return { token: `${head}.${base64({ ...good, sub: 'customer-8' })}.${signature}` };
  },
  'the public key as an HMAC secret': async () => ({ token: await hs256(good, pem(ed25519.publicKey)), of: site({ publicKey: pem(ed25519.publicKey) }) }),
  'the shared secret where a key is configured': async () => ({ token: await hs256(good), of: site({ publicKey: pem(p256.publicKey) }) }),
  'ES256 where EdDSA is configured': async () => ({
    token: await new SignJWT(good).setProtectedHeader({ alg: 'ES256' }).sign(p256.privateKey), of: site({ publicKey: pem(ed25519.publicKey) }),
  }),
  'EdDSA where a secret is configured': async () => ({ token: await new SignJWT(good).setProtectedHeader({ alg: 'EdDSA' }).sign(ed25519.privateKey) }),
  'a key in its own header': async () => ({
    token: await new SignJWT(good).setProtectedHeader({ alg: 'EdDSA', jwk: ed25519.publicKey.export({ format: 'jwk' }) }).sign(ed25519.privateKey),
    of: site({ publicKey: pem(generateKeyPairSync('ed25519').publicKey) }),
  }),
  'an empty secret of the site': async () => ({ token: await hs256(good), of: site({ secret: '' }) }),
  'a broken key of the site': async () => ({ token: await hs256(good), of: site({ publicKey: 'no key' }) }),
  ...Object.fromEntries(['sub', 'aud', 'exp'].map((claim) => [`no ${claim}`, async () => ({ token: await hs256(without(claim)) })])),
  ...Object.fromEntries(Object.entries({
    'an empty sub': { sub: '' }, 'a long sub': { sub: 'x'.repeat(129) }, 'a number as sub': { sub: 7 }, 'null as sub': { sub: null },
    'another audience': { aud: 'other' }, 'a list of audiences': { aud: ['shop'] }, 'several audiences': { aud: ['shop', 'other'] }, 'audience in capitals': { aud: 'Shop' },
    'run out': { exp: seconds - 61 }, 'run out long ago': { exp: 1 }, 'valid too long': { exp: seconds + 361 }, 'valid for ever': { exp: 9e12 },
    'exp in milliseconds': { exp: now + 60_000 }, 'a text as exp': { exp: String(seconds + 100) }, 'an infinite exp': { exp: null }, 'a negative exp': { exp: -1 },
    'not valid yet': { nbf: seconds + 120 }, 'a text as nbf': { nbf: 'soon' },
    'a number as name': { name: 7 }, 'an empty name': { name: ' ' }, 'a long name': { name: 'x'.repeat(81) },
    'no e-mail address': { email: 'ada' }, 'a script as avatar': { avatar: 'javascript:alert(1)' }, 'an object as avatar': { avatar: {} },
  }).map(([name, change]) => [name, async () => ({ token: await hs256({ ...good, ...change } as unknown as JWTPayload) })])),
};

test.each(Object.entries(refused))('refused like every other: %s', async (_name, make) => {
  const { token, of = site() } = await make();
  const error: unknown = await readIdentity(token, of, clock).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FoyerError);
  expect(JSON.stringify(error)).toBe(JSON.stringify(new FoyerError('identity-refused')));
});

test('more than forty ways to be refused are tried', () => { expect(Object.keys(refused).length).toBeGreaterThan(40); });
