import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits in base64url, as ids have it; and as many of the seal. */
const keyLength = 22;

/** Tokens that lead somewhere: a key, and what only this server can add to it. Neither a copy of the database nor a guess makes one. */
export class SealedKeys {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) { this.#secret = secret; }

  tokenOf(key: string): string { return key + createHmac('sha256', this.#secret).update(key).digest('base64url').slice(0, keyLength); }

  /** The key of a token, or `undefined` where it is none of ours. */
  keyOf(token: string): string | undefined {
    const key = token.slice(0, keyLength);
    return isEqual(token, this.tokenOf(key)) ? key : undefined;
  }
}

/** In the same time wherever they differ. */
export function isEqual(one: string, other: string): boolean {
  const bytes = Buffer.from(one);
  const others = Buffer.from(other);
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}
