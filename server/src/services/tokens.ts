import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { FoyerError, idSchema, limits, siteKeySchema, userKinds } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Clock, TokenSession } from './ports.ts';
import { newSecret } from './random-ids.ts';
import { isEqual, SealedKeys } from './sealed-keys.ts';

const rowIdSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const claimsSchema = v.object({
  sub: idSchema, uid: rowIdSchema, kind: v.picklist(userKinds),
  dev: idSchema, did: rowIdSchema, site: siteKeySchema, sid: rowIdSchema,
  exp: v.number(),
});

/**
 * Signs and reads access tokens, makes refresh tokens. An access token is for this server alone: its claims as JSON in base64url, a
 * point, and their HMAC-SHA256. Knows no storage: what a token says must still be checked against the devices.
 */
export class Tokens {
  readonly #clock: Clock;
  readonly #accessKey: Uint8Array;
  readonly #refreshKey: Uint8Array;
  readonly #codeKey: Uint8Array;
  /** Of invites into groups, and of links between devices. */
  readonly invites: SealedKeys;
  readonly links: SealedKeys;

  constructor(parts: { secret: string; clock: Clock }) {
    this.#clock = parts.clock;
    const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', parts.secret, '', purpose, 32));
    this.#accessKey = derive('foyer access token');
    this.#refreshKey = derive('foyer refresh token');
    this.#codeKey = derive('foyer link code');
    this.invites = new SealedKeys(derive('foyer invite token'));
    this.links = new SealedKeys(derive('foyer link token'));
  }

  signAccess(session: Omit<TokenSession, 'expiresAt'>): { accessToken: string; expiresAt: number } {
    const seconds = Math.floor((this.#clock.now() + limits.accessTokenMs) / 1000);
    const claims = {
      sub: session.user, uid: session.userId, kind: session.kind, dev: session.device, did: session.deviceId, site: session.siteKey, sid: session.siteId,
      exp: seconds,
    } satisfies v.InferOutput<typeof claimsSchema>;
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return { accessToken: `${body}.${this.#seal(body)}`, expiresAt: seconds * 1000 };
  }

  /** `FoyerError('session-ended')` for whatever is not a token of ours that still runs. */
  readAccess(accessToken: string): TokenSession {
    const [body = '', seal = '', ...rest] = accessToken.split('.');
    if (rest.length > 0 || !isEqual(seal, this.#seal(body))) throw new FoyerError('session-ended');
    const claims = v.safeParse(claimsSchema, JSON.parse(Buffer.from(body, 'base64url').toString()));
    if (!claims.success || claims.output.exp * 1000 <= this.#clock.now()) throw new FoyerError('session-ended');
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

  /** What is stored of a link's code. It is short: only with the server's secret can it be told from this. */
  codeHash(code: string): Uint8Array { return new Uint8Array(createHmac('sha256', this.#codeKey).update(code).digest()); }

  #seal(body: string): string { return createHmac('sha256', this.#accessKey).update(body).digest('base64url'); }
}

/** What is stored of a secret token: its SHA-256. */
export const tokenHash = (token: string): Uint8Array => new Uint8Array(createHash('sha256').update(token).digest());
