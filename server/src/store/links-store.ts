import type { Identified } from './store.ts';

/** A link that brings another device to a visitor. `key`: what its token is made of. */
export interface LinkRow { key: string; userId: number; expiresAt: number }

export type Accepted =
  /** As where a visitor turns out to be a customer; without `visitor` where the device is one of the user's by now. */
  | Identified
  /** There is no such link (any more): nothing was done. */
  | { status: 'gone' };

/** One link of each visitor at a time. It is worth something until it expires, and to the first device that comes by it. */
export interface LinksStore {
  /** In place of the one there was. `false` where another one that holds has a code that starts alike: nothing was done. */
  make(link: LinkRow & { codeStart: string; codeHash: Uint8Array; at: number }): Promise<boolean>;
  end(userId: number): Promise<void>;
  byKey(key: string, siteId: number, at: number): Promise<LinkRow | undefined>;
  /** A wrong guess counts, also of those that come at once; after `maxWrong` of them the code is of no link. */
  byCode(guess: { codeStart: string; codeHash: Uint8Array; siteId: number; at: number; maxWrong: number }): Promise<LinkRow | undefined>;
  /**
   * The device whose refresh token this is goes on as the user of the link, and what its visitor has goes with it: as `identify`, in one transaction. The
   * same device may ask again. `apart` where the token is of no device of a visitor of the site.
   */
  accept(acceptance: { key: string; siteId: number; oldHash: Uint8Array; newHash: Uint8Array; expiresAt: number; at: number }): Promise<Accepted>;
}
