import { FoyerError, limits, type DeviceLink, type LinkOffer, type Requests } from '@foyer-chat/widget/protocol';
import type { LinkRow } from '../store/links-store.ts';
import type { DeviceRow, SiteRow, Store, UserRow } from '../store/store.ts';
import type { Devices } from './devices.ts';
import type { Handover } from './handover.ts';
import type { Clock, Session } from './ports.ts';
import { newId, newLinkCode } from './random-ids.ts';
import { tokenHash, type Tokens } from './tokens.ts';
import type { UserCache } from './user-cache.ts';

interface DeviceLinksParts { store: Pick<Store, 'links'>; tokens: Tokens; users: UserCache; devices: Devices; handover: Handover; clock: Clock }

/** Half of a code finds its link, so that wrong guesses at the other half can be counted. */
const codeStartLength = limits.linkCodeLength / 2;
const maxTries = 8;

/** Brings other devices to a visitor, who has nothing to sign in with: by a link, or by a code that is typed. Customers and staff sign in. */
export class DeviceLinks {
  readonly #parts: DeviceLinksParts;

  constructor(parts: DeviceLinksParts) { this.#parts = parts; }

  /** A new one. The one before is worth nothing any more. */
  async make(session: Session): Promise<DeviceLink> {
    refuseOthers(session);
    const { store, tokens, clock } = this.#parts;
    const link = { key: newId(), userId: session.userId, expiresAt: clock.now() + limits.linkMs, at: clock.now() };
    for (let tries = 0; tries < maxTries; tries += 1) {
      const code = newLinkCode();
      if (await store.links.make({ ...link, ...this.#stored(code) })) return { token: tokens.links.tokenOf(link.key), code, expiresAt: link.expiresAt };
    }
    throw new FoyerError('unavailable');
  }

  async end(session: Session): Promise<void> { await this.#parts.store.links.end(session.userId); }

  /** Whose devices it leads to. The same `not-found` for whatever leads nowhere. */
  async look(session: Session, asked: { token: string } | { code: string }): Promise<LinkOffer> {
    refuseOthers(session);
    const link = await ('token' in asked ? this.#byToken(session, asked.token) : this.#byCode(session, asked.code));
    const user = link && await this.#parts.users.get(link.userId);
    if (!link || !user) throw new FoyerError('not-found');
    return { token: this.#parts.tokens.links.tokenOf(link.key), name: user.name, isOwn: user.id === session.userId };
  }

  /**
   * The device of the `former` session goes on as the user of the link. `forbidden` where that is no visitor's, or its token proves nothing: a new device
   * in its place would lose what is written there.
   */
  async accept({ site, token, former }: { site: SiteRow; token: string; former: NonNullable<Requests['session']['former']> }): Promise<{ user: UserRow; device: DeviceRow; refreshToken: string }> {
    const { store, tokens, devices, handover, clock } = this.#parts;
    const key = tokens.links.keyOf(token);
    if (key === undefined) throw new FoyerError('not-found');
    const refreshToken = tokens.nextRefresh(former.refreshToken, former.attempt);
    const at = clock.now();
    const accepted = await store.links.accept({
      key, siteId: site.id, oldHash: tokenHash(former.refreshToken), newHash: tokenHash(refreshToken), expiresAt: at + limits.refreshTokenMs, at,
    });
    if (accepted.status === 'gone') throw new FoyerError('not-found');
    if (accepted.status === 'apart') throw new FoyerError('forbidden');
    if (accepted.status === 'reused') {
      await devices.revoked(accepted.device);
      throw new FoyerError('session-ended');
    }
    await handover.done(site, accepted);
    return { user: accepted.user, device: accepted.device, refreshToken };
  }

  #byToken({ siteId }: Session, token: string): Promise<LinkRow | undefined> {
    const { store, tokens, clock } = this.#parts;
    const key = tokens.links.keyOf(token);
    return key === undefined ? Promise.resolve(undefined) : store.links.byKey(key, siteId, clock.now());
  }

  #byCode({ siteId }: Session, code: string): Promise<LinkRow | undefined> {
    return this.#parts.store.links.byCode({ ...this.#stored(code), siteId, at: this.#parts.clock.now(), maxWrong: limits.linkCodeGuesses });
  }

  #stored(code: string): { codeStart: string; codeHash: Uint8Array } {
    return { codeStart: code.slice(0, codeStartLength), codeHash: this.#parts.tokens.codeHash(code) };
  }
}

function refuseOthers({ kind }: Session): void { if (kind !== 'visitor') throw new FoyerError('forbidden'); }
