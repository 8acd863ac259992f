import { createPublicKey } from 'node:crypto';
import { FoyerError, emailSchema, httpUrlSchema, limits, nameSchema, storable } from '@foyer-chat/widget/protocol';
import type * as Jose from 'jose';
import * as v from 'valibot';
import type { SiteRow } from '../store/store.ts';
import type { Clock } from './ports.ts';

const leewaySeconds = 60;

/** What a site may say of its customer. */
const identitySchema = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(128), storable),
  aud: v.string(),
  exp: v.number(),
  name: v.optional(nameSchema),
  email: v.optional(emailSchema),
  avatar: v.optional(httpUrlSchema),
});
export type Identity = Pick<v.InferOutput<typeof identitySchema>, 'sub' | 'name' | 'email' | 'avatar'>;

/**
 * Reads the JWT by which a site vouches for its customer. Which algorithm holds follows from what the site has configured, never
 * from the token. Whatever is wrong, the answer is the same `identity-refused`, so that it tells a forger nothing.
 */
export async function readIdentity(token: string, site: SiteRow, clock: Clock): Promise<Identity> {
  try {
    // Only sites that identify their customers need it, and it costs every start a tenth of its time.
    const { importSPKI, jwtVerify } = await import('jose');
    const { key, algorithm } = await keyOf(site, importSPKI);
    const now = clock.now();
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm], audience: site.key, requiredClaims: ['sub', 'exp', 'aud'],
      clockTolerance: leewaySeconds, currentDate: new Date(now),
    });
    const identity = v.parse(identitySchema, payload);
    if (identity.aud !== site.key) throw new Error('audience');
    if (identity.exp * 1000 > now + limits.identityMaxAgeMs + leewaySeconds * 1000) throw new Error('too long-lived');
    return identity;
  } catch (cause) {
    throw new FoyerError('identity-refused', { cause });
  }
}

async function keyOf(site: SiteRow, importSPKI: typeof Jose.importSPKI): Promise<{ key: Uint8Array | CryptoKey; algorithm: string }> {
  if (site.publicKey === null) {
    if (site.secret.length === 0) throw new Error('the site has no secret');
    return { key: new TextEncoder().encode(site.secret), algorithm: 'HS256' };
  }
  const algorithm = createPublicKey(site.publicKey).asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256';
  return { key: await importSPKI(site.publicKey, algorithm), algorithm };
}
