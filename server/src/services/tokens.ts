import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { FoyerError, idSchema, limits, siteKeySchema, userKinds } from '@foyer-chat/widget/protocol';
import { SignJWT, jwtVerify } from 'jose';
import * as v from 'valibot';
import type { Clock, Session } from './ports.ts';
import { newSecret } from './random-ids.ts';

const rowIdSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const claimsSchema = v.object({
  sub: idSchema, uid: rowIdSchema, kind: v.picklist(userKinds),
  dev: idSchema, did: rowIdSchema, site: siteKeySchema, sid: rowIdSchema,
  exp: v.number(),
});

const audience = 'foyer';

/** Signs and reads access tokens, makes refresh tokens. Knows no storage: what a token says must still be checked against the devices. */
export class Tokens {
  readonly #clock: Clock;
  readonly #accessKey: Uint8Array;
  readonly #refreshKey: Uint8Array;

  constructor(parts: { secret: string; clock: Clock }) {
    this.#clock = parts.clock;
    const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', parts.secret, '', purpose, 32));
    this.#accessKey = derive('foyer access token');
    this.#refreshKey = derive('foyer refresh token');
  }

  async signAccess(session: Omit<Session, 'expiresAt'>): Promise<{ accessToken: string; expiresAt: number }> {
    const seconds = Math.floor((this.#clock.now() + limits.accessTokenMs) / 1000);
    const accessToken = await new SignJWT({
      uid: session.userId, kind: session.kind, dev: session.device, did: session.deviceId, site: session.siteKey, sid: session.siteId,
    }).setProtectedHeader({ alg: 'HS256' }).setSubject(session.user).setAudience(audience).setExpirationTime(seconds).sign(this.#accessKey);
    return { accessToken, expiresAt: seconds * 1000 };
  }

  /** `FoyerError('session-ended')` for whatever is not a token of ours that still runs. */
  async readAccess(accessToken: string): Promise<Session> {
    const options = { algorithms: ['HS256'], audience, currentDate: new Date(this.#clock.now()) };
    const verified = await jwtVerify(accessToken, this.#accessKey, options).catch(() => undefined);
    const claims = v.safeParse(claimsSchema, verified?.payload);
    if (!claims.success) throw new FoyerError('session-ended');
    const { sub, uid, kind, dev, did, site, sid, exp } = claims.output;
    return { user: sub, userId: uid, kind, device: dev, deviceId: did, siteKey: site, siteId: sid, expiresAt: exp * 1000 };
  }

  /**
   * The successor of a refresh token. With an `attempt` it follows from the old token, so a device that lost the answer gets the
   * same one by asking again; without, it is random.
   */
  nextRefresh(oldToken: string, attempt: string | undefined): string {
    if (attempt === undefined) return newSecret();
    return createHmac('sha256', this.#refreshKey).update(`${oldToken}.${attempt}`).digest('base64url');
  }
}

/** What is stored of a secret token: its SHA-256. */
export const tokenHash = (token: string): Uint8Array => new Uint8Array(createHash('sha256').update(token).digest());
